import { Select, SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { REVEALS, revealsMore } from "../../settingsForm";
import { DecimalInput } from "../DecimalInput";
import type { AboutProps } from "../ExamAbout";

/** How points become a score, and what of it students see. */
export function ResultSettings({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  const { floor, questions } = form.values;
  const { show_keys, show_score } = form.values.settings;
  // Without penalties no score can fall below zero.
  const penalties = Number(floor) !== 0 || questions.some((one) => Number(one.penalty) > 0);
  const reveals = REVEALS.map((value) => ({ value, label: t(`form.reveals.${value}`) }));
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <DecimalInput
          label={t("form.scale")}
          description={t("form.scaleHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={0}
          max={1000}
          disabled={fixed("scoring")}
          {...form.getInputProps("scale")}
          error={form.errors["scoring.scale"]}
        />
        <DecimalInput
          label={t("form.passMark")}
          description={t("form.passMarkHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={0}
          disabled={fixed("settings.pass_mark")}
          {...form.getInputProps("settings.pass_mark")}
        />
        {penalties && (
          <DecimalInput
            label={t("form.floor")}
            description={t("form.floorHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            min={-1000}
            max={0}
            disabled={fixed("scoring")}
            {...form.getInputProps("floor")}
            error={form.errors["scoring.floor"]}
          />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t("form.showScore")}
          data={reveals}
          allowDeselect={false}
          disabled={fixed("settings.show_score")}
          {...form.getInputProps("settings.show_score")}
        />
        <Select
          label={t("form.showKeys")}
          description={[
            t(`form.keysHints.${show_keys}`),
            revealsMore(show_keys, show_score) && t("form.keysTellScore"),
          ]
            .filter(Boolean)
            .join(" ")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={reveals}
          allowDeselect={false}
          disabled={fixed("settings.show_keys")}
          {...form.getInputProps("settings.show_keys")}
        />
      </SimpleGrid>
    </Stack>
  );
}
