import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { POLICIES } from "../../examForm";
import type { AboutProps } from "../ExamAbout";

/** How closely the room is watched. */
export function MonitoringSettings({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  return (
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
  );
}
