/** KaTeX with chemistry; a chunk of its own, fetched when a text holds a formula. */
import katex from "katex";
import "katex/contrib/mhchem";
import "katex/dist/katex.min.css";

/**
 * Set a formula into an element, as nodes and never as HTML text.
 *
 * Returns false, and leaves the element as it is, when KaTeX cannot read the formula. Texts come
 * from people and from files, so no command may link, load or style (`trust`), grow without end
 * (`maxExpand`) or cover the page (`maxSize`).
 */
export function typeset(tex: string, block: boolean, element: HTMLElement): boolean {
  const stage = document.createElement("span");
  try {
    katex.render(tex, stage, {
      displayMode: block,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxSize: 20,
      maxExpand: 300,
    });
  } catch {
    return false;
  }
  element.replaceChildren(...stage.childNodes);
  return true;
}

/** The fonts that most formulas need, so that they are here should the network go away. */
export function loadFonts(): void {
  for (const font of ["KaTeX_Main", "italic 1em KaTeX_Math", "KaTeX_Size1", "KaTeX_Size2"]) {
    void document.fonts.load(font.includes(" ") ? font : `1em ${font}`).catch(() => undefined);
  }
}
