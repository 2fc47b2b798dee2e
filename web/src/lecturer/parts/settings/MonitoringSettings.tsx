import { Group, NumberInput, Select, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { POLICIES } from "../../examForm";
import { FRAME_DAYS } from "../../settingsForm";
import type { AboutProps } from "../ExamAbout";

/** How closely the room is watched, what students agree to, and how long pictures are kept. */
export function MonitoringSettings({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Stack>
      <Select
        label={t("form.policy")}
        description={t(`form.policyHints.${form.values.policy}`)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={POLICIES.map((value) => ({ value, label: t(`form.policies.${value}`) }))}
        allowDeselect={false}
        maw={420}
        disabled={fixed("policy")}
        {...form.getInputProps("policy")}
      />
      <Switch
        label={t("form.studentSound")}
        description={t("form.studentSoundHint")}
        disabled={fixed("settings.student_sound")}
        {...form.getInputProps("settings.student_sound", { type: "checkbox" })}
      />
      <Switch
        label={t("form.guardianConsent")}
        description={t("form.guardianConsentHint")}
        disabled={fixed("settings.guardian_consent")}
        {...form.getInputProps("settings.guardian_consent", { type: "checkbox" })}
      />
      <Switch
        label={t("form.studentCard")}
        description={t("form.studentCardHint")}
        disabled={fixed("settings.student_card")}
        {...form.getInputProps("settings.student_card", { type: "checkbox" })}
      />
      <Group align="start" grow preventGrowOverflow={false}>
        <Select
          label={t("form.frameDays")}
          description={t("form.frameDaysHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={FRAME_DAYS.map((days) => ({
            value: String(days),
            label: t("form.days", { count: days }),
          }))}
          allowDeselect={false}
          miw={220}
          disabled={fixed("settings.frame_days")}
          {...form.getInputProps("settings.frame_days")}
        />
        <NumberInput
          label={t("form.evidenceDays")}
          description={t("form.evidenceDaysHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={7}
          max={365}
          step={30}
          allowDecimal={false}
          miw={220}
          disabled={fixed("settings.evidence_days")}
          {...form.getInputProps("settings.evidence_days")}
        />
      </Group>
    </Stack>
  );
}
