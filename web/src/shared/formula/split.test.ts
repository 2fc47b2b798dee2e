import { describe, expect, test } from "vitest";
import { hasFormula, picturesIn, splitText } from "./split";

const formulas = (text: string) =>
  splitText(text).flatMap((piece) => (piece.kind === "formula" ? [piece.tex] : []));

describe("splitText", () => {
  test.each([
    ["Tính $x^2$ nhé", "x^2", false],
    ["Tính \\(x^2\\) nhé", "x^2", false],
    ["Tính $$x^2$$ nhé", "x^2", true],
    ["Tính \\[x^2\\] nhé", "x^2", true],
    ["Chất \\ce{H2SO4} nhé", "\\ce{H2SO4}", false],
    ["Phản ứng \\ce{Fe^{3+} + 3OH- -> Fe(OH)3 v} nhé", "\\ce{Fe^{3+} + 3OH- -> Fe(OH)3 v}", false],
  ])("%s", (text, tex, block) => {
    expect(splitText(text)[1]).toMatchObject({ kind: "formula", tex, block });
  });

  test("what is not a formula stays as it was written", () => {
    const pieces = splitText("Biết $a$ và \\(b\\), tìm \\ce{CO2}.");
    const back = pieces.map((one) => (one.kind === "text" ? one.text : one.source)).join("");
    expect(back).toBe("Biết $a$ và \\(b\\), tìm \\ce{CO2}.");
  });

  test.each(["Giá 5$ hay 6$?", "từ $5 đến $10", "chỉ có một $ thôi", "\\ce{H2", "$$", "$ $"])(
    "%s holds no formula",
    (text) => {
      expect(hasFormula(text)).toBe(false);
    },
  );

  test("a dollar behind a backslash is a dollar", () => {
    expect(splitText("giá \\$5")).toEqual([{ kind: "text", text: "giá $5" }]);
    expect(formulas("$5\\$ + x$")).toEqual(["5\\$ + x"]);
  });

  test("a formula does not run over an empty line", () => {
    expect(formulas("$a\n\nb$")).toEqual([]);
  });

  test("chemistry inside a formula is part of it", () => {
    expect(formulas("$K = \\frac{[\\ce{H+}]}{2}$")).toEqual(["K = \\frac{[\\ce{H+}]}{2}"]);
  });
});

describe("pictures", () => {
  const id = "0123456789abcdef".repeat(2);

  test("a picture stands among the words and formulas around it", () => {
    expect(splitText(`Cho ![mạch điện](picture:${id}) và $R$.`)).toEqual([
      { kind: "text", text: "Cho " },
      { kind: "picture", source: `![mạch điện](picture:${id})`, alt: "mạch điện", id },
      { kind: "text", text: " và " },
      expect.objectContaining({ kind: "formula", tex: "R" }),
      { kind: "text", text: "." },
    ]);
  });

  test("each picture is named once", () => {
    const text = `![](picture:${id})`;
    expect(picturesIn([text + text, "không có hình", text])).toEqual([id]);
  });

  test.each(["![x](https://noi.khac/hinh.png)", "![x](picture:12)", `! [x](picture:${id})`])(
    "%s is text",
    (text) => {
      expect(picturesIn([text])).toEqual([]);
    },
  );
});
