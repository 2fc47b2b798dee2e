import { Checkbox, Group, Radio, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RichText } from "../../../shared/formula/RichText";
import { withMark, type QuestionValues } from "../../questionForm";
import { DecimalInput } from "../DecimalInput";

interface Props {
  question: QuestionValues;
  onChange: (question: QuestionValues) => void;
}

/** The key of a question, with everything that students read standing as it is. */
export function KeyEditor(props: Props) {
  switch (props.question.type) {
    case "single_choice":
    case "several_choices":
      return <ChoiceKeys {...props} />;
    case "true_false":
      return <StatementKeys {...props} />;
    case "number":
      return <NumberKey {...props} />;
    case "short_text":
      return <SpellingKeys {...props} />;
  }
}

function ChoiceKeys({ question, onChange }: Props) {
  const { t } = useTranslation("lecturer");
  const Mark = question.type === "single_choice" ? Radio : Checkbox;
  return (
    <Stack gap="xs" role="group" aria-label={t("corrections.key")}>
      {question.choices.map((choice, at) => (
        <Mark
          key={choice.key}
          name={`key-${question.key}`}
          label={
            <Group gap="xs" wrap="nowrap" align="start">
              <Text span>{String.fromCharCode(65 + at)}.</Text>
              <RichText text={choice.text} />
            </Group>
          }
          checked={choice.correct}
          onChange={() => onChange(withMark(question, at))}
        />
      ))}
    </Stack>
  );
}

function StatementKeys({ question, onChange }: Props) {
  const { t } = useTranslation("lecturer");
  const judge = (place: number, correct: boolean) =>
    onChange({
      ...question,
      statements: question.statements.map((one, at) => (at === place ? { ...one, correct } : one)),
    });
  return (
    <Stack gap="xs" role="group" aria-label={t("corrections.key")}>
      {question.statements.map((statement, at) => {
        const letter = String.fromCharCode(97 + at);
        return (
          <Group key={statement.key} justify="space-between" wrap="nowrap" align="start">
            <Group gap="xs" wrap="nowrap" align="start" miw={0}>
              <Text span>{letter})</Text>
              <RichText text={statement.text} />
            </Group>
            <SegmentedControl
              aria-label={t("form.verdict", { letter })}
              size="sm"
              data={[
                { value: "true", label: t("form.true") },
                { value: "false", label: t("form.false") },
              ]}
              value={String(statement.correct)}
              onChange={(value) => judge(at, value === "true")}
            />
          </Group>
        );
      })}
    </Stack>
  );
}

function NumberKey({ question, onChange }: Props) {
  const { t } = useTranslation("lecturer");
  return (
    <Group align="start">
      <DecimalInput
        label={t("form.number")}
        hideControls
        value={question.number}
        onChange={(number) => onChange({ ...question, number })}
      />
      <DecimalInput
        label={t("form.tolerance")}
        min={0}
        hideControls
        value={question.tolerance}
        onChange={(tolerance) => onChange({ ...question, tolerance })}
      />
    </Group>
  );
}

function SpellingKeys({ question, onChange }: Props) {
  const { t } = useTranslation("lecturer");
  return (
    <Textarea
      label={t("form.accepted")}
      description={t("form.acceptedHint")}
      autosize
      minRows={2}
      value={question.accepted}
      onChange={(event) => onChange({ ...question, accepted: event.currentTarget.value })}
    />
  );
}
