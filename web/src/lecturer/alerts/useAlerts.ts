import { notifications } from "@mantine/notifications";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Violation } from "../../api/types";
import { needsLook } from "../violations";
import { useViolationText } from "../useViolationText";
import { AlertCentre } from "./centre";
import { beep } from "./sound";

/** More at once are told as one: nobody reads four. */
const ONE_BY_ONE = 2;
const TOAST_MS = 8000;

/** Tell of what is new on this page, and remember it. What was there at the start is not news. */
export function useAlerts(examId: string, violations: Violation[] | undefined): AlertCentre {
  const { t } = useTranslation("lecturer");
  const text = useViolationText();
  const [centre] = useState(() => new AlertCentre(localStorage, examId));
  const begun = useRef(false);
  useEffect(() => {
    if (!violations) return;
    const fresh = new Set(centre.add(violations.map(toldOf)).map((one) => one.id));
    const quiet = !begun.current;
    begun.current = true;
    if (quiet || fresh.size === 0) return;
    const news = violations.filter((one) => fresh.has(idOf(one)) && one.severity !== "low");
    if (news.length === 0) return;
    if (news.length <= ONE_BY_ONE) {
      for (const violation of news) {
        show(idOf(violation), violation.student_name, text(violation), needsLook(violation));
      }
    } else {
      show("many", t("alertCentre.many", { count: news.length }), "", news.some(needsLook));
    }
    const { sound, browser } = centre.choices.get();
    const grave = news.find(needsLook);
    if (sound && grave) beep();
    if (browser && document.hidden && grave) {
      new Notification(grave.student_name, { body: text(grave), tag: idOf(grave) });
    }
  }, [violations, centre, text, t]);
  return centre;
}

function show(id: string, title: string, message: string, grave: boolean): void {
  notifications.show({
    id,
    color: grave ? "red" : "teal",
    title,
    message,
    autoClose: TOAST_MS,
  });
}

function idOf(violation: Violation): string {
  return `${violation.attempt_id}/${violation.violation_id}`;
}

function toldOf(violation: Violation) {
  return {
    id: idOf(violation),
    attemptId: violation.attempt_id,
    studentName: violation.student_name,
    kind: violation.kind,
    severity: violation.severity,
    atMs: violation.started_ms,
    lastedMs: violation.ended_ms - violation.started_ms,
  };
}
