import { Anchor, Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Exam, ResultRow, SheetItem, StudentSheet } from "../../api/types";
import { GradedSheet } from "../../shared/sheet/GradedSheet";
import { useClock, useZoneNote, Zone } from "../../shared/zone";
import { getExam, getResults, getSheet } from "../api";
import "../parts/print/print.css";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { printWhenReady } from "../printWhenReady";
import { keys } from "../queries";
import { neighbours, repeated } from "../results";
import { useFigures } from "../useFigures";
import "./sheet.css";

/** One student's answers, question by question as they saw them, with keys and points. */
export function SheetPage() {
  const { examId = "", attemptId = "" } = useParams();
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const sheet = useQuery({
    queryKey: keys.sheet(examId, attemptId),
    queryFn: () => getSheet(examId, attemptId),
    // From sheet to sheet the page stays, until the next one is there.
    placeholderData: keepPreviousData,
  });
  // Only for who comes before and after: a sheet can be read without.
  const results = useQuery({
    queryKey: keys.results(examId),
    queryFn: () => getResults(examId),
    staleTime: 60_000,
  });
  if (exam.isPending || sheet.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;
  if (!sheet.data) return <Failed error={sheet.error} onRetry={() => void sheet.refetch()} />;
  return (
    <Zone value={exam.data.time_zone}>
      <Sheet exam={exam.data} sheet={sheet.data} rows={results.data?.rows ?? []} />
    </Zone>
  );
}

interface Props {
  exam: Exam;
  sheet: StudentSheet;
  rows: readonly ResultRow[];
}

function Sheet({ exam, sheet, rows }: Props) {
  const { t } = useTranslation("lecturer");
  const answeredAt = useAnsweredAt();
  return (
    <Stack gap="lg" className="print-page sheet-page">
      <Steps examId={exam.exam_id} attemptId={sheet.attempt_id} rows={rows} />
      <Group justify="space-between" align="start">
        <div>
          <PageTitle name={t("sheet.title", { name: sheet.student_name })}>
            {sheet.student_name}
          </PageTitle>
          <Text c="dimmed">
            {sheet.student_number} · {exam.title}
          </Text>
        </div>
        <Group gap="sm" className="no-print">
          <Anchor component={Link} to={`/exams/${exam.exam_id}/attempts/${sheet.attempt_id}`}>
            {t("sheet.review")}
          </Anchor>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => void printWhenReady()}
          >
            {t("print.print")}
          </Button>
        </Group>
      </Group>
      <Facts exam={exam} sheet={sheet} rows={rows} />
      {sheet.items.length === 0 ? (
        <Empty title={t("sheet.empty")} hint={t("sheet.emptyHint")} />
      ) : (
        <GradedSheet
          key={sheet.attempt_id}
          items={sheet.items}
          about={answeredAt}
        />
      )}
    </Stack>
  );
}

interface StepsProps {
  examId: string;
  attemptId: string;
  rows: readonly ResultRow[];
}

/** Back to the table, and from student to student in its order. */
function Steps({ examId, attemptId, rows }: StepsProps) {
  const { t } = useTranslation("lecturer");
  const { at, total, before, after } = neighbours(rows, attemptId);
  return (
    <Group justify="space-between" className="no-print">
      <Anchor component={Link} to={`/exams/${examId}/results`} size="sm">
        ← {t("sheet.back")}
      </Anchor>
      {at >= 0 && (
        <Group gap="xs" component="nav" aria-label={t("sheet.students")}>
          <Step examId={examId} row={before} label={t("sheet.before")}>
            <IconArrowLeft size={18} aria-hidden />
          </Step>
          <Text size="sm" c="dimmed" className="figures">
            {at + 1}/{total}
          </Text>
          <Step examId={examId} row={after} label={t("sheet.after")}>
            <IconArrowRight size={18} aria-hidden />
          </Step>
        </Group>
      )}
    </Group>
  );
}

interface StepProps {
  examId: string;
  row: ResultRow | undefined;
  label: string;
  children: ReactNode;
}

function Step({ examId, row, label, children }: StepProps) {
  const props = { variant: "default", px: "xs", children } as const;
  if (!row) return <Button {...props} disabled aria-label={label} />;
  const to = `/exams/${examId}/attempts/${row.attempt_id}/sheet`;
  return (
    <Button
      {...props}
      component={Link}
      to={to}
      replace
      aria-label={`${label}: ${row.student_name}`}
      title={row.student_name}
    />
  );
}

function Facts({ exam, sheet, rows }: Props) {
  const { t } = useTranslation("lecturer");
  const { clock, span } = useClock();
  const zone = useZoneNote()(exam.starts_at, exam.time_zone);
  const figures = useFigures();
  const { started_at, submitted_at, score, max_score, receipt } = sheet;
  const written = started_at
    ? submitted_at
      ? span(started_at, submitted_at)
      : `${clock(started_at, false)} – ${t("results.states.writing")}`
    : t("results.states.joined");
  const row = rows.find((one) => one.attempt_id === sheet.attempt_id);
  const isRepeated = repeated(rows);
  const facts: [string, ReactNode][] = [
    ...(score === null || max_score === null
      ? []
      : ([[t("results.score"), `${figures(score)} / ${figures(max_score)}`]] as [string, string][])),
    [t("sheet.written"), [written, zone].filter(Boolean).join(", ")],
    ...(receipt ? ([[t("results.receipt"), receipt]] as [string, string][]) : []),
    ...(row && isRepeated(row)
      ? ([
          [
            t("results.attempt"),
            <>
              {sheet.ordinal}{" "}
              {row.counts && (
                <Badge variant="light" tt="none" fw={500}>
                  {t("results.counts")}
                </Badge>
              )}
            </>,
          ],
        ] as [string, ReactNode][])
      : []),
  ];
  return (
    <Paper withBorder px="md" py="sm">
      <Group component="dl" m={0} className="sheet-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} fw={500} className="figures">
              {value}
            </Text>
          </div>
        ))}
      </Group>
    </Paper>
  );
}

/** Say when the answer that stands was chosen, or that one was taken back. */
function useAnsweredAt() {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  return ({ answer, points }: SheetItem) => {
    if (!answer) return null;
    const time = clock(answer.answered_ms);
    return points === null ? t("sheet.takenBackAt", { time }) : t("sheet.answeredAt", { time });
  };
}
