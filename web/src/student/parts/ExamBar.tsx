import { useTranslation } from "react-i18next";
import { countdown } from "../../shared/time";
import { useStore } from "../../shared/useStore";
import type { ExamEngine } from "../examEngine";
import { CameraChip } from "./CameraChip";
import { DisplayMenu } from "./DisplayMenu";
import { WatchNotice } from "./WatchNotice";

/** Always in sight: which exam, the clock, whether answers are saved, the camera and who watches. */
export function ExamBar({ engine }: { engine: ExamEngine }) {
  const { title, student_name } = engine.view;
  const needsCamera = useStore(engine.cameraRule) === "needed";
  return (
    <header className="exam-bar">
      <div className="exam-bar-in">
        <div className="stack tight">
          <div className="exam-title">
            <strong>{title}</strong>
          </div>
          <div className="exam-title soft small">{student_name}</div>
        </div>
        <Clock engine={engine} />
        {needsCamera && <CameraChip recorder={engine.recorder} />}
        <div className="exam-bar-foot">
          <Saving engine={engine} />
          <DisplayMenu />
        </div>
      </div>
      <WatchNotice engine={engine} />
    </header>
  );
}

const MINUTE_MS = 60_000;

function Clock({ engine }: { engine: ExamEngine }) {
  const { t } = useTranslation("student");
  const now = useStore(engine.now);
  useStore(engine.supervision.deadline);
  const paused = useStore(engine.supervision.pausedAt) !== null;
  const left = engine.supervision.left(now);
  const warning = left <= MINUTE_MS ? "oneMinute" : left <= 5 * MINUTE_MS ? "fiveMinutes" : null;
  return (
    <div className={warning ? "clock soon" : "clock"}>
      <span className="clock-label soft small">
        {t(paused ? "notices.standing" : "exam.timeLeft")}
      </span>
      <strong role="timer" aria-label={t("exam.timeLeft")}>
        {countdown(left)}
      </strong>
      {/* Said once when it changes; the ticking itself would be noise. */}
      <span className="unseen" aria-live="assertive">
        {warning && t(`exam.${warning}`)}
      </span>
    </div>
  );
}

function Saving({ engine }: { engine: ExamEngine }) {
  const { t } = useTranslation("student");
  const saving = useStore(engine.answers.state);
  const connected = useStore(engine.connected);
  const state = connected ? saving : "waiting";
  return (
    <p className={`saving ${state}`} aria-live="polite">
      {t(`save.${state}`)}
    </p>
  );
}
