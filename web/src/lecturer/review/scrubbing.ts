/** From a moment on the timeline to the picture that was taken then. */
import type { KeptUpload } from "../../api/types";
import type { Span } from "./signals";

/** Uploads are asked for by the minute: dragging on stays within what is known. */
const MINUTE_MS = 60_000;
/** A bundle begins some seconds before its last picture. */
const BUNDLE_MS = 10_000;

/** The time in an ascending list that lies nearest to a moment; null: the list is empty. */
export function nearest(times: readonly number[], moment: number): number | null {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [times[low - 1], times[low]];
  if (before === undefined || after === undefined) return before ?? after ?? null;
  return moment - before <= after - moment ? before : after;
}

/** The one so many places on; the ends hold. */
export function stepped(times: readonly number[], from: number, by: number): number {
  const at = times.indexOf(nearest(times, from) ?? from);
  return times[Math.min(Math.max(at + by, 0), times.length - 1)] ?? from;
}

/** The stretch whose uploads hold the picture of a moment. */
export function stretchOf(captured_ms: number): Span {
  const from = Math.floor(captured_ms / MINUTE_MS) * MINUTE_MS;
  return { from: from - BUNDLE_MS, to: from + MINUTE_MS };
}

/** In which upload a picture lies, and at which place; null: in none of these. */
export function placeOf(
  uploads: readonly KeptUpload[],
  captured_ms: number,
): { upload: KeptUpload; place: number } | null {
  for (const upload of uploads) {
    const place = upload.captured_ms.indexOf(captured_ms);
    if (place >= 0) return { upload, place };
  }
  return null;
}
