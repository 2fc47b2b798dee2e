/**
 * Texts as they stand in a field: `[[hình 1]]` in place of `![mạch điện](picture:0f3c…)`.
 *
 * What a field showed once it understands for as long as it lives, so that deleting a token and
 * taking that back brings the picture back, too.
 */
import { splitText } from "../shared/formula/split";

const NOT_IN_ALT = /[[\]\s]+/g;
const MAX_ALT = 300;

export interface PictureMark {
  id: string;
  alt: string;
}

export function writeMark({ id, alt }: PictureMark): string {
  return `![${alt.replace(NOT_IN_ALT, " ").slice(0, MAX_ALT)}](picture:${id})`;
}

export function readMarks(text: string): PictureMark[] {
  return splitText(text).flatMap((piece) =>
    piece.kind === "picture" ? [{ id: piece.id, alt: piece.alt }] : [],
  );
}

/** The pictures a field knows, in the order of their numbers: those from before, then new ones. */
export function learnMarks(known: readonly PictureMark[], text: string): PictureMark[] {
  const marks = [...known];
  for (const mark of readMarks(text)) {
    const at = marks.findIndex((one) => one.id === mark.id);
    if (at < 0) marks.push(mark);
    else marks[at] = mark;
  }
  return marks;
}

/** What the field shows. */
export function toView(text: string, marks: readonly PictureMark[], word: string): string {
  return splitText(text)
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      if (piece.kind === "formula") return piece.source;
      return token(marks.findIndex((one) => one.id === piece.id) + 1, word);
    })
    .join("");
}

/** The text that a field's content stands for; a token without a picture is words. */
export function toText(view: string, marks: readonly PictureMark[], word: string): string {
  return marks.reduce(
    (text, mark, at) => text.replaceAll(token(at + 1, word), () => writeMark(mark)),
    view,
  );
}

export function token(number: number, word: string): string {
  return `[[${word} ${number}]]`;
}

/** Say what a picture shows, wherever the text has it. */
export function withAlt(text: string, id: string, alt: string): string {
  return mapMarks(text, (mark) => writeMark(mark.id === id ? { id, alt } : mark));
}

export function withoutPicture(text: string, id: string): string {
  return mapMarks(text, (mark) => (mark.id === id ? "" : writeMark(mark)));
}

function mapMarks(text: string, change: (mark: PictureMark) => string): string {
  return splitText(text)
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      return piece.kind === "formula" ? piece.source : change(piece);
    })
    .join("");
}
