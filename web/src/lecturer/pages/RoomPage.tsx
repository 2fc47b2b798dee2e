import { Anchor, Badge, Grid, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { AttemptSummary, Exam, Violation } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { timeSpan } from "../../shared/time";
import { CopyLink } from "../parts/CopyLink";
import { ExamActions } from "../parts/ExamActions";
import { Observations } from "../parts/Observations";
import { Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { Students } from "../parts/Students";
import { roomLink } from "../roomLink";
import { useRoomData } from "../useRoomData";
import { needsLook } from "../violations";
import { useViolationText } from "../useViolationText";

/** One exam's room while it runs: who is there, and what was noted. */
export function RoomPage() {
  const { t } = useTranslation("lecturer");
  const { examId = "" } = useParams();
  const tell = useTell();
  const { exam, attempts, violations, live } = useRoomData(examId, tell);
  const [only, setOnly] = useState<string | null>(null);
  if (exam.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;

  const stale = attempts.isError || violations.isError;
  const students = attempts.data?.items ?? [];
  const name = students.find((one) => one.attempt_id === only)?.student_name;
  return (
    <Stack gap="xl">
      <RoomHeader exam={exam.data} />
      <RoomCode exam={exam.data} attempts={students} />
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Section title={t("room.students")} aside={<LiveMark live={live} stale={stale} />}>
            <Students query={attempts} selected={only} onSelect={setOnly} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Section
            title={t("room.observations")}
            aside={
              <Text size="sm" c="dimmed">
                {t("room.observationsHint")}
              </Text>
            }
          >
            <Observations query={violations} only={only} name={name} onAll={() => setOnly(null)} />
          </Section>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** A short message for each new violation. */
function useTell(): (violation: Violation) => void {
  const text = useViolationText();
  return useCallback(
    (violation) =>
      void notifications.show({
        id: violation.violation_id,
        color: needsLook(violation) ? "red" : "teal",
        title: violation.student_name,
        message: text(violation),
        autoClose: 8000,
      }),
    [text],
  );
}

interface SectionProps {
  title: string;
  aside: React.ReactNode;
  children: React.ReactNode;
}

function Section({ title, aside, children }: SectionProps) {
  return (
    <Stack component="section" aria-label={title} gap="sm">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}

function RoomHeader({ exam }: { exam: Exam }) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/" size="sm">
        ← {t("shell.back")}
      </Anchor>
      <Group justify="space-between" align="start">
        <div>
          <Group gap="sm">
            <PageTitle name={exam.title} />
            <StateBadge state={exam.state} />
          </Group>
          <Text c="dimmed" className="figures">
            {[exam.subject, exam.room_name, timeSpan(exam.starts_at, exam.ends_at, language)]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </div>
        <Group gap="xs">
          {exam.state !== "draft" && (
            <Anchor component={Link} to={`/exams/${exam.exam_id}/results`} mr="xs">
              {t("results.title")}
            </Anchor>
          )}
          <Anchor component={Link} to={`/exams/${exam.exam_id}`} mr="xs">
            {exam.state === "draft" ? t("exams.edit") : t("exams.view")}
          </Anchor>
          <ExamActions exam={exam} />
        </Group>
      </Group>
    </Stack>
  );
}

function RoomCode({ exam, attempts }: { exam: Exam; attempts: AttemptSummary[] }) {
  const { t } = useTranslation("lecturer");
  const inState = (state: AttemptSummary["state"]) =>
    attempts.filter((one) => one.state === state).length;
  const counters = [
    [t("room.joined"), attempts.length],
    [t("room.writing"), inState("writing")],
    [t("room.submitted"), inState("submitted")],
  ] as const;
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }}>
      <Group justify="space-between" gap="xl">
        <div>
          <Text size="sm" c="dimmed">
            {t("room.code")}
          </Text>
          <div className="room-code">{exam.room_code}</div>
          <Group gap="sm" mt={4}>
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {roomLink(exam.room_code)}
            </Text>
            <CopyLink roomCode={exam.room_code} />
          </Group>
          {exam.state === "draft" && <Text mt="xs">{t("room.draft")}</Text>}
        </div>
        <Group component="dl" gap={40} m={0}>
          {counters.map(([label, count]) => (
            <div key={label}>
              <Text component="dt" size="sm" c="dimmed">
                {label}
              </Text>
              <Text component="dd" m={0} fz={32} fw={600} lh={1.2} className="figures">
                {count}
              </Text>
            </div>
          ))}
        </Group>
      </Group>
    </Paper>
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
    <Badge variant={live ? "dot" : "outline"} color={live ? "teal" : "gray"} tt="none" fw={500}>
      {live ? t("room.live") : t("room.polling")}
    </Badge>
  );
}
