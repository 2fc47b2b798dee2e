import { describe, expect, test } from "vitest";
import { fitCards } from "./fit";

const desktop = { width: 1378, height: 800, gap: 14, words: 62 };
const phone = { width: 358, height: 740, gap: 14, words: 62 };

describe("fitCards", () => {
  test.each([4, 9, 16])("%i cards fit on a desktop's screen", (count) => {
    const { columns, picture } = fitCards(count, desktop);
    const rows = Math.ceil(count / columns);
    expect(rows * (picture + desktop.words + desktop.gap)).toBeLessThanOrEqual(desktop.height);
  });

  test("fewer cards have larger pictures", () => {
    const sizes = [4, 9, 16].map((count) => fitCards(count, desktop).picture);
    expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
  });

  test("no column is too narrow for a name", () => {
    expect(fitCards(16, phone).columns).toBe(2);
  });

  test("a picture is never wider than its column", () => {
    const { columns, picture } = fitCards(4, phone);
    expect((picture * 4) / 3).toBeLessThanOrEqual(358 / columns + 1);
  });
});
