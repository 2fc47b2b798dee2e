import { Progress, Text } from "@mantine/core";
import { IconCameraOff, IconPlayerPauseFilled, IconStarFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AttemptSummary } from "../../api/types";
import { countdown } from "../../shared/time";
import { useClock } from "../../shared/zone";
import { useDurationText } from "../useViolationText";
import { attentionOf, isSilent, lacksCamera, liveFlags, timeLeft } from "./attention";
import type { FrameFeed } from "./frames";
import { useFrame } from "./useFrames";

interface Props {
  attempt: AttemptSummary;
  now: number;
  feed: FrameFeed;
  onOpen: (attemptId: string) => void;
}

/** One student: the face first, then what goes on, then the numbers. */
export function StudentCard({ attempt, now, feed, onOpen }: Props) {
  const attention = attentionOf(attempt, now);
  return (
    <button
      type="button"
      className="student-card"
      data-attention={attention}
      data-attempt={attempt.attempt_id}
      onClick={() => onOpen(attempt.attempt_id)}
    >
      <Picture {...{ attempt, now, feed }} />
      <span className="student-words">
        <span className="student-name">
          <Text span fw={500} truncate>
            {attempt.student_name}
          </Text>
          {attempt.marked && <Mark />}
        </span>
        <Standing attempt={attempt} now={now} />
      </span>
    </button>
  );
}

function Mark() {
  const { t } = useTranslation("lecturer");
  return <IconStarFilled size={16} color="var(--accent)" aria-label={t("wall.marked")} />;
}

function Picture({ attempt, now, feed }: Omit<Props, "onOpen">) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const frame = useFrame(feed, attempt.attempt_id);
  // What was seen before it was waived is not what goes on now.
  const newest = attempt.camera_rule === "waived" ? undefined : frame?.pictures.at(-1);
  return (
    <span className="student-picture">
      {frame && newest ? (
        <img
          src={newest}
          data-captured={frame.capturedMs}
          alt={t("wall.picture", {
            name: attempt.student_name,
            time: clock(frame.capturedMs),
          })}
        />
      ) : (
        <span className="no-picture-yet">
          {t(attempt.camera_rule === "waived" ? "wall.withoutCamera" : "wall.noPicture")}
        </span>
      )}
      <PictureAge attempt={attempt} capturedMs={frame?.capturedMs} now={now} />
      <LiveFlags attempt={attempt} now={now} />
    </span>
  );
}

/** A bundle spans nine seconds, and takes a few to be looked at; an older picture says so. */
const OLD_MS = 20_000;

function PictureAge({
  attempt,
  capturedMs,
  now,
}: {
  attempt: AttemptSummary;
  capturedMs: number | undefined;
  now: number;
}) {
  const { t } = useTranslation("lecturer");
  const duration = useDurationText();
  if (attempt.state === "submitted") return null;
  if (attempt.camera_rule !== "needed") return null;
  if (lacksCamera(attempt)) {
    return (
      <span className="picture-note">
        <IconCameraOff size={14} aria-hidden /> {t("wall.cameraOff")}
      </span>
    );
  }
  if (capturedMs === undefined || now - capturedMs < OLD_MS) return null;
  return (
    <span className="picture-note">{t("room.ago", { time: duration(now - capturedMs) })}</span>
  );
}

function LiveFlags({ attempt, now }: { attempt: AttemptSummary; now: number }) {
  const { t } = useTranslation("lecturer");
  const duration = useDurationText();
  if (attempt.state !== "writing") return null;
  const flags = liveFlags(attempt, now).slice(0, 2);
  if (flags.length === 0) return null;
  return (
    <span className="live-flags">
      {flags.map((flag) => (
        <span key={flag.violation_id} className="live-flag" data-severity={flag.severity}>
          {t(`kinds.${flag.kind}`, { time: duration(flag.ended_ms - flag.started_ms) })}
        </span>
      ))}
    </span>
  );
}

/** Progress and time left, or where the attempt stands instead. */
function Standing({ attempt, now }: { attempt: AttemptSummary; now: number }) {
  const { t } = useTranslation("lecturer");
  const { answered, question_count: total } = attempt;
  if (attempt.state === "submitted") return <Words>{t("room.submitted")}</Words>;
  if (attempt.state === "joined" && attempt.camera_rule === "asked")
    return <Words>{t("wall.asksWithoutCamera")}</Words>;
  if (attempt.state === "joined") return <Words>{t("room.waiting")}</Words>;
  const paused = attempt.paused_at !== null;
  return (
    <span className="student-standing figures">
      {isSilent(attempt, now) ? (
        <Silence attempt={attempt} now={now} />
      ) : (
        <Progress
          value={total > 0 ? (100 * answered) / total : 0}
          size={5}
          color="teal"
          aria-label={t("room.progress")}
        />
      )}
      <Text span size="sm" c="dimmed">
        {t("room.progressOf", { answered, total })}
      </Text>
      <Text span size="sm" className="time-left" title={t(paused ? "wall.paused" : "wall.timeLeft")}>
        {paused && <IconPlayerPauseFilled size={13} aria-label={t("wall.paused")} />}
        {countdown(timeLeft(attempt, now))}
      </Text>
    </span>
  );
}

function Silence({ attempt, now }: { attempt: AttemptSummary; now: number }) {
  const { t } = useTranslation("lecturer");
  const duration = useDurationText();
  const heard = attempt.last_seen_at ?? attempt.started_at;
  const time = heard === null ? "" : duration(now - Date.parse(heard));
  return (
    <Text span size="sm" fw={500} truncate>
      {t("wall.silentFor", { time })}
    </Text>
  );
}

function Words({ children }: { children: string }) {
  return (
    <Text span size="sm" c="dimmed">
      {children}
    </Text>
  );
}
