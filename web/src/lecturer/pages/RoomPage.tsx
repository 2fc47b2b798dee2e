import { Anchor, Badge, Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Exam } from "../../api/types";
import { countdown } from "../../shared/time";
import { useClock, useZoneNote, Zone } from "../../shared/zone";
import { RoomActs } from "../acts/RoomActs";
import { Trail } from "../acts/Trail";
import { AlertBell } from "../alerts/AlertBell";
import { useAlerts } from "../alerts/useAlerts";
import { RoomCheckDialog } from "../identity/RoomCheckDialog";
import { CopyLink } from "../parts/CopyLink";
import { ExamActions } from "../parts/ExamActions";
import { Observations } from "../parts/Observations";
import { Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { RefusedNote } from "../roster/RefusedNote";
import { roomLink } from "../roomLink";
import { RoomCameras } from "../wall/RoomCameras";
import { StudentDrawer } from "../wall/StudentDrawer";
import { useFrames } from "../wall/useFrames";
import { useNow } from "../wall/useNow";
import { useRoom } from "../wall/useRoom";
import { Wall } from "../wall/Wall";
import "../wall/wall.css";

/** One exam's room while it runs: every student at a glance, and what can be done. */
export function RoomPage() {
  const { t } = useTranslation(["lecturer", "identity"]);
  const { examId = "" } = useParams();
  const feed = useFrames(examId);
  const { exam, room, violations, live } = useRoom(examId, feed);
  const now = useNow(room.data?.ahead ?? 0);
  const centre = useAlerts(examId, violations.data?.items);
  const [opened, setOpened] = useState<string | null>(null);
  const [comparing, setComparing] = useState(false);
  const open = useCallback((attemptId: string) => setOpened(attemptId), []);
  if (exam.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;

  const students = room.data?.items ?? [];
  const shown = students.find((one) => one.attempt_id === opened);
  return (
    <Zone value={exam.data.time_zone}>
      <Stack gap="lg">
        <RoomHeader
          exam={exam.data}
          now={now}
          mark={<LiveMark live={live} stale={room.isError || violations.isError} />}
        >
          <RoomActs examId={examId} attempts={students} />
          <Button
            variant="default"
            disabled={students.every((one) => one.state !== "writing")}
            onClick={() => setComparing(true)}
          >
            {t("identity:open")}
          </Button>
          <ExamActions exam={exam.data} />
          <AlertBell centre={centre} onOpen={open} />
        </RoomHeader>
        <Tabs defaultValue="wall" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="wall">{t("wall.tab")}</Tabs.Tab>
            <Tabs.Tab value="observations">
              {t("room.observations")} {violations.data && `(${violations.data.items.length})`}
            </Tabs.Tab>
            <Tabs.Tab value="acts">{t("acts.trail")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="wall" pt="md">
            <RefusedNote examId={examId} now={now} />
            <RoomCameras violations={violations.data?.items ?? []} {...{ examId, now }} />
            {room.isPending ? (
              <Loading />
            ) : room.data ? (
              <Wall attempts={students} opened={opened} onOpen={open} {...{ now, feed }} />
            ) : (
              <Failed error={room.error} onRetry={() => void room.refetch()} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="observations" pt="md" maw={860}>
            <Text size="sm" c="dimmed" mb="sm">
              {t("room.observationsHint")}
            </Text>
            <Observations query={violations} />
          </Tabs.Panel>
          <Tabs.Panel value="acts" pt="md" maw={860}>
            <Trail examId={examId} attempts={students} />
          </Tabs.Panel>
        </Tabs>
        {comparing && <RoomCheckDialog examId={examId} onClose={() => setComparing(false)} />}
        {shown && (
          <StudentDrawer
            key={shown.attempt_id}
            attempt={shown}
            attempts={students}
            onClose={() => setOpened(null)}
            {...{ examId, violations, feed, now }}
          />
        )}
      </Stack>
    </Zone>
  );
}

interface HeaderProps {
  exam: Exam;
  now: number;
  mark: React.ReactNode;
  children: React.ReactNode;
}

function RoomHeader({ exam, now, mark, children }: HeaderProps) {
  const { t } = useTranslation("lecturer");
  const { span } = useClock();
  const zoneNote = useZoneNote();
  const times = [span(exam.starts_at, exam.ends_at), zoneNote(exam.starts_at, exam.time_zone)];
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Anchor component={Link} to="/" size="sm">
          ← {t("shell.back")}
        </Anchor>
        <Group gap="md">
          <Anchor component={Link} to={`/exams/${exam.exam_id}/live`} size="sm">
            {t("live.title")}
          </Anchor>
          <Anchor component={Link} to={`/exams/${exam.exam_id}/cameras`} size="sm">
            {t("cameras.title")}
          </Anchor>
          <Anchor component={Link} to={`/exams/${exam.exam_id}`} size="sm">
            {exam.state === "draft" ? t("exams.edit") : t("exams.view")}
          </Anchor>
          {exam.state !== "draft" && (
            <Anchor component={Link} to={`/exams/${exam.exam_id}/results`} size="sm">
              {t("results.title")}
            </Anchor>
          )}
        </Group>
      </Group>
      <Group justify="space-between" align="start" gap="sm">
        <div>
          <Group gap="sm">
            <PageTitle name={exam.title} />
            <StateBadge state={exam.state} />
            {mark}
          </Group>
          <Text c="dimmed" className="figures">
            {[exam.subject, exam.room_name, times.filter(Boolean).join(", ")]
              .filter(Boolean)
              .join(" · ")}
            <Countdown exam={exam} now={now} />
          </Text>
          <Entrance exam={exam} />
        </div>
        <Group gap="xs">{children}</Group>
      </Group>
    </Stack>
  );
}

function Countdown({ exam, now }: { exam: Exam; now: number }) {
  const { t } = useTranslation("lecturer");
  const starts = Date.parse(exam.starts_at) - now;
  const ends = Date.parse(exam.ends_at) - now;
  if (exam.state === "draft" || ends <= 0) return null;
  const time = countdown(starts > 0 ? starts : ends);
  return (
    <Text span c="var(--ink)" fw={500}>
      {" · "}
      {t(starts > 0 ? "wall.startsIn" : "wall.endsIn", { time })}
    </Text>
  );
}

/** How students come in; large enough to be read out, small enough to leave the wall its place. */
function Entrance({ exam }: { exam: Exam }) {
  const { t } = useTranslation("lecturer");
  return (
    <Group gap="sm" mt={4}>
      <Text c="dimmed">{t("room.code")}</Text>
      <span className="entrance-code">{exam.room_code}</span>
      <Text size="sm" c="dimmed" visibleFrom="md">
        {roomLink(exam.room_code)}
      </Text>
      <CopyLink roomCode={exam.room_code} />
      {exam.state === "draft" && <Text size="sm">{t("room.draft")}</Text>}
    </Group>
  );
}

function LiveMark({ live, stale }: { live: boolean; stale: boolean }) {
  const { t } = useTranslation("lecturer");
  if (stale) {
    return (
      <Text size="sm" role="status" fw={500}>
        {t("room.stale")}
      </Text>
    );
  }
  return (
    <Badge
      variant={live ? "dot" : "outline"}
      color={live ? "teal" : "gray"}
      tt="none"
      fw={500}
      style={{ flex: "none" }}
    >
      {live ? t("room.live") : t("room.polling")}
    </Badge>
  );
}
