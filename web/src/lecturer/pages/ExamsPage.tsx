import { Anchor, Button, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ExamSummary } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { timeSpan } from "../../shared/time";
import { listExams } from "../api";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { keys } from "../queries";

export function ExamsPage() {
  const { t } = useTranslation("lecturer");
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <PageTitle name={t("exams.title")} />
        <CreateButton />
      </Group>
      <Exams />
    </Stack>
  );
}

function CreateButton() {
  const { t } = useTranslation("lecturer");
  return (
    <Button component={Link} to="/exams/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t("exams.create")}
    </Button>
  );
}

function Exams() {
  const { t } = useTranslation("lecturer");
  const query = useInfiniteQuery({
    queryKey: keys.exams,
    queryFn: ({ pageParam }) => listExams(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const exams = query.data.pages.flatMap((page) => page.items);
  if (exams.length === 0) {
    return <Empty title={t("exams.empty")} hint={t("exams.emptyHint")} />;
  }
  return (
    <>
      <Paper withBorder visibleFrom="md">
        <ExamTable exams={exams} />
      </Paper>
      <Stack hiddenFrom="md">
        {exams.map((exam) => (
          <ExamCard key={exam.exam_id} exam={exam} />
        ))}
      </Stack>
      {query.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("exams.more")}
          </Button>
        </Group>
      )}
    </>
  );
}

function ExamTable({ exams }: { exams: ExamSummary[] }) {
  const { t } = useTranslation("lecturer");
  return (
    <Table verticalSpacing="md" horizontalSpacing="lg">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("exams.exam")}</Table.Th>
          <Table.Th title={t("exams.zone")}>{t("exams.time")}</Table.Th>
          <Table.Th>{t("exams.code")}</Table.Th>
          <Table.Th>{t("exams.state")}</Table.Th>
          <Table.Th ta="right">{t("exams.actions")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {exams.map((exam) => (
          <Table.Tr key={exam.exam_id}>
            <Table.Td>
              <ExamName exam={exam} />
            </Table.Td>
            <Table.Td>
              <ExamTimes exam={exam} />
            </Table.Td>
            <Table.Td className="figures" fw={500} style={{ letterSpacing: "0.08em" }}>
              {exam.room_code}
            </Table.Td>
            <Table.Td>
              <StateBadge state={exam.state} />
            </Table.Td>
            <Table.Td>
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <ExamLinks exam={exam} />
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ExamCard({ exam }: { exam: ExamSummary }) {
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" align="start" wrap="nowrap">
          <ExamName exam={exam} />
          <StateBadge state={exam.state} />
        </Group>
        <ExamTimes exam={exam} />
        <Group justify="space-between">
          <Text className="figures" fw={500} style={{ letterSpacing: "0.08em" }}>
            {exam.room_code}
          </Text>
          <Group gap="xs">
            <ExamLinks exam={exam} />
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

const examPath = (exam: ExamSummary) => `/exams/${exam.exam_id}`;
const roomPath = (exam: ExamSummary) => `/exams/${exam.exam_id}/room`;

function ExamName({ exam }: { exam: ExamSummary }) {
  const to = exam.state === "draft" ? examPath(exam) : roomPath(exam);
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <Anchor component={Link} to={to} fw={500}>
        {exam.title}
      </Anchor>
      <Text size="sm" c="dimmed">
        {[exam.subject, exam.room_name].filter(Boolean).join(" · ")}
      </Text>
    </div>
  );
}

function ExamTimes({ exam }: { exam: ExamSummary }) {
  const { t } = useTranslation("common");
  const language = useLanguage();
  return (
    <div className="figures">
      <Text size="sm">{timeSpan(exam.starts_at, exam.ends_at, language)}</Text>
      <Text size="sm" c="dimmed">
        {t("minutes", { count: exam.duration_minutes })} ·{" "}
        {t("questions", { count: exam.question_count })}
      </Text>
    </div>
  );
}

function ExamLinks({ exam }: { exam: ExamSummary }) {
  const { t } = useTranslation("lecturer");
  const edit = exam.state === "draft" ? t("exams.edit") : t("exams.view");
  return (
    <>
      <Button component={Link} to={examPath(exam)} variant="default">
        {edit}
      </Button>
      {exam.state === "closed" && (
        <Button component={Link} to={`${examPath(exam)}/results`} variant="default">
          {t("results.title")}
        </Button>
      )}
      <Button component={Link} to={roomPath(exam)} variant="light">
        {t("exams.room")}
      </Button>
    </>
  );
}
