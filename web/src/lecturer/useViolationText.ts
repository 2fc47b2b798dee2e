import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Violation } from "../api/types";

/** Lengths of time in words: "8 seconds", "1 min 20 s". */
export function useDurationText(): (milliseconds: number) => string {
  const { t } = useTranslation(["lecturer", "common"]);
  return useCallback(
    (milliseconds) => {
      const seconds = Math.max(1, Math.round(milliseconds / 1000));
      if (seconds < 60) return t("common:seconds", { count: seconds });
      const minutes = Math.floor(seconds / 60);
      const rest = seconds % 60;
      return rest === 0
        ? t("common:minutes", { count: minutes })
        : t("duration.minutes", { minutes, seconds: rest });
    },
    [t],
  );
}

type Noted = Pick<Violation, "kind" | "started_ms" | "ended_ms"> &
  Partial<Pick<Violation, "detail">>;

/** A violation in words: what was seen and for how long, never what it means. */
export function useViolationText(): (violation: Noted) => string {
  const { t } = useTranslation("lecturer");
  const duration = useDurationText();
  return useCallback(
    ({ kind, detail, started_ms, ended_ms }) =>
      t(`kinds.${kind}`, {
        context: detail ?? undefined,
        time: duration(ended_ms - started_ms),
      }),
    [t, duration],
  );
}
