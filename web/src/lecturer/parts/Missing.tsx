import { Anchor, List, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/types";
import { byQuestion } from "../missing";
import { useLackText } from "../useLackText";

/** What keeps a draft from being published, question by question, each a step away. */
export function Missing({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation("lecturer");
  const lackText = useLackText();
  if (problems.length === 0) return <Text c="dimmed">{t("form.ready")}</Text>;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="missing">
      <Stack gap="xs">
        <Text fw={500} id="missing">
          {t("form.missing", { count: problems.length })}
        </Text>
        <List size="sm" spacing={4}>
          {byQuestion(problems).map(([question, found]) => (
            <List.Item key={question}>
              {question !== null && <QuestionLink number={question} />}
              {found.map(lackText).join(", ")}
            </List.Item>
          ))}
        </List>
      </Stack>
    </Paper>
  );
}

function QuestionLink({ number }: { number: number }) {
  const { t } = useTranslation("lecturer");
  const show = () => {
    const place = document.getElementById(`question-${number}`);
    place?.scrollIntoView({ block: "start" });
    place?.querySelector<HTMLElement>("textarea")?.focus({ preventScroll: true });
  };
  return (
    <>
      <Anchor component="button" type="button" size="sm" onClick={show}>
        {t("form.question", { number })}
      </Anchor>
      {": "}
    </>
  );
}
