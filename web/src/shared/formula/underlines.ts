/** Underlined words within a text, `h<u>ea</u>d`, as `chalicelib/domain/underlining.py` reads them. */
const LETTER = "[^<>$\\\\\\s]";
const UNDERLINED = new RegExp(`<u>(${LETTER}(?:(?:${LETTER}|[^\\S\\n])*${LETTER})?)</u>`);

/** A text's stretches in turn: words as they are, underlined ones; either may be empty. */
export const splitUnderlined = (text: string): string[] => text.split(UNDERLINED);
