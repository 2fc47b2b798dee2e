import { Anchor, Drawer, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AttemptSummary, ViolationList } from "../../api/types";
import { countdown } from "../../shared/time";
import { useClock } from "../../shared/zone";
import type { Asked } from "../acts/ActDialog";
import { StudentActs } from "../acts/StudentActs";
import { Trail } from "../acts/Trail";
import { Observations } from "../parts/Observations";
import { useDurationText } from "../useViolationText";
import { isSilent, timeLeft } from "./attention";
import type { FrameFeed } from "./frames";
import { useFrame } from "./useFrames";

interface Props {
  examId: string;
  attempt: AttemptSummary;
  attempts: AttemptSummary[];
  violations: UseQueryResult<ViolationList>;
  feed: FrameFeed;
  now: number;
  onClose: () => void;
}

/** One student beside the wall: the camera larger, what was noticed so far, what can be done. */
export function StudentDrawer(props: Props) {
  const { t } = useTranslation("lecturer");
  const { examId, attempt, feed, now } = props;
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Drawer
      opened
      onClose={props.onClose}
      // Escape closes the dialog above it, and not both.
      closeOnEscape={asked === null}
      position="right"
      size="lg"
      title={
        <Text fw={600} size="lg" style={{ overflowWrap: "anywhere" }}>
          {attempt.student_name}{" "}
          <Text span c="dimmed" fw={400} className="figures">
            {attempt.student_number}
          </Text>
        </Text>
      }
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="lg">
        {attempt.camera_rule === "waived" ? (
          <Waived attempt={attempt} />
        ) : (
          <MovingPicture attempt={attempt} feed={feed} />
        )}
        <Facts attempt={attempt} now={now} />
        <StudentActs examId={examId} attempt={attempt} asked={asked} onAsk={setAsked} />
        <Part title={t("room.observations")}>
          <Observations query={props.violations} only={attempt.attempt_id} />
        </Part>
        {attempt.state === "writing" && (
          <Anchor component={Link} to={`/exams/${examId}/live?attempt=${attempt.attempt_id}`}>
            {t("live.title")}
          </Anchor>
        )}
        <Anchor component={Link} to={`/exams/${examId}/attempts/${attempt.attempt_id}`}>
          {t("wall.review")}
        </Anchor>
        <Part title={t("acts.trail")}>
          <Trail examId={examId} attempts={props.attempts} only={attempt.attempt_id} />
        </Part>
      </Stack>
    </Drawer>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack component="section" aria-label={title} gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** By whose leave, since when and why a student has no camera. */
function Waived({ attempt: { waiver } }: { attempt: AttemptSummary }) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  if (!waiver) return null;
  return (
    <Paper withBorder px="md" py="sm" style={{ overflowWrap: "anywhere" }}>
      {t("wall.withoutCameraBy", { by: waiver.by, time: clock(waiver.at), reason: waiver.reason })}
    </Paper>
  );
}

const PICTURE_MS = 1000;

/** The newest upload's pictures one after the other, as they were taken: one a second. */
function MovingPicture({ attempt, feed }: { attempt: AttemptSummary; feed: FrameFeed }) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const frame = useFrame(feed, attempt.attempt_id);
  const [shown, setShown] = useState({ frame, at: 0 });
  if (shown.frame !== frame) setShown({ frame, at: 0 });
  useEffect(() => {
    const timer = setInterval(
      () => setShown(({ frame: same, at }) => ({ frame: same, at: at + 1 })),
      PICTURE_MS,
    );
    return () => clearInterval(timer);
  }, []);
  if (!frame) return <div className="drawer-picture no-picture-yet">{t("wall.noPicture")}</div>;
  const last = frame.pictures.length - 1;
  const at = Math.min(shown.at, last);
  const time = clock(frame.capturedMs - (last - at) * PICTURE_MS);
  return (
    <figure className="drawer-figure">
      <img
        src={frame.pictures[at]}
        className="drawer-picture"
        alt={t("wall.picture", { name: attempt.student_name, time })}
      />
      <Text component="figcaption" size="sm" c="dimmed" className="figures">
        {t("room.evidence", { time })}
        {frame.faces !== null && ` · ${t("wall.faces", { count: frame.faces })}`}
      </Text>
    </figure>
  );
}

function Facts({ attempt, now }: { attempt: AttemptSummary; now: number }) {
  const { t } = useTranslation("lecturer");
  const duration = useDurationText();
  const { answered, question_count: total } = attempt;
  const heard = attempt.last_seen_at === null ? null : now - Date.parse(attempt.last_seen_at);
  const silent = isSilent(attempt, now);
  const camera = {
    needed: t(`room.cameras.${silent ? "unknown" : attempt.camera}`),
    asked: t("wall.asksWithoutCamera"),
    waived: t("wall.withoutCamera"),
  }[attempt.camera_rule];
  const left = countdown(timeLeft(attempt, now));
  const state = {
    joined: t("room.waiting"),
    writing: attempt.paused_at === null ? t("room.writing") : t("wall.paused"),
    submitted: t("room.submitted"),
  }[attempt.state];
  const facts = [
    [t("wall.state"), state],
    [t("room.progress"), t("room.progressOf", { answered, total })],
    ...(attempt.state === "writing" ? [[t("wall.timeLeft"), left] as const] : []),
    ...(attempt.state === "submitted"
      ? []
      : [
          [
            t("room.lastSeen"),
            heard === null
              ? t("room.never")
              : silent
                ? t("room.ago", { time: duration(heard) })
                : t("room.now"),
          ] as const,
          [t("room.camera"), camera] as const,
        ]),
    [t("room.risk"), String(Math.round(attempt.risk))],
  ] as const;
  return (
    <Group component="dl" gap="xl" m={0} className="figures">
      {facts.map(([label, value]) => (
        <div key={label} title={label === t("room.risk") ? t("room.riskHint") : undefined}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={500}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}
