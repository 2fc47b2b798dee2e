/** Tables as files that a spreadsheet opens rightly. */

/** What makes a spreadsheet read a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

type Cell = string | number | null;

/**
 * Write rows as CSV.
 *
 * With a byte-order mark, so that Excel reads Vietnamese as UTF-8. Where the decimal mark is a
 * comma, Excel expects semicolons between cells. Text that would be taken for a formula is made
 * harmless by an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly Cell[])[], decimalComma: boolean): string {
  const separator = decimalComma ? ";" : ",";
  const write = (cell: Cell): string => {
    if (cell === null) return "";
    if (typeof cell === "number") {
      return decimalComma ? String(cell).replace(".", ",") : String(cell);
    }
    const safe = FORMULA.test(cell) ? `'${cell}` : cell;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(write).join(separator)).join("\r\n")}\r\n`;
}
