import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptView, OwnSheet as Sheet } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { GradedSheet } from "../../shared/sheet/GradedSheet";
import { attemptApi } from "../api";
import { Alert } from "../parts/Alert";
import { storedAttempt } from "../session";

/** The right answers beside one's own: asked for by hand, as few look at once. */
export default function OwnSheet({ when }: { when: AttemptView["keys_shown"] }) {
  const { t } = useTranslation("sheet");
  const errorText = useErrorText();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const stored = storedAttempt();
  if (!stored || when === "never") return null;
  const ask = async () => {
    setAsking(true);
    setError(null);
    try {
      setSheet(await attemptApi(stored.attempt_id, stored.attempt_token).answerSheet());
    } catch (fault) {
      setError(fault);
    }
    setAsking(false);
  };
  if (sheet?.shown) {
    return (
      <section className="stack">
        <h2>{t("title")}</h2>
        <GradedSheet items={sheet.items} />
      </section>
    );
  }
  return (
    <section className="box stack tight">
      <h2>{t("title")}</h2>
      <p className="soft">{t(when)}</p>
      {sheet && <p role="status">{t("notYet")}</p>}
      {error !== null && <Alert>{errorText(error)}</Alert>}
      <div>
        <button type="button" className="button" disabled={asking} onClick={() => void ask()}>
          {t("show")}
        </button>
      </div>
    </section>
  );
}
