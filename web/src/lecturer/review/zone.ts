import { createContext, useContext } from "react";
import { useLanguage } from "../../i18n/useLanguage";
import { calendarDay, clockTime } from "../../shared/time";

/** The exam's own time zone: everything in a review is told in it. */
export const Zone = createContext<string | undefined>(undefined);

/** Tell a time of day, and a day, in the exam's zone. */
export function useClock() {
  const language = useLanguage();
  const zone = useContext(Zone);
  return {
    clock: (instant: number, seconds = true) => clockTime(instant, language, seconds, zone),
    day: (instant: number) => calendarDay(instant, language, zone),
  };
}
