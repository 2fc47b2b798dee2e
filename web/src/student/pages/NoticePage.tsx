import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JoinedAttempt, RoomView } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import type { ServerClock } from "../../shared/serverClock";
import { calendarDay, clockTime, timeSpan } from "../../shared/time";
import { useRequestKey } from "../../shared/useRequestKey";
import { useZoneNote } from "../../shared/zone";
import { joinRoom } from "../api";
import { Alert } from "../parts/Alert";
import { Frame, Heading } from "../parts/Frame";
import { GuardianForm, guardianOf, UNSTATED } from "../parts/GuardianForm";
import { useServerNow } from "../useServerNow";
import type { Student } from "./JoinPage";

interface Props {
  clock: ServerClock;
  room: RoomView;
  student: Student;
  onBack: () => void;
  onJoined: (joined: JoinedAttempt) => void;
}

/** What the exam is and what the camera does; agreeing leads to the waiting room. */
export function NoticePage({ clock, room, student, onBack, onJoined }: Props) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  const errorText = useErrorText();
  const [agreed, setAgreed] = useState(false);
  const [statement, setStatement] = useState(UNSTATED);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const keyOf = useRequestKey();
  const endsAt = clockTime(room.ends_at, language, false, room.time_zone);
  const ended = useServerNow(clock) >= Date.parse(room.ends_at);

  async function join() {
    const guardian = room.guardian ? guardianOf(statement) : null;
    setTried(true);
    if (room.guardian && !guardian) return;
    setBusy(true);
    setFault(null);
    try {
      const sentAt = Date.now();
      const body = {
        student_name: student.name,
        student_number: student.number,
        pin: student.pin,
        further: student.further ?? false,
        consent_version: room.consent_version,
        guardian,
      };
      const joined = await joinRoom(room.room_code, body, keyOf(body));
      clock.learn(joined.server_time_ms, sentAt);
      onJoined(joined);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  }

  return (
    <Frame wide>
      <Heading>{room.title}</Heading>
      <Facts room={room} student={student} />
      <section className="stack">
        <div className="stack tight">
          <h2>{t("notice.camera")}</h2>
          <ul className="points">
            <li>{t("notice.points.why")}</li>
            <li>{t("notice.points.what")}</li>
            {room.sound && <li>{t("notice.points.sound")}</li>}
            {room.guardian && <li>{t("notice.points.guardian")}</li>}
            <li>{t("notice.points.first")}</li>
            <li>{t("notice.points.page")}</li>
            <li>{t("notice.points.who")}</li>
            <li>
              {t("notice.points.kept", {
                days: room.frame_days,
                until: calendarDay(room.evidence_until, language, room.time_zone),
              })}
            </li>
            <li>{t("notice.points.how")}</li>
            <li>{t("notice.points.person")}</li>
          </ul>
        </div>
        {room.guardian && (
          <GuardianForm statement={statement} tried={tried} onChange={setStatement} />
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          {t(room.sound ? "notice.consentSound" : "notice.consent")}
        </label>
        {fault !== null && <Alert>{errorText(fault)}</Alert>}
        {ended && <Alert>{t("notice.ended", { time: endsAt })}</Alert>}
        <div className="row">
          <button
            type="button"
            className="button main"
            disabled={!agreed || (room.guardian && !statement.agreed) || busy || ended}
            onClick={join}
          >
            {busy ? t("notice.entering") : t(room.sound ? "notice.agreeSound" : "notice.agree")}
          </button>
          <button type="button" className="button" onClick={onBack}>
            {t("notice.back")}
          </button>
        </div>
      </section>
    </Frame>
  );
}

function Facts({ room, student }: Pick<Props, "room" | "student">) {
  const { t } = useTranslation(["student", "common"]);
  const language = useLanguage();
  const note = useZoneNote()(room.starts_at, room.time_zone);
  return (
    <section className="box stack tight">
      <h2 className="unseen">{t("notice.facts")}</h2>
      <dl className="facts">
        {room.subject && (
          <>
            <dt>{t("notice.subject")}</dt>
            <dd>{room.subject}</dd>
          </>
        )}
        <dt>{t("notice.room")}</dt>
        <dd>{room.room_name}</dd>
        <dt>{t("notice.time")}</dt>
        <dd>
          {timeSpan(room.starts_at, room.ends_at, language, room.time_zone)}
          {note && <span className="soft"> {note}</span>}
        </dd>
        <dt>{t("notice.duration")}</dt>
        <dd>{t("common:minutes", { count: room.duration_minutes })}</dd>
        <dt>{t("notice.questions")}</dt>
        <dd>{room.question_count}</dd>
        <dt>{t("notice.student")}</dt>
        <dd>
          {[student.name, student.number].filter(Boolean).join(" · ")}
        </dd>
      </dl>
    </section>
  );
}
