import { Group, NativeSelect, Paper, Stack, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconBookmark, IconCopy, IconTrash } from "@tabler/icons-react";
import { memo, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuestionType } from "../../../api/types";
import { hasFormula, picturesIn } from "../../../shared/formula/split";
import {
  copyQuestion,
  QUESTION_TYPES,
  questionContent,
  textsOf,
  withType,
  type QuestionValues,
} from "../../questionForm";
import { DecimalInput } from "../DecimalInput";
import type { ExamFormState } from "../ExamForm";
import { SaveToBankDialog } from "../bank/SaveToBankDialog";
import { Tool } from "../Tool";
import { ChoicesEditor } from "./ChoicesEditor";
import { QuestionExtras } from "./QuestionExtras";
import { QuestionPreview } from "./QuestionPreview";
import { RichTextarea } from "./RichTextarea";
import { NumberEditor, SpellingsEditor } from "./ShortAnswerEditors";
import { StatementsEditor } from "./StatementsEditor";

export interface EditorProps {
  form: ExamFormState;
  question: QuestionValues;
  index: number;
}

interface Props extends EditorProps {
  count: number;
  /** Whether it is not one of a list, so that there is nothing to move it within. */
  alone?: boolean;
  /** The form's faults within this question; what they say is read from the form. */
  faults: string;
}

/** A form of two hundred questions stays quick when only the one typed in is drawn again. */
export const QuestionEditor = memo(
  QuestionEditorNow,
  (before, now) =>
    before.index === now.index &&
    before.count === now.count &&
    before.faults === now.faults &&
    // The form copies all of its values with every change.
    JSON.stringify(before.question) === JSON.stringify(now.question),
);

function QuestionEditorNow({ count, alone = false, ...props }: Props) {
  const { t } = useTranslation("lecturer");
  const { form, question, index } = props;
  const path = `questions.${index}`;
  const number = { number: index + 1 };
  return (
    <Paper component="section" id={`question-${index + 1}`} withBorder p={{ base: "md", sm: "lg" }}>
      <Stack>
        {question.part && (
          <Text size="sm" c="dimmed">
            {question.part}
          </Text>
        )}
        <Group justify="space-between" gap="xs">
          <Group gap="md">
            <Title order={3} size="h5">
              {t("form.question", number)}
            </Title>
            <NativeSelect
              aria-label={t("form.type", number)}
              size="sm"
              data={QUESTION_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
              value={question.type}
              onChange={(event) =>
                form.setFieldValue(
                  path,
                  withType(question, event.currentTarget.value as QuestionType),
                )
              }
            />
          </Group>
          {!alone && <QuestionTools {...{ form, question, index, count }} />}
        </Group>
        <Group align="start" wrap="wrap">
          <RichTextarea
            label={t("form.text")}
            minRows={2}
            style={{ flex: "1 1 16rem" }}
            field={form.getInputProps(`${path}.text`)}
          />
          <DecimalInput
            label={t("form.points")}
            min={0}
            max={100}
            step={0.25}
            decimalScale={2}
            w={96}
            {...form.getInputProps(`${path}.points`)}
          />
        </Group>
        <KeyEditor {...props} />
        <QuestionExtras {...props} />
        <Preview question={question} />
      </Stack>
    </Paper>
  );
}

/** What is asked for and which answer is right, as the question's type wants it. */
function KeyEditor(props: EditorProps) {
  switch (props.question.type) {
    case "single_choice":
    case "several_choices":
      return <ChoicesEditor {...props} />;
    case "true_false":
      return <StatementsEditor {...props} />;
    case "number":
      return <NumberEditor {...props} />;
    case "short_text":
      return <SpellingsEditor {...props} />;
  }
}

/** Only with formulas and pictures does a question look other than it is written. */
function Preview({ question }: { question: QuestionValues }) {
  const { t } = useTranslation("lecturer");
  const content = useMemo(() => questionContent(question), [question]);
  const texts = textsOf(content);
  if (!texts.some(hasFormula) && picturesIn(texts).length === 0) return null;
  return (
    <div className="formula-preview" role="group" aria-label={t("form.preview")}>
      <Text size="sm" c="dimmed" mb={4}>
        {t("form.preview")}
      </Text>
      <QuestionPreview content={content} />
    </div>
  );
}

type ToolsProps = EditorProps & { count: number };

function BankTool({ form, question, index }: EditorProps) {
  const { t } = useTranslation("lecturer");
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Tool label={t("bank.saveQuestion", { number: index + 1 })} onClick={() => setOpened(true)}>
        <IconBookmark size={18} />
      </Tool>
      {opened && (
        <SaveToBankDialog
          questions={[{ content: questionContent(question), level: null }]}
          subject={form.getValues().subject}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}

function QuestionTools({ form, question, index, count }: ToolsProps) {
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
      <BankTool {...{ form, question, index }} />
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
