import { describe, expect, test, vi } from "vitest";
import { typeset } from "./typesetter";

// KaTeX refuses pages without a doctype, and takes the test's for one.
vi.hoisted(() => Object.defineProperty(document, "compatMode", { value: "CSS1Compat" }));

function set(tex: string) {
  const element = document.createElement("span");
  element.textContent = "source";
  return { done: typeset(tex, false, element), element };
}

describe("typeset", () => {
  test("sets mathematics and chemistry", () => {
    expect(set("\\frac{1}{2}").element.querySelector(".mfrac")).not.toBeNull();
    expect(set("\\ce{2H2 + O2 -> 2H2O}").done).toBe(true);
  });

  test("leaves the source where a formula cannot be read", () => {
    const { done, element } = set("\\frac{1");
    expect(done).toBe(false);
    expect(element.textContent).toBe("source");
  });

  test.each([
    "\\href{javascript:alert(1)}{x}",
    "\\url{javascript:alert(1)}",
    "\\includegraphics{https://example.org/x.png}",
    "\\htmlClass{a}{x}",
    "\\htmlStyle{position: fixed}{x}",
    "\\text{<img src=x onerror=alert(1)>}",
  ])("%s makes no link, picture or script", (tex) => {
    const { element } = set(tex);
    expect(element.querySelector("a, img, script, [onerror], .a, [style*=fixed]")).toBeNull();
  });

  test("a macro that grows without end is refused", () => {
    expect(set("\\def\\a{\\a\\a}\\a").done).toBe(false);
  });
});
