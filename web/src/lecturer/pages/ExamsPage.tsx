import {
  Anchor,
  Button,
  Group,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCopy, IconPlus, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ExamSummary } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { timeSpan, VIETNAM } from "../../shared/time";
import { zoneOffset } from "../../shared/zones";
import { listExams, type ExamFilter } from "../api";
import { CloneDialog } from "../parts/CloneDialog";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { Tool } from "../parts/Tool";
import { keys } from "../queries";

export function ExamsPage() {
  const { t } = useTranslation(["lecturer", "privacy"]);
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <PageTitle name={t("exams.title")} />
        <CreateButton />
      </Group>
      <Exams />
      <Anchor component={Link} to="/erasures" size="sm" c="dimmed">
        {t("privacy:receipts.title")}
      </Anchor>
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

const STATES = ["draft", "published", "open", "closed", "archived"] as const;

function Exams() {
  const { t } = useTranslation("lecturer");
  const [search, setSearch] = useState("");
  const [state, setState] = useState<ExamFilter["state"]>("");
  const [words] = useDebouncedValue(search.trim(), 300);
  const states = STATES.map((value) => ({ value, label: t(`state.${value}`) }));
  return (
    <Stack>
      <Group gap="sm">
        <TextInput
          type="search"
          aria-label={t("exams.search")}
          placeholder={t("exams.searchHint")}
          leftSection={<IconSearch size={18} aria-hidden />}
          style={{ flex: "1 1 14rem" }}
          maw={420}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label={t("exams.filter")}
          data={[{ value: "", label: t("exams.allStates") }, ...states]}
          allowDeselect={false}
          w={160}
          value={state}
          onChange={(value) => setState(value as ExamFilter["state"])}
        />
      </Group>
      <FoundExams filter={{ search: words, state }} />
    </Stack>
  );
}

function FoundExams({ filter }: { filter: ExamFilter }) {
  const { t } = useTranslation("lecturer");
  const query = useInfiniteQuery({
    queryKey: keys.examsOf(filter),
    queryFn: ({ pageParam }) => listExams(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // The list that stands stays until the next is there: nothing jumps while one types.
    placeholderData: keepPreviousData,
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const exams = query.data.pages.flatMap((page) => page.items);
  if (exams.length === 0 && !query.hasNextPage) {
    const asked = filter.search !== "" || filter.state !== "";
    return asked ? (
      <Empty title={t("exams.noneFound")} hint={t("exams.noneFoundHint")} />
    ) : (
      <Empty title={t("exams.empty")} hint={t("exams.emptyHint")} />
    );
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
          <Table.Th>{t("exams.time")}</Table.Th>
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
  const { t } = useTranslation("lecturer");
  const to = exam.state === "draft" ? examPath(exam) : roomPath(exam);
  const shared = exam.role === "co_lecturer" && t("exams.sharedBy", { name: exam.creator.name });
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <Anchor component={Link} to={to} fw={500}>
        {exam.title}
      </Anchor>
      <Text size="sm" c="dimmed">
        {[exam.subject, exam.room_name, shared].filter(Boolean).join(" · ")}
      </Text>
    </div>
  );
}

function ExamTimes({ exam }: { exam: ExamSummary }) {
  const { t } = useTranslation("common");
  const language = useLanguage();
  const { starts_at, ends_at, time_zone: zone } = exam;
  const elsewhere = zone !== VIETNAM && ` (${zoneOffset(starts_at, zone)})`;
  return (
    <div className="figures">
      <Text size="sm">
        {timeSpan(starts_at, ends_at, language, zone)}
        {elsewhere}
      </Text>
      <Text size="sm" c="dimmed">
        {t("minutes", { count: exam.duration_minutes })} ·{" "}
        {t("questions", { count: exam.question_count })}
      </Text>
    </div>
  );
}

function ExamLinks({ exam }: { exam: ExamSummary }) {
  const { t } = useTranslation("lecturer");
  const written = exam.state === "draft" || exam.state === "published";
  const edit = written ? t("exams.edit") : t("exams.view");
  const [cloning, setCloning] = useState(false);
  return (
    <>
      <Tool label={t("exams.clone")} onClick={() => setCloning(true)}>
        <IconCopy size={18} />
      </Tool>
      {cloning && <CloneDialog exam={exam} onClose={() => setCloning(false)} />}
      <Button component={Link} to={examPath(exam)} variant="default">
        {edit}
      </Button>
      {(exam.state === "closed" || exam.state === "archived") && (
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
