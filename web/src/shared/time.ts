/** Times are shown as they are in Vietnam, whatever the laptop's own zone. */
const ZONE = "Asia/Ho_Chi_Minh";
/** Vietnam has kept UTC+7 without summer time since 1975. */
const OFFSET = "+07:00";
const OFFSET_MS = 7 * 3600_000;

type Instant = string | number;

function format(instant: Instant, language: string, options: Intl.DateTimeFormatOptions): string {
  const locale = language === "en" ? "en-GB" : "vi-VN";
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(new Date(instant));
}

/** "08:00" or, with seconds, "08:00:05". */
export function clockTime(instant: Instant, language: string, seconds = false): string {
  return format(instant, language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(seconds && { second: "2-digit" }),
  });
}

/** "22/11/2026". */
export function calendarDay(instant: Instant, language: string): string {
  return format(instant, language, { day: "2-digit", month: "2-digit", year: "numeric" });
}

export function sameDay(one: Instant, other: Instant): boolean {
  return calendarDay(one, "vi") === calendarDay(other, "vi");
}

/** "08:00 – 10:00, 22/11/2026", with both days where they differ. */
export function timeSpan(from: Instant, to: Instant, language: string): string {
  const [start, end] = [clockTime(from, language), clockTime(to, language)];
  const [startDay, endDay] = [calendarDay(from, language), calendarDay(to, language)];
  return startDay === endDay
    ? `${start} – ${end}, ${startDay}`
    : `${start}, ${startDay} – ${end}, ${endDay}`;
}

/** "1:05:09" or "05:09"; never below zero. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const pad = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const rest = `${pad(minutes % 60)}:${pad(seconds % 60)}`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${rest}` : rest;
}

/** Instant -> the value of a datetime-local field, read in Vietnam's zone. */
export function toLocalField(instant: Instant): string {
  return new Date(new Date(instant).getTime() + OFFSET_MS).toISOString().slice(0, 16);
}

/** The value of a datetime-local field -> RFC 3339 in UTC; "" stays "". */
export function fromLocalField(value: string): string {
  const time = new Date(`${value}:00${OFFSET}`);
  return Number.isNaN(time.getTime()) ? "" : time.toISOString().replace(".000Z", "Z");
}
