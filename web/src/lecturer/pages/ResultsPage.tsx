import { Alert, Anchor, Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Exam, ExamResults } from "../../api/types";
import { useZoneNote, Zone } from "../../shared/zone";
import { getExam, getResults } from "../api";
import { rescoreAll } from "../corrections";
import { Items } from "../parts/results/Items";
import { Noted } from "../parts/results/Noted";
import { SaveMenu } from "../parts/results/SaveMenu";
import { Scores } from "../parts/results/Scores";
import { Summary } from "../parts/results/Summary";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { keys } from "../queries";

/** What came of an exam: the scores, how they are spread, what they say about its questions. */
export function ResultsPage() {
  const { examId = "" } = useParams();
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const results = useQuery({
    queryKey: keys.results(examId),
    queryFn: () => getResults(examId),
  });
  if (exam.isPending || results.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;
  if (!results.data) {
    return <Failed error={results.error} onRetry={() => void results.refetch()} />;
  }
  return (
    <Zone value={exam.data.time_zone}>
      <Results exam={exam.data} results={results.data} />
    </Zone>
  );
}

interface Props {
  exam: Exam;
  results: ExamResults;
}

function Results({ exam, results }: Props) {
  const { t } = useTranslation(["lecturer", "review"]);
  const zoneNote = useZoneNote();
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Anchor component={Link} to="/" size="sm">
          ← {t("shell.back")}
        </Anchor>
        <Group justify="space-between">
          <div>
            <PageTitle name={t("results.title")} />
            <Group gap="sm" mt={4}>
              <Text c="dimmed">
                {[exam.title, zoneNote(exam.starts_at, exam.time_zone)].filter(Boolean).join(" · ")}
              </Text>
              <StateBadge state={exam.state} />
            </Group>
          </div>
          <Group gap="sm">
            <Anchor component={Link} to={`/exams/${exam.exam_id}`}>
              {t("exams.view")}
            </Anchor>
            <Anchor component={Link} to={`/exams/${exam.exam_id}/room`}>
              {t("exams.room")}
            </Anchor>
            <Anchor component={Link} to={`/exams/${exam.exam_id}/policy`}>
              {t("review:policyPage.title")}
            </Anchor>
            {results.rows.length > 0 && <SaveMenu exam={exam} results={results} />}
          </Group>
        </Group>
      </Stack>
      {exam.state === "open" && <Alert className="warm-alert">{t("results.running")}</Alert>}
      {results.stale > 0 && <Stale examId={exam.exam_id} count={results.stale} />}
      {results.rows.length === 0 ? (
        <Empty title={t("results.empty")} hint={t("results.emptyHint")} />
      ) : (
        <>
          <Summary results={results} />
          <Tabs defaultValue="scores" keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="scores">{t("results.scores")}</Tabs.Tab>
              <Tabs.Tab value="questions">{t("results.questions")}</Tabs.Tab>
              <Tabs.Tab value="noted">{t("review:report.tab")}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="scores">
              <Scores results={results} />
            </Tabs.Panel>
            <Tabs.Panel value="questions">
              <Items exam={exam} analysis={results.analysis} />
            </Tabs.Panel>
            <Tabs.Panel value="noted">
              <Noted examId={exam.exam_id} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Stack>
  );
}

/** Somebody handed in just while a key was corrected. */
function Stale({ examId, count }: { examId: string; count: number }) {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  const rescore = useMutation({
    mutationFn: () => rescoreAll(examId),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.results(examId) }),
  });
  return (
    <Alert className="warm-alert">
      <Group justify="space-between">
        <Text>{t("corrections.stale", { count })}</Text>
        <Button variant="default" loading={rescore.isPending} onClick={() => rescore.mutate()}>
          {t("corrections.again")}
        </Button>
      </Group>
    </Alert>
  );
}
