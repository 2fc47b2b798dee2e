import { Alert, Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Exam, PresetList } from "../../api/types";
import { getExam } from "../api";
import { Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { listPresets } from "../policy/api";
import { Preview } from "../policy/Preview";
import { ReviewRulesForm } from "../policy/ReviewRulesForm";
import { Rules } from "../policy/Rules";
import { SavePolicy } from "../policy/SavePolicy";
import { usePolicyForm } from "../policy/usePolicyForm";
import { keys } from "../queries";
import "../policy/policy.css";

/** How an exam is watched and reviewed, and what another policy would find. */
export function PolicyPage() {
  const { examId = "" } = useParams();
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const presets = useQuery({
    queryKey: keys.presets,
    queryFn: listPresets,
    staleTime: Infinity,
  });
  if (exam.isPending || presets.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;
  if (!presets.data) {
    return <Failed error={presets.error} onRetry={() => void presets.refetch()} />;
  }
  // What somebody else saved meanwhile begins the form anew.
  return <Policy key={exam.data.version} exam={exam.data} presets={presets.data} />;
}

function Policy({ exam, presets }: { exam: Exam; presets: PresetList }) {
  const { t } = useTranslation(["review", "lecturer"]);
  const form = usePolicyForm(exam, presets);
  const editable = exam.changes.includes("policy");
  const rejudgeable = exam.steps.includes("rejudge");
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Anchor component={Link} to={`/exams/${exam.exam_id}`} size="sm">
          ← {t("policyPage.back")}
        </Anchor>
        <div>
          <PageTitle name={t("policyPage.title")} />
          <Group gap="sm" mt={4}>
            <Text c="dimmed">{exam.title}</Text>
            <StateBadge state={exam.state} />
          </Group>
        </div>
      </Stack>
      {!editable && (
        <Alert className="warm-alert">
          {t(`policyPage.${rejudgeable ? "closed" : exam.state === "archived" ? "archived" : "running"}`)}
        </Alert>
      )}
      <div className="policy">
        <Paper withBorder p={{ base: "md", sm: "lg" }} component="section">
          <Title order={2} size="h4" mb="sm">
            {t("policyPage.rules")}
          </Title>
          <Rules form={form} disabled={!editable && !rejudgeable} />
        </Paper>
        <Stack gap="lg" className="policy-aside">
          <Paper withBorder p={{ base: "md", sm: "lg" }} component="section">
            <Preview exam={exam} form={form} />
            <SavePolicy exam={exam} form={form} />
          </Paper>
          <Paper withBorder p={{ base: "md", sm: "lg" }} component="section">
            <ReviewRulesForm exam={exam} />
          </Paper>
        </Stack>
      </div>
    </Stack>
  );
}
