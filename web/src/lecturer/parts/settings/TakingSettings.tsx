import { Fieldset, NumberInput, SimpleGrid, Stack, Switch, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { partSizes } from "../../settingsForm";
import type { AboutProps } from "../ExamAbout";

/** Who may enter when and how often, and what paper they get. */
export function TakingSettings({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Stack>
      <Textarea
        label={t("form.instructions")}
        description={t("form.instructionsHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autosize
        minRows={2}
        disabled={fixed("settings.instructions")}
        {...form.getInputProps("settings.instructions")}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NumberInput
          label={t("form.lateJoin")}
          description={t("form.lateJoinHint")}
          placeholder={t("form.lateJoinAny")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={0}
          max={44640}
          allowDecimal={false}
          disabled={fixed("settings.late_join_minutes")}
          {...form.getInputProps("settings.late_join_minutes")}
        />
        <NumberInput
          label={t("form.attempts")}
          min={1}
          max={20}
          allowDecimal={false}
          disabled={fixed("settings.attempts_allowed")}
          {...form.getInputProps("settings.attempts_allowed")}
        />
        <NumberInput
          label={t("form.grace")}
          description={t("form.graceHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={0}
          max={3600}
          step={30}
          allowDecimal={false}
          disabled={fixed("settings.grace_seconds")}
          {...form.getInputProps("settings.grace_seconds")}
        />
      </SimpleGrid>
      <Switch
        label={t("form.shuffleQuestions")}
        disabled={fixed("settings.shuffle_questions")}
        {...form.getInputProps("settings.shuffle_questions", { type: "checkbox" })}
      />
      <Switch
        label={t("form.shuffleChoices")}
        description={t("form.shuffleChoicesHint")}
        disabled={fixed("settings.shuffle_choices")}
        {...form.getInputProps("settings.shuffle_choices", { type: "checkbox" })}
      />
      <Draws form={form} fixed={fixed} />
    </Stack>
  );
}

/** How many questions of each part a student gets; only a paper with parts has this. */
function Draws({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  const { draws } = form.values.settings;
  const parts = [...partSizes(form.values.questions)];
  if (parts.length === 0) return null;
  // A part's name may hold dots, which would be steps of a path for the form.
  const set = (part: string, count: number | string) =>
    form.setFieldValue("settings.draws", { ...draws, [part]: count });
  return (
    <Fieldset legend={t("form.draws")}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("form.drawsHint")}
        </Text>
        {parts.map(([part, total]) => (
          <NumberInput
            key={part}
            label={t("form.drawOf", { part, total })}
            placeholder={t("form.drawAll")}
            min={1}
            max={total}
            allowDecimal={false}
            maw={420}
            disabled={fixed("settings.draws")}
            value={draws[part] ?? ""}
            onChange={(count) => set(part, count)}
            error={form.errors[`settings.draws[${part}]`]}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
