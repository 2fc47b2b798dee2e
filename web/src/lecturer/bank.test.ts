import { describe, expect, test } from "vitest";
import { EVERYTHING, queryOf } from "./bank";

describe("queryOf", () => {
  test("what is not looked for is not asked for", () => {
    expect(queryOf(EVERYTHING, null)).toBe("");
    expect(queryOf({ ...EVERYTHING, search: "  " }, null)).toBe("");
  });

  test("words and labels are asked for together, after the last page", () => {
    const query = new URLSearchParams(
      queryOf({ search: " đạo hàm ", subject: "Toán", level: "application", type: "" }, "abc="),
    );
    expect(Object.fromEntries(query)).toEqual({
      search: "đạo hàm",
      subject: "Toán",
      level: "application",
      cursor: "abc=",
    });
  });
});
