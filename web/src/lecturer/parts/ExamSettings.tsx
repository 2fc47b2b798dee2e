import { Accordion, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AboutProps } from "./ExamAbout";
import { MonitoringSettings } from "./settings/MonitoringSettings";
import { ResultSettings } from "./settings/ResultSettings";
import { TakingSettings } from "./settings/TakingSettings";
import { useSettingsSummary } from "./settings/useSettingsSummary";

type Group = "taking" | "results" | "monitoring";

/** Where each fault of the server's belongs, so that its group opens. */
const FIELDS: Record<Group, RegExp> = {
  taking: /^settings\.(instructions|late|attempts|grace|shuffle|draws)/,
  results: /^(settings\.(pass|show)|scoring)/,
  monitoring: /^(policy|settings\.(student|guardian|frame|evidence))/,
};

/** What most exams leave as it is: folded, each group saying in a line how it is set. */
export function ExamSettings(props: AboutProps) {
  const { t } = useTranslation("lecturer");
  const [asked, setAsked] = useState<string[]>([]);
  const summary = useSettingsSummary(props.form.values);
  const groups = Object.keys(FIELDS) as Group[];
  const faults = Object.keys(props.form.errors);
  const faulty = groups.filter((group) => faults.some((name) => FIELDS[group].test(name)));
  const body: Record<Group, ReactNode> = {
    taking: <TakingSettings {...props} />,
    results: <ResultSettings {...props} />,
    monitoring: <MonitoringSettings {...props} />,
  };
  return (
    <Accordion
      multiple
      variant="separated"
      order={3}
      styles={{
        item: {
          backgroundColor: "var(--mantine-color-body)",
          border: "1px solid var(--mantine-color-default-border)",
        },
      }}
      value={[...new Set([...asked, ...faulty])]}
      onChange={setAsked}
    >
      {groups.map((group) => (
        <Accordion.Item key={group} value={group}>
          <Accordion.Control>
            <Text span fw={500}>
              {t(`form.${group}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {summary[group]}
            </Text>
          </Accordion.Control>
          <Accordion.Panel>{body[group]}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
