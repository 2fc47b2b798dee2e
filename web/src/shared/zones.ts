/** Wall clocks of other zones, and how they are named. */

const CLOCK = {
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
} as const;

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offset(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, ...CLOCK }).formatToParts(instant);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [read("year"), read("month"), read("day")];
  const wall = Date.UTC(year, month - 1, day, read("hour"), read("minute"), read("second"));
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Instant -> the value of a datetime-local field, read in a zone. */
export function toLocalField(instant: string | number, timeZone: string): string {
  const time = new Date(instant).getTime();
  return new Date(time + offset(time, timeZone)).toISOString().slice(0, 16);
}

/**
 * The value of a datetime-local field -> RFC 3339 in UTC; "" stays "".
 *
 * A time that the clock skips in spring is read as if it had not; of one that comes twice in
 * autumn, the first is meant.
 */
export function fromLocalField(value: string, timeZone: string): string {
  const wall = Date.parse(`${value}:00Z`);
  // Some browsers read a date even into ":00Z".
  if (!value || Number.isNaN(wall)) return "";
  const before = wall - offset(wall - DAY_MS, timeZone);
  const after = wall - offset(wall + DAY_MS, timeZone);
  const fits = [before, after].find((time) => time + offset(time, timeZone) === wall) ?? before;
  return new Date(fits).toISOString().replace(".000Z", "Z");
}

const DAY_MS = 24 * 3600_000;

/** Whether a zone's clock shows another time at an instant than a reader's own does. */
export function zoneDiffers(
  instant: string | number,
  zone: string,
  own = Intl.DateTimeFormat().resolvedOptions().timeZone,
): boolean {
  const time = new Date(instant).getTime();
  return offset(time, zone) !== offset(time, own);
}

/** "New York" of "America/New_York". */
export const placeOf = (zone: string) => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** "UTC+7", "UTC+5:30", "UTC". */
export function zoneOffset(instant: string | number, timeZone: string): string {
  const minutes = Math.round(offset(new Date(instant).getTime(), timeZone) / 60_000);
  if (minutes === 0) return "UTC";
  const [whole, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const shown = rest === 0 ? String(whole) : `${whole}:${String(rest).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "\u2212" : "+"}${shown}`;
}

/** Every zone that the browser knows; at least the one that is set. */
export function knownZones(chosen: string): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  // Some browsers list Vietnam's zone by its old name only.
  return [...new Set([chosen, "Asia/Ho_Chi_Minh", ...zones])].sort();
}
