import { Select, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { POLICIES } from "../../examForm";
import type { AboutProps } from "../ExamAbout";

/** How closely the room is watched, and whether it is heard. */
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
    </Stack>
  );
}
