/** The exam's own time zone: what a page tells of an exam is told in it. */
import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../i18n/useLanguage";
import { calendarDay, clockTime, timeSpan, VIETNAM } from "./time";
import { placeOf, zoneDiffers, zoneOffset } from "./zones";

type Instant = string | number;

export const Zone = createContext(VIETNAM);

/** Tell a time of day, a day, and a stretch of time in the exam's zone. */
export function useClock() {
  const language = useLanguage();
  const zone = useContext(Zone);
  return {
    clock: (instant: Instant, seconds = true) => clockTime(instant, language, seconds, zone),
    day: (instant: Instant) => calendarDay(instant, language, zone),
    span: (from: Instant, to: Instant) => timeSpan(from, to, language, zone),
  };
}

/** Name a zone to a reader whose own clock goes otherwise at an instant; "" where they agree. */
export function useZoneNote(): (instant: Instant, zone: string) => string {
  const { t } = useTranslation("common");
  return (instant, zone) => {
    if (!zoneDiffers(instant, zone)) return "";
    const place = zone === VIETNAM ? t("vietnam") : placeOf(zone);
    return t("zone", { place, offset: zoneOffset(instant, zone) });
  };
}
