import { Group, Paper, Progress, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AttemptList, AttemptSummary } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { Empty, Failed, Loading } from "./states";

interface Props {
  query: UseQueryResult<AttemptList>;
  selected: string | null;
  onSelect: (attemptId: string | null) => void;
}

interface StudentProps {
  attempt: AttemptSummary;
  now: number;
  selected: boolean;
  onSelect: (attemptId: string | null) => void;
}

export function Students({ query, selected, onSelect }: Props) {
  const { t } = useTranslation("lecturer");
  if (query.isPending) return <Loading />;
  if (!query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const { items, server_time_ms } = query.data;
  if (items.length === 0) {
    return <Empty title={t("room.noStudents")} hint={t("room.noStudentsHint")} />;
  }
  const students = items.map((attempt) => ({
    attempt,
    now: server_time_ms,
    selected: attempt.attempt_id === selected,
    onSelect,
  }));
  return (
    <>
      <Paper withBorder visibleFrom="sm">
        <StudentTable students={students} />
      </Paper>
      <Stack hiddenFrom="sm" gap="sm">
        {students.map((student) => (
          <StudentCard key={student.attempt.attempt_id} {...student} />
        ))}
      </Stack>
    </>
  );
}

function StudentTable({ students }: { students: StudentProps[] }) {
  const { t } = useTranslation("lecturer");
  return (
    <Table verticalSpacing="sm" horizontalSpacing="sm" className="figures">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("room.student")}</Table.Th>
          <Table.Th>{t("room.progress")}</Table.Th>
          <Table.Th>{t("room.lastSeen")}</Table.Th>
          <Table.Th>{t("room.camera")}</Table.Th>
          <Table.Th ta="right">{t("room.observations")}</Table.Th>
          <Table.Th title={t("room.riskHint")}>{t("room.risk")}</Table.Th>
          <Table.Th ta="right">{t("room.score")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {students.map((student) => (
          <Table.Tr
            key={student.attempt.attempt_id}
            bg={student.selected ? "var(--accent-soft)" : undefined}
          >
            <Table.Td>
              <StudentName {...student} />
            </Table.Td>
            <Table.Td>
              <StudentProgress {...student} />
            </Table.Td>
            <Table.Td>
              <LastSeen {...student} />
            </Table.Td>
            <Table.Td>
              <Camera {...student} />
            </Table.Td>
            <Table.Td ta="right">{student.attempt.violations}</Table.Td>
            <Table.Td>
              <Risk {...student} />
            </Table.Td>
            <Table.Td ta="right">
              <Score {...student} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function StudentCard(student: StudentProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Paper
      withBorder
      p="sm"
      className="figures"
      bg={student.selected ? "var(--accent-soft)" : undefined}
    >
      <Group justify="space-between" align="start" wrap="nowrap">
        <StudentName {...student} />
        <Score {...student} />
      </Group>
      <Group justify="space-between" mt="xs">
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t("room.progress")}
          </Text>
          <StudentProgress {...student} />
        </Group>
        <LastSeen {...student} />
      </Group>
      <Group justify="space-between" mt={4}>
        <Text size="sm">
          {t("room.camera")}: <Camera {...student} />
        </Text>
        <Text size="sm">
          {t("room.observations")}: {student.attempt.violations}
        </Text>
        <Risk {...student} />
      </Group>
    </Paper>
  );
}

function StudentName({ attempt, selected, onSelect }: StudentProps) {
  const { t } = useTranslation("lecturer");
  const label = selected ? t("room.allStudents") : t("room.only", { name: attempt.student_name });
  return (
    <UnstyledButton
      onClick={() => onSelect(selected ? null : attempt.attempt_id)}
      aria-pressed={selected}
      title={label}
      style={{ overflowWrap: "anywhere" }}
    >
      <Text fw={500}>{attempt.student_name}</Text>
      <Text size="sm" c="dimmed">
        {attempt.student_number}
      </Text>
    </UnstyledButton>
  );
}

function StudentProgress({ attempt }: StudentProps) {
  const { t } = useTranslation("lecturer");
  const { answered, question_count: total } = attempt;
  return (
    <div style={{ whiteSpace: "nowrap" }}>
      <Text size="sm">{t("room.progressOf", { answered, total })}</Text>
      {attempt.state !== "writing" && (
        <Text size="sm" c="dimmed">
          {t(attempt.state === "joined" ? "room.waiting" : "room.submitted")}
        </Text>
      )}
    </div>
  );
}

const RECENT_MS = 30_000;

/** Milliseconds since the page last spoke; null when it never did. */
function silence({ attempt, now }: StudentProps): number | null {
  return attempt.last_seen_at ? now - Date.parse(attempt.last_seen_at) : null;
}

/** Whether somebody who should be writing has not been heard of for a while. */
function isLost(student: StudentProps): boolean {
  const silent = silence(student);
  return student.attempt.state === "writing" && silent !== null && silent > 2 * RECENT_MS;
}

function LastSeen(student: StudentProps) {
  const { t } = useTranslation(["lecturer", "common"]);
  const silent = silence(student);
  const words =
    silent === null
      ? t("room.never")
      : silent < RECENT_MS
        ? t("room.now")
        : t("room.ago", { time: t("common:minutes", { count: Math.ceil(silent / 60_000) }) });
  const lost = isLost(student);
  return (
    <Text
      size="sm"
      style={{ whiteSpace: "nowrap" }}
      c={lost ? undefined : "dimmed"}
      fw={lost ? 500 : undefined}
    >
      {words}
    </Text>
  );
}

function Camera(student: StudentProps) {
  const { t } = useTranslation("lecturer");
  const { attempt } = student;
  // What a page said before it fell silent tells nothing about now.
  const camera = isLost(student) ? "unknown" : attempt.camera;
  const off = camera === "off" && attempt.state === "writing";
  return (
    <Text span size="sm" fw={off ? 600 : undefined} c={off ? "var(--alert)" : undefined}>
      {attempt.state === "submitted" ? "–" : t(`room.cameras.${camera}`)}
    </Text>
  );
}

const HIGH_RISK = 70;

function Risk({ attempt }: StudentProps) {
  const { t } = useTranslation("lecturer");
  const risk = Math.round(attempt.risk);
  const high = risk >= HIGH_RISK;
  return (
    <Group gap={6} wrap="nowrap" title={t("room.riskHint")}>
      <Progress
        value={risk}
        w={44}
        size="sm"
        color={high ? "var(--alert)" : "var(--line-strong)"}
        aria-label={t("room.risk")}
      />
      <Text size="sm" w={24} ta="right" fw={high ? 600 : undefined}>
        {risk}
      </Text>
    </Group>
  );
}

function Score({ attempt }: StudentProps) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  if (attempt.score === null || attempt.max_score === null) {
    return (
      <Text span size="sm" c="dimmed">
        –
      </Text>
    );
  }
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const words = { score: number.format(attempt.score), max: number.format(attempt.max_score) };
  return (
    <Text span size="sm" fw={500}>
      {t("room.scoreOf", words)}
    </Text>
  );
}
