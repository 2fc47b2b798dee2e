import { Button, Group, NumberInput, Radio, Select, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Kind } from "../../api/types";
import type { EffectiveRule } from "./values";
import type { PolicyForm } from "./usePolicyForm";

const SEVERITIES = ["low", "medium", "high"] as const;

/** The preset, and each rule with its own switch, length, threshold and severity. */
export function Rules({ form, disabled }: { form: PolicyForm; disabled: boolean }) {
  const { t } = useTranslation(["review", "lecturer"]);
  return (
    <>
      <Radio.Group
        label={t("policyPage.preset")}
        value={form.preset}
        onChange={form.setPreset}
        mb="md"
      >
        <div className="presets">
          {form.presets.map(({ policy }) => (
            <Radio.Card
              key={policy}
              value={policy}
              p="sm"
              radius="md"
              className="preset"
              disabled={disabled}
            >
              <Group wrap="nowrap" align="start" gap="sm">
                <Radio.Indicator mt={2} disabled={disabled} />
                <div>
                  <Text fw={500}>{t(`lecturer:form.policies.${policy as "strict"}`)}</Text>
                  <Text size="sm" c="dimmed">
                    {t(`lecturer:form.policyHints.${policy as "strict"}`)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed">
          {t("policyPage.rulesHint")}
        </Text>
        <Button
          variant="subtle"
          size="compact-md"
          className="tool"
          disabled={disabled || Object.keys(form.settings).length === 0}
          onClick={form.clear}
        >
          {t("policyPage.clear")}
        </Button>
      </Group>
      <ul className="rules">
        {form.rules.map((rule) => (
          <RuleRow
            key={rule.kind}
            rule={rule}
            disabled={disabled}
            noModel={rule.kind === "different_person" && !form.facesCompared}
            onChange={(change) => form.setRule(rule.kind, change)}
          />
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  rule: EffectiveRule;
  disabled: boolean;
  /** Whether nothing here can notice it but a person. */
  noModel?: boolean;
  onChange: (change: Parameters<PolicyForm["setRule"]>[1]) => void;
}

function RuleRow({ rule, disabled, noModel, onChange }: RowProps) {
  const { t } = useTranslation(["review", "lecturer"]);
  const off = disabled || !rule.enabled;
  return (
    <li className="rule" data-off={!rule.enabled || undefined}>
      <Switch
        label={t(`kindNames.${rule.kind}`)}
        description={noModel ? t("policyPage.noFaceModel") : rule.own ? t("policyPage.own") : undefined}
        checked={rule.enabled}
        disabled={disabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
      {rule.minimum_s !== null && rule.minimum_s_limits ? (
        <NumberInput
          label={t("policyPage.minimum")}
          className="same-label"
          suffix=" s"
          size="sm"
          disabled={off}
          value={rule.minimum_s}
          min={rule.minimum_s_limits[0]}
          max={rule.minimum_s_limits[1]}
          clampBehavior="blur"
          onChange={(value) => typeof value === "number" && onChange({ minimum_s: value })}
        />
      ) : (
        <span />
      )}
      {rule.threshold !== null && rule.threshold_limits ? (
        <Threshold rule={rule} disabled={off} onChange={onChange} />
      ) : (
        <span />
      )}
      <Select
        label={t("policyPage.severity")}
        className="same-label"
        size="sm"
        disabled={off}
        allowDeselect={false}
        data={SEVERITIES.map((value) => ({ value, label: t(`policyPage.severities.${value}`) }))}
        value={rule.severity}
        onChange={(value) => value && onChange({ severity: value })}
      />
    </li>
  );
}

/** Units and steps, as the detector measures them. */
const UNITS: Partial<Record<Kind, { suffix?: string; step: number; percent?: boolean }>> = {
  looking_away: { suffix: "°", step: 5 },
  several_people: { step: 5, percent: true },
  phone: { step: 5, percent: true },
  book: { step: 5, percent: true },
  other_screen: { step: 5, percent: true },
  talking: { step: 1, percent: true },
  camera_blocked: { step: 1, percent: true },
  camera_changed: { step: 5, percent: true },
  frozen_feed: { step: 1 },
  different_person: { suffix: " ×", step: 0.1 },
};

function Threshold({ rule, disabled, onChange }: RowProps) {
  const { t } = useTranslation("review");
  const unit = UNITS[rule.kind] ?? { step: 1 };
  const scale = unit.percent ? 100 : 1;
  const [low, high] = rule.threshold_limits ?? [0, 1];
  const thresholds = t("policyPage.thresholds", { returnObjects: true }) as Partial<
    Record<Kind, string>
  >;
  return (
    <NumberInput
      label={thresholds[rule.kind] ?? t("policyPage.threshold")}
      size="sm"
      suffix={unit.percent ? " %" : unit.suffix}
      step={unit.step}
      disabled={disabled}
      value={Math.round((rule.threshold ?? 0) * scale * 100) / 100}
      min={low * scale}
      max={high * scale}
      clampBehavior="blur"
      onChange={(value) => typeof value === "number" && onChange({ threshold: value / scale })}
    />
  );
}
