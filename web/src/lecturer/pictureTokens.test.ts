import { describe, expect, test } from "vitest";
import {
  learnMarks,
  readMarks,
  toText,
  toView,
  withAlt,
  withoutPicture,
  writeMark,
} from "./pictureTokens";

const ONE = { id: "1".repeat(32), alt: "mạch điện" };
const TWO = { id: "2".repeat(32), alt: "" };
const TEXT = `Cho ${writeMark(ONE)} và $x$, ${writeMark(TWO)}.`;

describe("picture tokens", () => {
  const marks = learnMarks([], TEXT);

  test("a field shows numbers, and stands for the same text", () => {
    const view = toView(TEXT, marks, "hình");
    expect(view).toBe("Cho [[hình 1]] và $x$, [[hình 2]].");
    expect(toText(view, marks, "hình")).toBe(TEXT);
  });

  test("a token that is moved, repeated or taken out does the same to the picture", () => {
    expect(readMarks(toText("[[hình 2]][[hình 1]][[hình 2]]", marks, "hình"))).toEqual([
      TWO,
      ONE,
      TWO,
    ]);
    expect(readMarks(toText("không có", marks, "hình"))).toEqual([]);
  });

  test("taking a deletion back brings the picture back", () => {
    const later = learnMarks(marks, "đã xóa hết");
    expect(readMarks(toText("[[hình 1]]", later, "hình"))).toEqual([ONE]);
  });

  test("a token without a picture is words", () => {
    expect(toText("[[hình 7]]", marks, "hình")).toBe("[[hình 7]]");
  });

  test("what a picture shows is said anew everywhere, in one line without brackets", () => {
    const text = withAlt(TEXT, TWO.id, "đồ [thị]\nhàm số");
    expect(readMarks(text)).toEqual([ONE, { id: TWO.id, alt: "đồ thị hàm số" }]);
  });

  test("a picture is taken out, formulas stay", () => {
    expect(withoutPicture(TEXT, ONE.id)).toBe(`Cho  và $x$, ${writeMark(TWO)}.`);
  });
});
