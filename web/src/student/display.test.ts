import { expect, test } from "vitest";
import { applyDisplay, readDisplay } from "./display";

test("a choice made before is read again", () => {
  const chosen = { size: 130, theme: "dark" } as const;
  expect(readDisplay(JSON.stringify(chosen))).toEqual(chosen);
});

test.each([null, "", "{", "[]", '{"size":900,"theme":"pink"}'])("%o is as usual", (stored) => {
  expect(readDisplay(stored)).toEqual({ size: 100, theme: "system" });
});

test("what was chosen is what the page's style goes by", () => {
  const { style, dataset } = document.documentElement;
  applyDisplay({ size: 115, theme: "dark" });
  expect([style.fontSize, dataset.theme]).toEqual(["115%", "dark"]);
  applyDisplay({ size: 100, theme: "system" });
  expect(dataset.theme).toBe("system");
});
