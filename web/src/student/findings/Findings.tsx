import i18next from "i18next";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Flag, FlagList } from "../../api/types";
import { request } from "../../api/client";
import en from "../../i18n/en/findings.json";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import vi from "../../i18n/vi/findings.json";
import { clockTime } from "../../shared/time";
import { Alert } from "../parts/Alert";
import { storedAttempt } from "../session";

// These words come with this part of the page, which few students ever fetch.
i18next.addResourceBundle("vi", "findings", vi);
i18next.addResourceBundle("en", "findings", en);

const MAX_TEXT = 2000;

/** What was confirmed of this attempt, where the exam shows it, and the student's own words. */
export default function Findings({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation("findings");
  const [flags, setFlags] = useState<FlagList | null>(null);
  const stored = storedAttempt();
  const base = stored && `/attempts/${encodeURIComponent(stored.attempt_id)}/flags`;
  const token = stored?.attempt_token;
  useEffect(() => {
    if (!base || !token) return;
    // Who cannot be told now is told at the next visit: the result stands without it.
    void request<FlagList>("GET", base, { token }).then(setFlags, () => undefined);
  }, [base, token]);
  if (!base || !token || !flags?.shown) return null;
  const explain = async (flag: Flag, text: string) => {
    const path = `${base}/${encodeURIComponent(flag.violation_id)}/explanation`;
    const told = await request<Flag>("PUT", path, { token, body: { text }, retries: 2 });
    setFlags((now) => now && { ...now, items: now.items.map((one) => replaced(one, told)) });
  };
  return (
    <section className="stack">
      <h2>{t("title")}</h2>
      {flags.items.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <p className="soft">
          {t("lead")} {flags.may_explain && t("mayExplain")}
        </p>
      )}
      {flags.items.map((flag) => (
        <Finding
          key={flag.violation_id}
          {...{ flag, timeZone }}
          mayExplain={flags.may_explain}
          onExplain={(text) => explain(flag, text)}
        />
      ))}
    </section>
  );
}

function replaced(old: Flag, told: Flag): Flag {
  return old.violation_id === told.violation_id ? told : old;
}

interface FindingProps {
  flag: Flag;
  timeZone: string;
  mayExplain: boolean;
  onExplain: (text: string) => Promise<void>;
}

function Finding({ flag, timeZone, mayExplain, onExplain }: FindingProps) {
  const { t } = useTranslation("findings");
  const language = useLanguage();
  const { explanation } = flag;
  const times = {
    from: clockTime(flag.started_ms, language, true, timeZone),
    to: clockTime(flag.ended_ms, language, true, timeZone),
  };
  return (
    <article className="box stack tight">
      <div>
        <strong>{t(`kinds.${flag.kind}`)}</strong>
        <p className="soft small">{t("span", times)}</p>
      </div>
      {explanation && (
        <>
          <p className="soft small">{t("said")}</p>
          <p className="as-written">{explanation.text}</p>
          {explanation.replied_by ? (
            <>
              <p className="soft small">{t("reply", { name: explanation.replied_by })}</p>
              <p className="as-written">{explanation.reply}</p>
            </>
          ) : (
            <p className="soft small">{t("waiting")}</p>
          )}
        </>
      )}
      {!explanation && mayExplain && <Explain onExplain={onExplain} />}
    </article>
  );
}

function Explain({ onExplain }: { onExplain: (text: string) => Promise<void> }) {
  const { t } = useTranslation("findings");
  const errorText = useErrorText();
  const id = useId();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      await onExplain(text);
    } catch (fault) {
      // What was written stays.
      setError(fault);
      setSending(false);
    }
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t("explain")}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={MAX_TEXT}
        aria-describedby={`${id}-about`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <span id={`${id}-about`} className="soft small">
        {t("hint", { count: MAX_TEXT })}
      </span>
      {error !== null && <Alert>{errorText(error)}</Alert>}
      <button
        type="button"
        className="button"
        disabled={sending || !text.trim()}
        onClick={() => void send()}
      >
        {t("send")}
      </button>
    </div>
  );
}
