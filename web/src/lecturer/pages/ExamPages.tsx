import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import type { Exam } from "../../api/types";
import { createExam, getExam, updateExam } from "../api";
import { emptyExam, valuesOf } from "../examForm";
import { ExamActions } from "../parts/ExamActions";
import { ExportMenu } from "../parts/ExportMenu";
import { ExamForm } from "../parts/ExamForm";
import { Missing } from "../parts/Missing";
import { Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { keys } from "../queries";
import { useRequestKey } from "../../shared/useRequestKey";

export function NewExamPage() {
  const { t } = useTranslation("lecturer");
  const navigate = useNavigate();
  const remember = useRemember();
  const [initial] = useState(() => emptyExam(Date.now()));
  const keyOf = useRequestKey();
  return (
    <Stack gap="lg">
      <BackLink />
      <PageTitle name={t("form.new")} />
      <ExamForm
        initial={initial}
        saveLabel={t("form.create")}
        onSave={(content) => createExam(content, keyOf(content))}
        onSaved={(exam) => {
          remember(exam);
          void navigate(`/exams/${exam.exam_id}`, { replace: true });
        }}
      />
    </Stack>
  );
}

export function EditExamPage() {
  const { examId = "" } = useParams();
  const query = useQuery({
    queryKey: keys.exam(examId),
    queryFn: () => getExam(examId),
    // A form under the hands must not change by itself; stale saves are refused by the server.
    staleTime: Infinity,
    refetchOnMount: "always",
  });
  // What lies in the cache may be old: the form starts from what the server has now.
  if (query.isPending || (query.isFetching && !query.isFetchedAfterMount)) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <EditExam
      key={`${query.data.exam_id} ${query.data.state}`}
      exam={query.data}
      onReload={() => void query.refetch()}
    />
  );
}

function EditExam({ exam, onReload }: { exam: Exam; onReload: () => void }) {
  const { t } = useTranslation(["lecturer", "review", "roster"]);
  const remember = useRemember();
  const [dirty, setDirty] = useState(false);
  const draft = exam.state === "draft";
  const written = exam.changes.includes("questions");
  return (
    <Stack gap="lg">
      <BackLink />
      <Group justify="space-between">
        <Group gap="sm">
          <PageTitle name={written ? t("form.edit") : t("form.view")} />
          <StateBadge state={exam.state} />
        </Group>
        <Group gap="xs">
          {!draft && (
            <Button component={Link} to={`/exams/${exam.exam_id}/results`} variant="default">
              {t("results.title")}
            </Button>
          )}
          <Button component={Link} to={`/exams/${exam.exam_id}/room`} variant="default">
            {t("exams.room")}
          </Button>
          <Button component={Link} to={`/exams/${exam.exam_id}/roster`} variant="default">
            {t("roster:link")}
          </Button>
          <Button component={Link} to={`/exams/${exam.exam_id}/policy`} variant="default">
            {t("review:policyPage.title")}
          </Button>
          <ExportMenu examId={exam.exam_id} disabled={dirty} />
          <ExamActions exam={exam} disabled={dirty} />
        </Group>
      </Group>
      {!written && (
        <Text c="dimmed">{exam.changes.length > 0 ? t("form.fixed") : t("form.archived")}</Text>
      )}
      {draft && !dirty && <Missing problems={exam.missing} />}
      <ExamForm
        key={exam.version}
        initial={valuesOf(exam)}
        changes={exam.changes}
        saveLabel={t("form.save")}
        onSave={(content) => updateExam(exam.exam_id, exam.version, content)}
        onSaved={remember}
        onDirty={setDirty}
        onReload={onReload}
        onKeep={async (content) => {
          const latest = await getExam(exam.exam_id);
          return updateExam(exam.exam_id, latest.version, content);
        }}
      />
    </Stack>
  );
}

function BackLink() {
  const { t } = useTranslation("lecturer");
  return (
    <Anchor component={Link} to="/" size="sm">
      ← {t("shell.back")}
    </Anchor>
  );
}

function useRemember(): (exam: Exam) => void {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  return (exam) => {
    queries.setQueryData(keys.exam(exam.exam_id), exam);
    void queries.invalidateQueries({ queryKey: keys.exams });
    notifications.show({ message: t("form.saved") });
  };
}
