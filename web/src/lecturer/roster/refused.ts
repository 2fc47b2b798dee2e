/** Who was turned away, as far as it matters while a room runs. */
import type { RefusedEntryList } from "../../api/types";

type RefusedEntry = RefusedEntryList["items"][number];

const LATELY_MS = 20 * 60_000;
const SHOWN = 3;

/** The numbers of the last minutes, those with the most tries first; how many others there are. */
export function refusedLately(items: readonly RefusedEntry[], now: number) {
  const lately = items
    .filter((one) => now - Date.parse(one.last_at) < LATELY_MS)
    .sort((one, other) => other.count - one.count);
  return { shown: lately.slice(0, SHOWN), more: Math.max(0, lately.length - SHOWN) };
}
