import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Paper,
  Radio,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  copyQuestion,
  MAX_CHOICES,
  MIN_CHOICES,
  newChoice,
  withoutChoice,
  type QuestionValues,
} from "../examForm";
import type { ExamFormState } from "./ExamForm";

interface Props {
  form: ExamFormState;
  question: QuestionValues;
  index: number;
  count: number;
  readOnly: boolean;
}

export function QuestionEditor({ form, question, index, count, readOnly }: Props) {
  const { t } = useTranslation("lecturer");
  const path = `questions.${index}`;
  return (
    <Paper component="section" withBorder p={{ base: "md", sm: "lg" }}>
      <Stack>
        <Group justify="space-between">
          <Title order={3} size="h5">
            {t("form.question", { number: index + 1 })}
          </Title>
          {!readOnly && <QuestionTools {...{ form, question, index, count }} />}
        </Group>
        <Group align="start" wrap="wrap">
          <Textarea
            label={t("form.text")}
            autosize
            minRows={2}
            style={{ flex: "1 1 16rem" }}
            {...form.getInputProps(`${path}.text`)}
          />
          <NumberInput
            label={t("form.points")}
            min={0}
            max={100}
            step={0.25}
            decimalScale={2}
            w={96}
            {...form.getInputProps(`${path}.points`)}
          />
        </Group>
        <Choices {...{ form, question, index, readOnly }} />
      </Stack>
    </Paper>
  );
}

function QuestionTools({ form, question, index, count }: Omit<Props, "readOnly">) {
  const { t } = useTranslation("lecturer");
  const number = { number: index + 1 };
  const move = (to: number) => form.reorderListItem("questions", { from: index, to });
  return (
    <Group gap={4}>
      <Tool label={t("form.up", number)} disabled={index === 0} onClick={() => move(index - 1)}>
        <IconArrowUp size={18} />
      </Tool>
      <Tool
        label={t("form.down", number)}
        disabled={index === count - 1}
        onClick={() => move(index + 1)}
      >
        <IconArrowDown size={18} />
      </Tool>
      <Tool
        label={t("form.duplicate", number)}
        onClick={() => form.insertListItem("questions", copyQuestion(question), index + 1)}
      >
        <IconCopy size={18} />
      </Tool>
      <Tool
        label={t("form.remove", number)}
        onClick={() => form.removeListItem("questions", index)}
      >
        <IconTrash size={18} />
      </Tool>
    </Group>
  );
}

interface ToolProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, disabled = false, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      className="tool"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

const letterOf = (index: number) => String.fromCharCode(65 + index);

function Choices({ form, question, index, readOnly }: Omit<Props, "count">) {
  const { t } = useTranslation("lecturer");
  const path = `questions.${index}`;
  const { choices, correct_choice } = question;
  const fault = form.errors[`${path}.choices`] ?? form.errors[`${path}.correct_choice`];
  return (
    <Stack gap="xs">
      {choices.map((choice, at) => {
        const letter = letterOf(at);
        return (
          <Group key={choice.key} gap="xs" wrap="nowrap" align="start">
            <Radio
              mt={8}
              name={`correct-${question.key}`}
              aria-label={t("form.correct", { letter })}
              checked={at === correct_choice}
              onChange={() => form.setFieldValue(`${path}.correct_choice`, at)}
            />
            <Text aria-hidden w={16} mt={5} fw={at === correct_choice ? 600 : 400}>
              {letter}
            </Text>
            <TextInput
              aria-label={t("form.choice", { letter })}
              style={{ flex: 1 }}
              {...form.getInputProps(`${path}.choices.${at}.text`)}
            />
            {!readOnly && choices.length > MIN_CHOICES && (
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
      {fault && (
        <Text c="red" size="sm">
          {fault}
        </Text>
      )}
      {!readOnly && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t("form.correctHint")}
          </Text>
          {choices.length < MAX_CHOICES && (
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
      )}
    </Stack>
  );
}
