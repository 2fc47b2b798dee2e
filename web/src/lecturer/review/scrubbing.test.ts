import { describe, expect, test } from "vitest";
import { nearest, placeOf, stepped, stretchOf } from "./scrubbing";

const TIMES = [1000, 2000, 4000];

describe("scrubbing", () => {
  test.each([
    [0, 1000],
    [1400, 1000],
    [1600, 2000],
    [3100, 4000],
    [9000, 4000],
  ])("the picture nearest to %i is that of %i", (moment, time) => {
    expect(nearest(TIMES, moment)).toBe(time);
  });

  test("where nothing was seen nothing is near", () => {
    expect(nearest([], 5)).toBeNull();
  });

  test("a step goes from picture to picture and stays at the ends", () => {
    expect([stepped(TIMES, 2100, 1), stepped(TIMES, 1000, -1), stepped(TIMES, 4000, 1)]).toEqual([
      4000, 1000, 4000,
    ]);
  });

  test("all moments of a minute ask for the same uploads, those that reach into it among them", () => {
    expect(stretchOf(60_000)).toEqual(stretchOf(119_999));
    expect(stretchOf(60_000).from).toBeLessThan(60_000);
  });

  test("a picture is found in its upload by its time", () => {
    const uploads = [
      { captured_ms: [1, 2], url: "a" },
      { captured_ms: [3, 4], url: "b" },
    ];
    expect(placeOf(uploads, 4)).toEqual({ upload: uploads[1], place: 1 });
    expect(placeOf(uploads, 5)).toBeNull();
  });
});
