import { Fragment, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useStore } from "../useStore";
import { loadTypesetter, typesetter } from "./loader";
import "./formula.css";
import { Picture } from "../pictures/Picture";
import { splitText, type Piece } from "./split";
import { splitUnderlined } from "./underlines";

/**
 * A text with its formulas set, its pictures shown and words underlined. Everything else in it is
 * shown letter by letter, never as HTML.
 */
export function RichText({ text }: { text: string }) {
  const pieces = useMemo(() => splitText(text), [text]);
  return <span className="rich-text">{pieces.map(show)}</span>;
}

function show(piece: Piece, index: number) {
  switch (piece.kind) {
    case "text":
      return <Fragment key={index}>{splitUnderlined(piece.text).map(showWords)}</Fragment>;
    case "picture":
      return <Picture key={index} {...piece} />;
    case "formula":
      return <Formula key={index} {...piece} />;
  }
}

/** Every second stretch is underlined. */
const showWords = (words: string, place: number) =>
  place % 2 === 1 ? <u key={place}>{words}</u> : words;

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
