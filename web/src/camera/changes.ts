import numbers from "./changes.json";

/*
 * What the numbers mean; the agent of the rooms' cameras reads them, too (`agents/rtsp/changes.py`).
 *
 * - A point changed whose grey moved by more than `point_step`: cameras' noise and small lights stay
 *   below.
 * - `least_share` is the least share of points that is much. Who works before a webcam changed a tenth
 *   at most from one second to the next; who leaves, joins or covers the lens changes a quarter and
 *   more.
 * - Where much moves all the time, it is `times_usual` what is usual there; each new second makes up
 *   `learning` of that.
 */

/** Width and height of the grey pictures that are compared, in points. */
export const THUMBNAIL = { width: numbers.thumbnail_width, height: numbers.thumbnail_height };

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
    const much = share > Math.max(numbers.least_share, numbers.times_usual * this.#usual);
    this.#usual += numbers.learning * (share - this.#usual);
    return much;
  }
}

/** The share of points whose grey moved by more than a step. */
export function changedShare(one: Uint8Array, other: Uint8Array): number {
  let changed = 0;
  one.forEach((grey, at) => (changed += Number(Math.abs(grey - (other[at] ?? 0)) > numbers.point_step)));
  return changed / one.length;
}

/** The greys of a picture's points, given as red, green, blue and opacity (ITU-R BT.601). */
export function greys(points: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: points.length / 4 }, (_, point) => {
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((colour) => points[4 * point + colour]);
    return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  });
}
