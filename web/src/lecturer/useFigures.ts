import { useCallback } from "react";
import { useLanguage } from "../i18n/useLanguage";

/** Write a figure (and no "−0") with at most two decimals, and a dash where there is none. */
export function useFigures(): (value: number | null | undefined) => string {
  const language = useLanguage();
  return useCallback(
    (value) =>
      value == null
        ? "–"
        : new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value + 0),
    [language],
  );
}
