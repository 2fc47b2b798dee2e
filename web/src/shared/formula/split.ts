/**
 * Find the formulas in a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and chemistry's bare `\ce{…}`;
 * and its pictures: `![what it shows](picture:<id>)`.
 */

export type Piece =
  | { kind: "text"; text: string }
  | { kind: "picture"; source: string; alt: string; id: string }
  /** `source` is what was written, `tex` what KaTeX reads, `block` whether it stands on its own. */
  | { kind: "formula"; source: string; tex: string; block: boolean };

type Formula = Extract<Piece, { kind: "formula" }>;
type Picture = Extract<Piece, { kind: "picture" }>;

/** As the server reads it; see `chalicelib/domain/pictures.py`. */
const PICTURE = /!\[([^[\]\n]{0,300})\]\(picture:([0-9a-f]{32})\)/y;

const MARKS = [
  { open: "$$", close: "$$", block: true },
  { open: "\\[", close: "\\]", block: true },
  { open: "\\(", close: "\\)", block: false },
  { open: "$", close: "$", block: false },
] as const;
const CHEMISTRY = ["\\ce{", "\\pu{"];

export function splitText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = pictureAt(text, at) ?? formulaAt(text, at);
    if (found) {
      if (plain) pieces.push({ kind: "text", text: plain });
      plain = "";
      pieces.push(found);
      at += found.source.length;
    } else if (text.startsWith("\\$", at)) {
      plain += "$";
      at += 2;
    } else {
      plain += text.charAt(at++);
    }
  }
  if (plain) pieces.push({ kind: "text", text: plain });
  return pieces;
}

export function hasFormula(text: string): boolean {
  return splitText(text).some((piece) => piece.kind === "formula");
}

/** The ids of the pictures that texts show, each once. */
export function picturesIn(texts: string[]): string[] {
  const ids = texts.flatMap(splitText).flatMap((one) => (one.kind === "picture" ? [one.id] : []));
  return [...new Set(ids)];
}

function pictureAt(text: string, at: number): Picture | null {
  if (text.charAt(at) !== "!") return null;
  PICTURE.lastIndex = at;
  const [source, alt = "", id = ""] = PICTURE.exec(text) ?? [];
  return source ? { kind: "picture", source, alt, id } : null;
}

function formulaAt(text: string, at: number): Formula | null {
  for (const { open, close, block } of MARKS) {
    if (!text.startsWith(open, at)) continue;
    const end = closeOf(text, at + open.length, close);
    if (end < 0) continue;
    const tex = text.slice(at + open.length, end);
    const source = text.slice(at, end + close.length);
    if (open === "$" && !readsAsFormula(tex, text.charAt(end + 1))) continue;
    if (tex.trim()) return { kind: "formula", source, tex, block };
  }
  const chemistry = CHEMISTRY.find((open) => text.startsWith(open, at));
  const end = chemistry ? closingBrace(text, at + chemistry.length) : -1;
  if (end < 0) return null;
  const source = text.slice(at, end + 1);
  return { kind: "formula", source, tex: source, block: false };
}

/** "5$ or 6$", "$5 and $6" are money: a formula begins and ends at its dollars, no figure after. */
function readsAsFormula(tex: string, after: string): boolean {
  return !/^\s|\s$/.test(tex) && !/\d/.test(after);
}

/** Where a formula's closing mark stands; -1 when there is none before an empty line. */
function closeOf(text: string, from: number, close: string): number {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(close, at)) return at;
    const letter = text.charAt(at);
    if (letter === "\n" && /^\s*\n/.test(text.slice(at + 1, at + 20))) return -1;
    // What a backslash precedes is no mark.
    if (letter === "\\") at++;
  }
  return -1;
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "\\") at++;
    else if (letter === "{") depth++;
    else if (letter === "}" && --depth === 0) return at;
  }
  return -1;
}
