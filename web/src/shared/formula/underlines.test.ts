import { expect, test } from "vitest";
import { splitUnderlined } from "./underlines";

test.each([
  ["h<u>ea</u>d", ["h", "ea", "d"]],
  ["<u>gạch chân</u>", ["", "gạch chân", ""]],
  ["<u>a</u> và <u>b</u>", ["", "a", " và ", "b", ""]],
  ["không có gì", ["không có gì"]],
])("%s", (text, stretches) => {
  expect(splitUnderlined(text)).toEqual(stretches);
});

test.each(["<u> a</u>", "<u>a\nb</u>", "<u><b>a</b></u>", "<u>$x</u>", "<u></u>", "a < u > b"])(
  "%s is text",
  (text) => {
    expect(splitUnderlined(text)).toEqual([text]);
  },
);
