import { expect, test } from "vitest";
import { readNumber, showNumber } from "./numbers";

test.each([
  ["1,5", 1.5],
  ["1.5", 1.5],
  [" −2 ", -2],
  ["1.234", 1.234],
  ["1.234,5", 1234.5],
  ["1,234.5", 1234.5],
  ["1.234.567", 1234567],
  ["1 000", 1000],
  ["3e-2", 0.03],
  ["５", 5],
])("%s reads as %d", (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test.each(["", "ba", "1,2,3", "2/3", "--1", "1.2.3,4,5"])("%s is no number", (text) => {
  expect(readNumber(text)).toBeNull();
});

test("a number shows with the language's decimal mark and all its digits", () => {
  expect(showNumber(1234.5678, "vi")).toBe("1234,5678");
  expect(showNumber(0.1, "en")).toBe("0.1");
});
