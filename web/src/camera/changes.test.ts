import { describe, expect, test } from "vitest";
import { changedShare, ChangeWatch, greys, THUMBNAIL } from "./changes";

const POINTS = THUMBNAIL.width * THUMBNAIL.height;

/** A grey picture of which some points, from the first one on, have another grey. */
function picture(changed = 0, grey = 200): Uint8Array {
  return new Uint8Array(POINTS).fill(100).fill(grey, 0, changed);
}

describe("ChangeWatch", () => {
  test("sees a change where a quarter of the picture changes", () => {
    const watch = new ChangeWatch();
    expect([watch.see(picture()), watch.see(picture()), watch.see(picture(POINTS / 4))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("sees none where a person moves a little", () => {
    const watch = new ChangeWatch();
    watch.see(picture());
    expect(watch.see(picture(POINTS / 12))).toBe(false);
  });

  test("sees none in noise, however much of the picture it fills", () => {
    const watch = new ChangeWatch();
    watch.see(picture());
    expect(watch.see(picture(POINTS, 118))).toBe(false);
  });

  test("sees a covered camera", () => {
    const watch = new ChangeWatch();
    watch.see(picture());
    expect(watch.see(picture(POINTS, 5))).toBe(true);
  });

  test("gets used to what moves all the time, and still sees more than that", () => {
    const watch = new ChangeWatch();
    const restless = Array.from({ length: 60 }, (_, second) =>
      watch.see(picture(second % 2 ? POINTS / 5 : 0)),
    );
    expect(restless.slice(0, 5)).toContain(true);
    expect(restless.slice(-30)).not.toContain(true);
    expect(watch.see(picture(POINTS, 5))).toBe(true);
  });

  test("begins anew where the camera's picture has another size", () => {
    const watch = new ChangeWatch();
    watch.see(new Uint8Array(4));
    expect(watch.see(picture(POINTS, 5))).toBe(false);
  });
});

test("the share of points that changed", () => {
  expect(changedShare(picture(), picture(48))).toBe(48 / POINTS);
});

test("greys weigh the colours as eyes do", () => {
  const points = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255];
  expect([...greys(points)]).toEqual([255, 0, 76, 150]);
});
