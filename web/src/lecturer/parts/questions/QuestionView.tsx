import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { questionContent, type QuestionValues } from "../../questionForm";
import { QuestionPreview } from "./QuestionPreview";

/** A question that can be changed no more: as it looks, with its key. */
export function QuestionView({ question, index }: { question: QuestionValues; index: number }) {
  const { t } = useTranslation(["lecturer", "common"]);
  const content = useMemo(() => questionContent(question), [question]);
  const { points, penalty = 0 } = content;
  const facts = [
    t(`types.${content.type}`),
    t("common:points", { count: points, value: points }),
    ...(penalty > 0 ? [t("form.penaltyOf", { value: penalty })] : []),
  ];
  return (
    <Paper component="section" withBorder p={{ base: "md", sm: "lg" }}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3} size="h5">
            {t("form.question", { number: index + 1 })}
          </Title>
          <Text size="sm" c="dimmed">
            {facts.join(" · ")}
          </Text>
        </Group>
        <QuestionPreview content={content} />
      </Stack>
    </Paper>
  );
}
