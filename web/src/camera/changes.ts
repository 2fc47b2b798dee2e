/** Width and height of the grey pictures that are compared, in points. */
export const THUMBNAIL = { width: 16, height: 12 };
/** A point changed whose grey moved by more: cameras' noise and small lights stay below. */
const POINT_STEP = 20;
/**
 * The least share of points that is much. Who works before a webcam changed a tenth at most from one
 * second to the next; who leaves, joins or covers the lens changes a quarter and more.
 */
const LEAST_SHARE = 0.12;
/** Where much moves all the time, so many times what is usual there. */
const TIMES_USUAL = 3;
/** How much of what is usual each new second makes up. */
const LEARNING = 0.05;

/**
 * Says whether the picture changes much from one second to the next, so that what may matter is
 * sent at once. A fan, a street behind a window or a bad camera becomes usual within a minute: it
 * must not keep the page in a hurry.
 */
export class ChangeWatch {
  #before: Uint8Array | null = null;
  #usual = 0;

  /** Take the next picture in, as greys of 0 to 255; says whether it changed much. */
  see(thumbnail: Uint8Array): boolean {
    const before = this.#before;
    this.#before = thumbnail;
    if (before?.length !== thumbnail.length) return false;
    const share = changedShare(before, thumbnail);
    const much = share > Math.max(LEAST_SHARE, TIMES_USUAL * this.#usual);
    this.#usual += LEARNING * (share - this.#usual);
    return much;
  }
}

/** The share of points whose grey moved by more than a step. */
export function changedShare(one: Uint8Array, other: Uint8Array): number {
  let changed = 0;
  one.forEach((grey, at) => (changed += Number(Math.abs(grey - (other[at] ?? 0)) > POINT_STEP)));
  return changed / one.length;
}

/** The greys of a picture's points, given as red, green, blue and opacity (ITU-R BT.601). */
export function greys(points: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: points.length / 4 }, (_, point) => {
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((colour) => points[4 * point + colour]);
    return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  });
}
