import { describe, expect, test } from "vitest";
import { hasFormula, splitFormulas } from "./split";

const formulas = (text: string) =>
  splitFormulas(text).flatMap((piece) => (piece.kind === "formula" ? [piece.tex] : []));

describe("splitFormulas", () => {
  test.each([
    ["Tính $x^2$ nhé", "x^2", false],
    ["Tính \\(x^2\\) nhé", "x^2", false],
    ["Tính $$x^2$$ nhé", "x^2", true],
    ["Tính \\[x^2\\] nhé", "x^2", true],
    ["Chất \\ce{H2SO4} nhé", "\\ce{H2SO4}", false],
    ["Phản ứng \\ce{Fe^{3+} + 3OH- -> Fe(OH)3 v} nhé", "\\ce{Fe^{3+} + 3OH- -> Fe(OH)3 v}", false],
  ])("%s", (text, tex, block) => {
    expect(splitFormulas(text)[1]).toMatchObject({ kind: "formula", tex, block });
  });

  test("what is not a formula stays as it was written", () => {
    const pieces = splitFormulas("Biết $a$ và \\(b\\), tìm \\ce{CO2}.");
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
    expect(splitFormulas("giá \\$5")).toEqual([{ kind: "text", text: "giá $5" }]);
    expect(formulas("$5\\$ + x$")).toEqual(["5\\$ + x"]);
  });

  test("a formula does not run over an empty line", () => {
    expect(formulas("$a\n\nb$")).toEqual([]);
  });

  test("chemistry inside a formula is part of it", () => {
    expect(formulas("$K = \\frac{[\\ce{H+}]}{2}$")).toEqual(["K = \\frac{[\\ce{H+}]}{2}"]);
  });
});
