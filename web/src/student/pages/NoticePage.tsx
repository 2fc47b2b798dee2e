import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
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

/** What is agreed to: the camera, the camera with the microphone, or neither. */
const WORDS = {
  camera: { consent: "consent", agree: "agree" },
  sound: { consent: "consentSound", agree: "agreeSound" },
  page: { consent: "consentPage", agree: "agreePage" },
} as const;

/** Whether the server says that this student needs no camera, and so agrees to the other notice. */
function grantsWithoutCamera(error: unknown, room: RoomView): boolean {
  return (
    error instanceof ApiError &&
    error.code === "consent_missing" &&
    error.details.current === room.consent_version_without_camera
  );
}

/** What the exam is and what the camera does; agreeing leads to the waiting room. */
export function NoticePage({ clock, room, student, onBack, onJoined }: Props) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  const errorText = useErrorText();
  const [agreed, setAgreed] = useState(false);
  const [withoutCamera, setWithoutCamera] = useState<"asked" | "granted" | null>(null);
  const [statement, setStatement] = useState(UNSTATED);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const keyOf = useRequestKey();
  const words = WORDS[withoutCamera !== null ? "page" : room.sound ? "sound" : "camera"];
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
        consent_version:
          withoutCamera === null ? room.consent_version : room.consent_version_without_camera,
        guardian,
      };
      const joined = await joinRoom(room.room_code, body, keyOf(body));
      clock.learn(joined.server_time_ms, sentAt);
      onJoined(joined);
    } catch (error) {
      if (grantsWithoutCamera(error, room)) choose("granted");
      else setFault(error);
      setBusy(false);
    }
  }

  /** Another notice is agreed to anew. */
  function choose(without: typeof withoutCamera) {
    setWithoutCamera(without);
    setAgreed(false);
    setFault(null);
  }

  return (
    <Frame wide>
      <Heading>{room.title}</Heading>
      <Facts room={room} student={student} />
      <section className="stack">
        {withoutCamera === null ? (
          <CameraNotice room={room} onWithout={() => choose("asked")} />
        ) : (
          <PageNotice room={room} granted={withoutCamera === "granted"} onCamera={() => choose(null)} />
        )}
        {room.guardian && (
          <GuardianForm statement={statement} tried={tried} onChange={setStatement} />
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          {t(`notice.${words.consent}`)}
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
            {busy ? t("notice.entering") : t(`notice.${words.agree}`)}
          </button>
          <button type="button" className="button" onClick={onBack}>
            {t("notice.back")}
          </button>
        </div>
      </section>
    </Frame>
  );
}

function CameraNotice({ room, onWithout }: { room: RoomView; onWithout: () => void }) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  return (
    <div className="stack tight">
      <h2>{t("notice.camera")}</h2>
      <ul className="points">
        <li>{t("notice.points.why")}</li>
        <li>{t("notice.points.what")}</li>
        {room.sound && <li>{t("notice.points.sound")}</li>}
        {room.guardian && <li>{t("notice.points.guardian")}</li>}
        <li>{t("notice.points.first")}</li>
        {room.card && <li>{t("notice.points.card")}</li>}
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
      <div>
        <button type="button" className="link" onClick={onWithout}>
          {t("notice.askWithout")}
        </button>
      </div>
    </div>
  );
}

interface PageNoticeProps {
  room: RoomView;
  /** Whether a lecturer granted it already. */
  granted: boolean;
  onCamera: () => void;
}

/** The notice of who takes the exam without a camera. */
function PageNotice({ room, granted, onCamera }: PageNoticeProps) {
  const { t } = useTranslation("student");
  return (
    <div className="stack tight">
      <h2>{t("notice.without.title")}</h2>
      <p role="status">{t(granted ? "notice.without.granted" : "notice.without.asked")}</p>
      <ul className="points">
        <li>{t("notice.without.none")}</li>
        {room.guardian && <li>{t("notice.points.guardian")}</li>}
        <li>{t("notice.without.page")}</li>
        <li>{t("notice.without.who")}</li>
        <li>{t("notice.points.person")}</li>
      </ul>
      {!granted && (
        <div>
          <button type="button" className="link" onClick={onCamera}>
            {t("notice.without.back")}
          </button>
        </div>
      )}
    </div>
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
