import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { attemptApi } from "../api";
import type { AttemptView } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { Frame, Heading } from "../parts/Frame";
import { storedAttempt } from "../session";

interface Props {
  view: AttemptView;
  onView: (view: AttemptView) => void;
  onStored: () => void;
  onAgain: () => void;
  onLeave: () => void;
}

/** Fetched when there is a result to show, never for the exam itself. */
const Findings = lazy(() => import("../findings/Findings"));

const OwnSheet = lazy(() => import("../sheet/OwnSheet"));

const ASK_AGAIN_MS = 5000;

export function ResultPage({ view, onView, onStored, onAgain, onLeave }: Props) {
  const { t } = useTranslation("student");
  const keys = view.receipt && view.keys_shown !== "never" ? view.keys_shown : null;
  useScore(view, onView);
  return (
    <Frame wide={keys !== null}>
      <div className="stack tight">
        <Heading>{t("result.title")}</Heading>
        <p className="soft">{t("result.thanks")}</p>
      </div>
      {view.ended_for && (
        <section className="box notice stack tight">
          <h2>{t("result.ended")}</h2>
          <p className="notice-text">{view.ended_for}</p>
        </section>
      )}
      <Score view={view} />
      {view.receipt && (
        <section className="box stack tight">
          <h2>{t("result.receipt")}</h2>
          <p className="receipt">{view.receipt}</p>
          <p className="soft small">{t("result.receiptHint")}</p>
        </section>
      )}
      <dl className="facts">
        <dt>{t("result.exam")}</dt>
        <dd>{view.title}</dd>
        <dt>{t("result.student")}</dt>
        <dd>
          {view.student_name} · {view.student_number}
        </dd>
      </dl>
      <Suspense fallback={null}>
        {keys && <OwnSheet when={keys} />}
        <Findings timeZone={view.time_zone} />
      </Suspense>
      {view.ordinal < view.attempts_allowed && (
        <section className="box stack tight">
          <p>{t("result.attempts", { ordinal: view.ordinal, allowed: view.attempts_allowed })}</p>
          <button type="button" className="button" onClick={onAgain}>
            {t("result.again")}
          </button>
        </section>
      )}
      <div>
        <button type="button" className="link" onClick={onStored}>
          {t("result.stored")}
        </button>
      </div>
      <button type="button" className="button" onClick={onLeave}>
        {t("result.leave")}
      </button>
    </Frame>
  );
}

/** Handed in by the server when the time was up, the score may come a little later. */
function useScore(view: AttemptView, onView: (view: AttemptView) => void): void {
  useEffect(() => {
    const stored = storedAttempt();
    if (view.receipt || !stored) return;
    const timer = setTimeout(() => {
      const api = attemptApi(stored.attempt_id, stored.attempt_token);
      void api.get().then(onView, () => onView({ ...view }));
    }, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [view, onView]);
}

function Score({ view }: { view: AttemptView }) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  if (view.score === null || view.max_score === null) {
    const why = view.receipt && view.score_shown !== "at_once" ? view.score_shown : "pending";
    return <p>{t(`result.${why}`)}</p>;
  }
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const words = { score: number.format(view.score), max: number.format(view.max_score) };
  return (
    <section className="box">
      <h2>{t("result.score")}</h2>
      <p className="score">{t("result.scoreOf", words)}</p>
      {view.passed !== null && <p>{view.passed ? t("result.passed") : t("result.notPassed")}</p>}
    </section>
  );
}
