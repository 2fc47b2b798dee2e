/** Numbers as people type them into an answer; the server reads them by the same rules. */

const MINUS_SIGNS = /[\u2212\u2013\u2010\u2011]/g;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const GROUPED = /^[+-]?\d{1,3}([.,])\d{3}(?:\1\d{3})+$/;

/**
 * Read a number with a decimal comma or point; null when it is none.
 *
 * One comma or point is the decimal mark; of both, the last is; the same mark twice or more
 * groups thousands.
 */
export function readNumber(text: string): number | null {
  let plain = text.normalize("NFKC").replace(MINUS_SIGNS, "-").replace(/\s+/g, "");
  if (GROUPED.test(plain)) {
    plain = plain.replace(/[.,]/g, "");
  } else if (plain.includes(".") && plain.includes(",")) {
    const thousands = plain.lastIndexOf(",") > plain.lastIndexOf(".") ? "." : ",";
    plain = plain.replaceAll(thousands, "");
  }
  plain = plain.replaceAll(",", ".");
  return NUMBER.test(plain) ? Number(plain) : null;
}

/** A number with all its digits and the language's decimal mark, without grouping. */
export function showNumber(value: number, language: string): string {
  const options = { maximumFractionDigits: 15, useGrouping: false };
  return new Intl.NumberFormat(language, options).format(value);
}
