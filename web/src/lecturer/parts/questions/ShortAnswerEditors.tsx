import { Group, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DecimalInput } from "../DecimalInput";
import type { EditorProps } from "./QuestionEditor";

export function NumberEditor({ form, index }: EditorProps) {
  const { t } = useTranslation("lecturer");
  const path = `questions.${index}`;
  return (
    <Group align="start">
      <DecimalInput
        label={t("form.number")}
        description={t("form.numberHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        w={{ base: "100%", xs: 240 }}
        hideControls
        {...form.getInputProps(`${path}.number`)}
      />
      <DecimalInput
        label={t("form.tolerance")}
        description={t("form.toleranceHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={0}
        w={{ base: "100%", xs: 240 }}
        hideControls
        {...form.getInputProps(`${path}.tolerance`)}
      />
    </Group>
  );
}

export function SpellingsEditor({ form, index }: EditorProps) {
  const { t } = useTranslation("lecturer");
  const path = `questions.${index}.accepted`;
  // The server names the spelling that is at fault; here all of them are one field.
  const fault = Object.entries(form.errors).find(([name]) => name.startsWith(path))?.[1];
  return (
    <Textarea
      label={t("form.accepted")}
      description={t("form.acceptedHint")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      autosize
      minRows={2}
      maw={440}
      {...form.getInputProps(path)}
      error={fault}
    />
  );
}
