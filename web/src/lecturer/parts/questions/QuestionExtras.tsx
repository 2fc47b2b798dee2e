import { Autocomplete, Button, Collapse, Group, Stack } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { partSizes } from "../../settingsForm";
import { DecimalInput } from "../DecimalInput";
import type { EditorProps } from "./QuestionEditor";
import { RichTextarea } from "./RichTextarea";

/** What few questions need: folded away until it is asked for, or holds something. */
export function QuestionExtras({ form, question, index }: EditorProps) {
  const { t } = useTranslation("lecturer");
  const id = useId();
  const path = `questions.${index}`;
  const parts = [...partSizes(form.values.questions).keys()];
  const used = question.explanation !== "" || Number(question.penalty) !== 0;
  const faulty = Boolean(form.errors[`${path}.penalty`] ?? form.errors[`${path}.explanation`]);
  const [asked, setAsked] = useState(used);
  const opened = asked || faulty;
  const Icon = opened ? IconChevronUp : IconChevronDown;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        px={0}
        aria-expanded={opened}
        aria-controls={id}
        rightSection={<Icon size={16} aria-hidden />}
        onClick={() => setAsked(!opened)}
      >
        {t("form.extras")}
      </Button>
      <Collapse expanded={opened} id={id}>
        <Stack gap="sm" pt="xs">
          <Autocomplete
            label={t("form.part")}
            description={t("form.partHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            data={parts}
            maxLength={200}
            {...form.getInputProps(`${path}.part`)}
          />
          <Group align="start">
            <RichTextarea
              label={t("form.explanation")}
              description={t("form.explanationHint")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              minRows={2}
              style={{ flex: "1 1 16rem" }}
              field={form.getInputProps(`${path}.explanation`)}
            />
            <DecimalInput
              label={t("form.penalty")}
              min={0}
              max={100}
              step={0.25}
              decimalScale={2}
              w={160}
              {...form.getInputProps(`${path}.penalty`)}
            />
          </Group>
        </Stack>
      </Collapse>
    </div>
  );
}
