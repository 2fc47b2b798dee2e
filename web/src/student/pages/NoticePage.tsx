import { useState } from "react";
import { useTranslation } from "react-i18next";
import { attemptApi, joinRoom } from "../api";
import type { JoinedAttempt, RoomView } from "../../api/types";
import { CameraError, closeCamera, openCamera } from "../../camera/capture";
import type { CameraState } from "../../camera/recorder";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import type { ServerClock } from "../../shared/serverClock";
import { clockTime, countdown, timeSpan } from "../../shared/time";
import { Alert } from "../parts/Alert";
import { CameraHelp } from "../parts/CameraHelp";
import { CameraPicture } from "../parts/CameraPicture";
import { Frame, Heading } from "../parts/Frame";
import { useServerNow } from "../useServerNow";
import type { Student } from "./JoinPage";

interface Props {
  clock: ServerClock;
  room: RoomView;
  student: Student;
  onBack: () => void;
  onJoined: (joined: JoinedAttempt, stream: MediaStream | undefined) => void;
}

/** What the exam is, what the camera does; then agreeing, the camera check and the start. */
export function NoticePage({ clock, room, student, onBack, onJoined }: Props) {
  const { t } = useTranslation("student");
  const [agreed, setAgreed] = useState(false);
  const [camera, setCamera] = useState<CameraState>({ name: "off" });
  const back = () => {
    if (camera.name === "on") closeCamera(camera.stream);
    onBack();
  };

  async function turnOn() {
    setCamera({ name: "starting" });
    try {
      setCamera({ name: "on", stream: await openCamera() });
    } catch (error) {
      setCamera({ name: "failed", fault: error instanceof CameraError ? error.fault : "busy" });
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
            <li>{t("notice.points.who")}</li>
            <li>{t("notice.points.kept")}</li>
            <li>{t("notice.points.how")}</li>
            <li>{t("notice.points.person")}</li>
          </ul>
        </div>
        <label className="check">
          <input
            type="checkbox"
            checked={agreed}
            disabled={camera.name === "on"}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          {t("notice.consent")}
        </label>
        {(camera.name === "off" || camera.name === "starting") && (
          <div className="row">
            <button
              type="button"
              className="button main"
              disabled={!agreed || camera.name === "starting"}
              onClick={turnOn}
            >
              {camera.name === "starting" ? t("notice.starting") : t("notice.agree")}
            </button>
            <button type="button" className="button" onClick={back}>
              {t("notice.back")}
            </button>
          </div>
        )}
      </section>
      {(camera.name === "on" || camera.name === "failed") && (
        <section className="stack">
          <CameraCheck camera={camera} onRetry={turnOn} />
          <Start
            {...{ clock, room, student, onJoined, onBack: back }}
            stream={camera.name === "on" ? camera.stream : undefined}
          />
        </section>
      )}
    </Frame>
  );
}

function Facts({ room, student }: Pick<Props, "room" | "student">) {
  const { t } = useTranslation(["student", "common"]);
  const language = useLanguage();
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
        <dd>{timeSpan(room.starts_at, room.ends_at, language)}</dd>
        <dt>{t("notice.duration")}</dt>
        <dd>{t("common:minutes", { count: room.duration_minutes })}</dd>
        <dt>{t("notice.questions")}</dt>
        <dd>{room.question_count}</dd>
        <dt>{t("notice.student")}</dt>
        <dd>
          {student.name} · {student.number}
        </dd>
      </dl>
    </section>
  );
}

function CameraCheck({ camera, onRetry }: { camera: CameraState; onRetry: () => void }) {
  const { t } = useTranslation(["student", "common"]);
  if (camera.name === "failed") {
    return (
      <div role="alert" className="box warm stack">
        <CameraHelp fault={camera.fault} />
        <div>
          <button type="button" className="button main" onClick={onRetry}>
            {t("common:retry")}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack tight">
      <h2>{t("notice.check")}</h2>
      <p className="soft">{t("notice.checkHint")}</p>
      {camera.name === "on" && <CameraPicture stream={camera.stream} label={t("notice.preview")} />}
      <p role="status">{t("notice.ready")}</p>
    </div>
  );
}

function Start({
  clock,
  room,
  student,
  stream,
  onBack,
  onJoined,
}: Props & { stream: MediaStream | undefined }) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  const errorText = useErrorText();
  const now = useServerNow(clock);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const untilStart = Date.parse(room.starts_at) - now;
  const ended = now >= Date.parse(room.ends_at);

  async function start() {
    setBusy(true);
    setFault(null);
    try {
      const sentAt = Date.now();
      const joined = await joinRoom(room.room_code, {
        student_name: student.name,
        student_number: student.number,
        consent_version: room.consent_version,
      });
      clock.learn(joined.server_time_ms, sentAt);
      const view = await attemptApi(joined.attempt_id, joined.attempt_token).start();
      onJoined({ ...joined, ...view }, stream);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  }

  const opensIn = { time: clockTime(room.starts_at, language), left: countdown(untilStart) };
  return (
    <div className="stack">
      {!stream && <p className="soft">{t("notice.withoutHint")}</p>}
      {fault !== null && <Alert>{errorText(fault)}</Alert>}
      {untilStart > 0 && <p className="box">{t("notice.opensIn", opensIn)}</p>}
      {ended && <Alert>{t("notice.ended", { time: clockTime(room.ends_at, language) })}</Alert>}
      <div className="row">
        <StartButton
          busy={busy}
          blocked={untilStart > 0 || ended}
          withCamera={stream !== undefined}
          onStart={start}
        />
        <button type="button" className="button" onClick={onBack}>
          {t("notice.back")}
        </button>
      </div>
    </div>
  );
}

interface StartButtonProps {
  busy: boolean;
  blocked: boolean;
  withCamera: boolean;
  onStart: () => void;
}

function StartButton({ busy, blocked, withCamera, onStart }: StartButtonProps) {
  const { t } = useTranslation("student");
  const words = withCamera ? t("notice.start") : t("notice.startWithout");
  return (
    <button
      type="button"
      className={withCamera ? "button main" : "button"}
      disabled={busy || blocked}
      onClick={onStart}
    >
      {busy ? t("notice.entering") : words}
    </button>
  );
}
