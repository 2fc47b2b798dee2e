/** Times are shown in an exam's own zone, whatever the laptop's; without one, as in Vietnam. */
export const VIETNAM = "Asia/Ho_Chi_Minh";

type Instant = string | number;

function format(
  instant: Instant,
  language: string,
  options: Intl.DateTimeFormatOptions,
  timeZone = VIETNAM,
): string {
  const locale = language === "en" ? "en-GB" : "vi-VN";
  return new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(instant));
}

/** "08:00" or, with seconds, "08:00:05". */
export function clockTime(
  instant: Instant,
  language: string,
  seconds = false,
  timeZone?: string,
): string {
  const options: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(seconds && { second: "2-digit" }),
  };
  return format(instant, language, options, timeZone);
}

/** "22/11/2026". */
export function calendarDay(instant: Instant, language: string, timeZone?: string): string {
  const options = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  return format(instant, language, options, timeZone);
}

export function sameDay(one: Instant, other: Instant): boolean {
  return calendarDay(one, "vi") === calendarDay(other, "vi");
}

/** "08:00 – 10:00, 22/11/2026", with both days where they differ. */
export function timeSpan(
  from: Instant,
  to: Instant,
  language: string,
  timeZone?: string,
): string {
  const clock = (instant: Instant) => clockTime(instant, language, false, timeZone);
  const day = (instant: Instant) => calendarDay(instant, language, timeZone);
  const [start, end] = [clock(from), clock(to)];
  const [startDay, endDay] = [day(from), day(to)];
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
