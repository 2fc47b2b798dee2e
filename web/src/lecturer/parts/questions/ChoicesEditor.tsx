import { Button, Checkbox, Group, Radio, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MAX_PARTS, MIN_CHOICES, newChoice, withMark, withoutChoice } from "../../questionForm";
import { Fault } from "../Fault";
import { Tool } from "../Tool";
import { CreditSelect } from "./CreditSelect";
import type { EditorProps } from "./QuestionEditor";
import { RichTextarea } from "./RichTextarea";

const letterOf = (index: number) => String.fromCharCode(65 + index);

export function ChoicesEditor({ form, question, index }: EditorProps) {
  const { t } = useTranslation("lecturer");
  const path = `questions.${index}`;
  const { choices, type } = question;
  const Mark = type === "single_choice" ? Radio : Checkbox;
  const fault = ["choices", "correct_choice", "correct_choices"]
    .map((name) => form.errors[`${path}.${name}`])
    .find(Boolean);
  return (
    <Stack gap="xs">
      {choices.map((choice, at) => {
        const letter = letterOf(at);
        return (
          <Group key={choice.key} gap="xs" wrap="nowrap" align="start">
            <Mark
              mt={8}
              name={`correct-${question.key}`}
              aria-label={t("form.correct", { letter })}
              checked={choice.correct}
              onChange={() => form.setFieldValue(path, withMark(question, at))}
            />
            <Text aria-hidden w={16} mt={5} fw={choice.correct ? 600 : 400}>
              {letter}
            </Text>
            <RichTextarea
              aria-label={t("form.choice", { letter })}
              minRows={1}
              style={{ flex: 1, minWidth: 0 }}
              field={form.getInputProps(`${path}.choices.${at}.text`)}
            />
            {choices.length > MIN_CHOICES && (
              <Tool
                label={t("form.removeChoice", { letter })}
                onClick={() => form.setFieldValue(path, withoutChoice(question, at))}
              >
                <IconTrash size={18} />
              </Tool>
            )}
          </Group>
        );
      })}
      <Fault>{fault}</Fault>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {type === "single_choice" ? t("form.correctHint") : t("form.correctHints")}
        </Text>
        {choices.length < MAX_PARTS && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => form.insertListItem(`${path}.choices`, newChoice())}
          >
            {t("form.addChoice")}
          </Button>
        )}
      </Group>
      {type === "several_choices" && (
        <CreditSelect form={form} path={path} credits={["partial", "all"]} type={type} />
      )}
    </Stack>
  );
}
