/** How large pictures may be so that a number of cards fits on one screen. */

/** A camera's picture is four by three. */
const RATIO = 3 / 4;
/** Below it a name cannot be read. */
const LEAST_PX = 150;

export interface Fit {
  columns: number;
  /** Height of a picture, pixels. */
  picture: number;
}

interface Room {
  width: number;
  height: number;
  gap: number;
  /** What stands below each picture. */
  words: number;
}

/** The columns with which at least `count` cards fit and their pictures are the largest. */
export function fitCards(count: number, { width, height, gap, words }: Room): Fit {
  let best: Fit = { columns: 1, picture: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const column = (width - gap * (columns - 1)) / columns;
    if (columns > 1 && column < LEAST_PX) break;
    const rows = Math.ceil(count / columns);
    const picture = Math.min(column * RATIO, height / rows - gap - words);
    // Of two that are as large, the one that leaves less of the screen empty.
    if (picture >= best.picture) best = { columns, picture };
  }
  // A screen too small for so many shows fewer, and scrolls.
  const column = (width - gap * (best.columns - 1)) / best.columns;
  return { ...best, picture: Math.max(best.picture, Math.min(column, LEAST_PX) * RATIO) };
}
