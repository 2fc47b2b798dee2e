import i18next from "i18next";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptView, StoredData } from "../../api/types";
import en from "../../i18n/en/stored.json";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import vi from "../../i18n/vi/stored.json";
import { calendarDay, clockTime } from "../../shared/time";
import { attemptApi } from "../api";
import { Alert } from "../parts/Alert";
import { Frame, Heading } from "../parts/Frame";
import { storedAttempt } from "../session";
import "./stored.css";

// These words come with this page, which few students ever fetch.
i18next.addResourceBundle("vi", "stored", vi);
i18next.addResourceBundle("en", "stored", en);

const SHOWN_LOOKS = 8;

interface Props {
  view: AttemptView;
  onBack: () => void;
}

/** What is kept of a student, for what and until when, who looked at it, and their copy of it. */
export default function StoredPage({ view, onBack }: Props) {
  const { t } = useTranslation(["stored", "common"]);
  const errorText = useErrorText();
  const [data, setData] = useState<StoredData | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const ask = useCallback(() => {
    const stored = storedAttempt();
    if (!stored) return;
    attemptApi(stored.attempt_id, stored.attempt_token).storedData().then(setData, setFault);
  }, []);
  useEffect(ask, [ask]);
  return (
    <Frame wide>
      <div className="stack tight">
        <Heading>{t("title")}</Heading>
        <p className="soft">{view.title}</p>
        <p>{t("lead")}</p>
      </div>
      {fault !== null && (
        <div className="stack tight">
          <Alert>{errorText(fault)}</Alert>
          <div>
            <button
              type="button"
              className="button"
              onClick={() => {
                setFault(null);
                ask();
              }}
            >
              {t("common:retry")}
            </button>
          </div>
        </div>
      )}
      {!data && fault === null && (
        <p role="status" className="soft">
          {t("common:loading")}
        </p>
      )}
      {data && (
        <>
          <Kept data={data} zone={view.time_zone} />
          <Consent data={data} zone={view.time_zone} />
          <Looks data={data} zone={view.time_zone} />
          <Copy ready={data.is_ready} />
          <Part title={t("rights.title")}>
            <p>{t("rights.text")}</p>
          </Part>
        </>
      )}
      <div>
        <button type="button" className="button" onClick={onBack}>
          {t("back")}
        </button>
      </div>
    </Frame>
  );
}

interface PartProps {
  data: StoredData;
  zone: string;
}

/** Each sort of data, what it holds and until when it is there. */
function Kept({ data, zone }: PartProps) {
  const { t } = useTranslation("stored");
  const language = useLanguage();
  const until = (instant: string) => t("until", { until: calendarDay(instant, language, zone) });
  const erased = t("untilErased");
  const pictures = [
    ["frames", until(data.frames_until)],
    ["evidence", until(data.evidence_until)],
  ] as const;
  const rows = [["work", erased], ...pictures, ["notes", erased]] as const;
  return (
    <ul className="kept">
      {data.camera_rule !== "needed" && (
        <li className="box notice">
          <p>{t("withoutCamera")}</p>
        </li>
      )}
      {rows.map(([name, time]) => (
        <li key={name} className="box stack tight">
          <h2>{t(`${name}.title`)}</h2>
          <p>{t(`${name}.text`)}</p>
          {name === "evidence" && data.card && <p>{t("card")}</p>}
          <p className="kept-until">{time}</p>
        </li>
      ))}
    </ul>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Consent({ data, zone }: PartProps) {
  const { t } = useTranslation("stored");
  const language = useLanguage();
  return (
    <Part title={t("consent.title")}>
      <p>
        {t("consent.text", {
          time: clockTime(data.agreed_at, language, false, zone),
          day: calendarDay(data.agreed_at, language, zone),
        })}
      </p>
      {data.guardian && (
        <p>
          {t("consent.guardian", {
            name: data.guardian.name,
            relation: t(`consent.relations.${data.guardian.relation}`),
          })}
        </p>
      )}
      <p className="soft small">{t("consent.version", { version: data.consent_version })}</p>
    </Part>
  );
}

function Looks({ data, zone }: PartProps) {
  const { t } = useTranslation("stored");
  const language = useLanguage();
  const earlier = data.looks.length - SHOWN_LOOKS;
  return (
    <Part title={t("looks.title")}>
      <p className="soft">{t("looks.text")}</p>
      {data.looks.length === 0 ? (
        <p>{t("looks.none")}</p>
      ) : (
        <ul className="points">
          {data.looks.slice(0, SHOWN_LOOKS).map(({ at, kind }, place) => (
            <li key={`${at} ${place}`}>
              {t("looks.one", {
                time: clockTime(at, language, false, zone),
                day: calendarDay(at, language, zone),
                what: t(`looks.kinds.${kind}`),
              })}
            </li>
          ))}
          {earlier > 0 && <li className="soft">{t("looks.earlier", { count: earlier })}</li>}
        </ul>
      )}
    </Part>
  );
}

/** The student's copy, packed when they ask. */
function Copy({ ready }: { ready: boolean }) {
  const { t } = useTranslation("stored");
  const errorText = useErrorText();
  const [state, setState] = useState<"rest" | "packing" | "done">("rest");
  const [fault, setFault] = useState<unknown>(null);
  const download = async () => {
    const stored = storedAttempt();
    if (!stored) return;
    setState("packing");
    setFault(null);
    try {
      const { url } = await attemptApi(stored.attempt_id, stored.attempt_token).ownData();
      // It comes as an attachment: the page stays.
      location.assign(url);
      setState("done");
    } catch (error) {
      setFault(error);
      setState("rest");
    }
  };
  return (
    <Part title={t("copy.title")}>
      <p>{t("copy.text")}</p>
      {!ready && <p className="soft">{t("copy.wait")}</p>}
      {fault !== null && <Alert>{errorText(fault)}</Alert>}
      <div>
        <button
          type="button"
          className="button main"
          disabled={!ready || state === "packing"}
          onClick={() => void download()}
        >
          {t(state === "packing" ? "copy.packing" : "copy.download")}
        </button>
      </div>
      <p role="status" className="soft small">
        {state === "done" && t("copy.done")}
      </p>
    </Part>
  );
}
