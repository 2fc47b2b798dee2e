import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useStore } from "../useStore";
import { loadTypesetter, typesetter } from "./loader";
import "./formula.css";
import { splitFormulas, type Piece } from "./split";

/** A text with its formulas set. Everything else in it is shown letter by letter, never as HTML. */
export function RichText({ text }: { text: string }) {
  const pieces = useMemo(() => splitFormulas(text), [text]);
  return (
    <span className="rich-text">
      {pieces.map((piece, index) =>
        piece.kind === "text" ? piece.text : <Formula key={index} {...piece} />,
      )}
    </span>
  );
}

type FormulaProps = Extract<Piece, { kind: "formula" }>;

/** The element's content is not React's: KaTeX builds it, or it is the source as written. */
function Formula({ source, tex, block }: FormulaProps) {
  const element = useRef<HTMLSpanElement>(null);
  const loaded = useStore(typesetter);
  useEffect(() => void loadTypesetter(), []);
  useLayoutEffect(() => {
    if (!element.current) return;
    const set = loaded?.typeset(tex, block, element.current) ?? false;
    if (!set) element.current.textContent = source;
    element.current.classList.toggle("unreadable", loaded !== null && !set);
  }, [loaded, source, tex, block]);
  return <span ref={element} className={block ? "formula block" : "formula"} />;
}
