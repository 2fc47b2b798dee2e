import { Stack, Switch, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Exam, ReviewRules } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { keys } from "../queries";
import { changePolicy } from "./api";

/** Who decides, and what students learn of it; saved at once, until the exam is archived. */
export function ReviewRulesForm({ exam }: { exam: Exam }) {
  const { t } = useTranslation("review");
  const queries = useQueryClient();
  const errorText = useErrorText();
  const save = useMutation({
    mutationFn: (review_rules: ReviewRules) => changePolicy(exam, { review_rules }),
    onSuccess: (saved) => {
      queries.setQueryData(keys.exam(exam.exam_id), saved);
      notifications.show({ message: t("policyPage.saved") });
    },
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  const rules = exam.review_rules ?? {};
  const field = (name: keyof ReviewRules, disabled = false) => (
    <Switch
      label={t(`policyPage.reviewRules.${name}`)}
      description={t(`policyPage.reviewHints.${name}`)}
      checked={rules[name] ?? false}
      disabled={disabled || save.isPending || !exam.changes.includes("review_rules")}
      onChange={(event) => {
        const changed = { ...rules, [name]: event.currentTarget.checked };
        // What nobody may see, nobody can explain.
        save.mutate({ ...changed, students_explain: Boolean(changed.students_see && changed.students_explain) });
      }}
    />
  );
  return (
    <Stack>
      <Title order={2} size="h4">
        {t("policyPage.review")}
      </Title>
      {field("second_reviewer")}
      {field("students_see")}
      {field("students_explain", !rules.students_see)}
    </Stack>
  );
}
