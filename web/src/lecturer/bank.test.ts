import { describe, expect, test } from "vitest";
import { EVERYTHING, labelsAmong, queryOf } from "./bank";
import type { BankQuestion } from "../api/types";

describe("queryOf", () => {
  test("what is not looked for is not asked for", () => {
    expect(queryOf(EVERYTHING, null)).toBe("");
    expect(queryOf({ ...EVERYTHING, search: "  " }, null)).toBe("");
  });

  test("words and labels are asked for together, after the last page", () => {
    const query = new URLSearchParams(
      queryOf(
        { ...EVERYTHING, search: " đạo hàm ", subject: "Toán", tag: "khó", level: "application" },
        "abc=",
      ),
    );
    expect(Object.fromEntries(query)).toEqual({
      search: "đạo hàm",
      subject: "Toán",
      tag: "khó",
      level: "application",
      cursor: "abc=",
    });
  });
});

test("labels to choose from are there once and in order", () => {
  const found = [
    { subject: "Hóa học", chapter: "Chương 10", tags: ["ôn tập", "khó"] },
    { subject: "Hóa học", chapter: "Chương 2", tags: ["khó"] },
    { subject: "", chapter: "", tags: [] },
  ] as unknown as BankQuestion[];
  expect(labelsAmong(found)).toEqual({
    subject: ["Hóa học"],
    chapter: ["Chương 2", "Chương 10"],
    tag: ["khó", "ôn tập"],
  });
});
