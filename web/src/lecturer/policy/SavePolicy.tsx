import { Alert, Button, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Exam, Rejudgement } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { keys } from "../queries";
import { changePolicy, rejudgeExam } from "./api";
import type { PolicyForm } from "./usePolicyForm";

interface Props {
  exam: Exam;
  form: PolicyForm;
}

/** Save the policy of an exam that has not begun, or judge a closed one anew. */
export function SavePolicy({ exam, form }: Props) {
  if (exam.changes.includes("policy")) return <Save exam={exam} form={form} />;
  if (exam.steps.includes("rejudge")) return <Rejudge exam={exam} form={form} />;
  return null;
}

function Save({ exam, form }: Props) {
  const { t } = useTranslation("review");
  const queries = useQueryClient();
  const errorText = useErrorText();
  const save = useMutation({
    mutationFn: () => changePolicy(exam, form.choice),
    onSuccess: (saved) => {
      queries.setQueryData(keys.exam(exam.exam_id), saved);
      notifications.show({ message: t("policyPage.saved") });
    },
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  return (
    <Button
      mt="md"
      fullWidth
      disabled={!form.changed}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {t("policyPage.save")}
    </Button>
  );
}

function Rejudge({ exam, form }: Props) {
  const { t } = useTranslation(["review", "lecturer"]);
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [progress, setProgress] = useState<Rejudgement | null>(null);
  const rejudge = useMutation({
    mutationFn: () => rejudgeExam(exam.exam_id, form.choice, setProgress),
    onSettled: async () => {
      await Promise.all(
        [keys.violations(exam.exam_id), keys.attempts(exam.exam_id), ["review", exam.exam_id]].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("policyPage.rejudgeTitle"),
      withCloseButton: false,
      children: <Text>{t("policyPage.rejudgeText")}</Text>,
      labels: { confirm: t("policyPage.rejudge"), cancel: t("lecturer:actions.cancel") },
      onConfirm: () => rejudge.mutate(),
    });
  return (
    <Stack mt="md" gap="sm">
      <Button loading={rejudge.isPending} onClick={ask}>
        {t("policyPage.rejudge")}
      </Button>
      {rejudge.isPending && progress && (
        <Text size="sm" role="status" className="figures">
          {t("policyPage.rejudging", { students: progress.students + progress.unseen })}
        </Text>
      )}
      {rejudge.isError && (
        <Alert color="red" role="alert">
          {errorText(rejudge.error)} {t("policyPage.rejudgeAgain")}
        </Alert>
      )}
      {rejudge.isSuccess && (
        <Alert role="status" title={t("policyPage.rejudged")}>
          <Text className="figures">{t("policyPage.outcome", { ...rejudge.data })}</Text>
          {rejudge.data.cameras > 0 && (
            <Text size="sm" className="figures">
              {t("policyPage.rooms", { count: rejudge.data.cameras })}
            </Text>
          )}
          {rejudge.data.unseen > 0 && (
            <Text size="sm" className="figures">
              {t("policyPage.unseen", { count: rejudge.data.unseen })}
            </Text>
          )}
        </Alert>
      )}
    </Stack>
  );
}
