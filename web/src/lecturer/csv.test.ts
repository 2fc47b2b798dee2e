import { expect, test } from "vitest";
import { toCsv } from "./csv";

const rows = [
  ["Nguyễn Thị Mai", "12A1-07", 8.25, null],
  ['=HYPERLINK("x")', "-1", -0.5, "a\nb"],
];

test("Excel in Vietnam reads it: byte-order mark, semicolons, decimal commas", () => {
  expect(toCsv(rows.slice(0, 1), true)).toBe("\uFEFFNguyễn Thị Mai;12A1-07;8,25;\r\n");
});

test("text that would be a formula is made harmless, numbers stay numbers", () => {
  expect(toCsv(rows.slice(1), false)).toBe(`\uFEFF"'=HYPERLINK(""x"")",'-1,-0.5,"a\nb"\r\n`);
});
