/** A preset and what an exam changes of it: one rule of each kind, and the way back. */
import type { Kind, PresetFacts, RuleFacts, RuleSetting } from "../../api/types";

export type Settings = Partial<Record<Kind, RuleSetting>>;

/** A rule as it is in force. */
export interface EffectiveRule extends RuleFacts {
  enabled: boolean;
  /** Whether the exam's own differs from the preset's. */
  own: boolean;
}

export function effectiveRules(preset: PresetFacts, settings: Settings): EffectiveRule[] {
  return preset.rules.map((rule) => {
    const setting = settings[rule.kind] ?? {};
    return {
      ...rule,
      enabled: setting.enabled ?? rule.enabled,
      minimum_s: setting.minimum_s ?? rule.minimum_s,
      threshold: setting.threshold ?? rule.threshold,
      severity: setting.severity ?? rule.severity,
      own: Object.keys(tidied(setting, rule)).length > 0,
    };
  });
}

/** Set part of one rule; what equals the preset is left out, so that it follows the preset. */
export function withSetting(
  preset: PresetFacts,
  settings: Settings,
  kind: Kind,
  change: RuleSetting,
): Settings {
  const rule = preset.rules.find((one) => one.kind === kind);
  if (!rule) return settings;
  const setting = tidied({ ...settings[kind], ...change }, rule);
  const rest = Object.fromEntries(
    Object.entries(settings).filter(([name]) => name !== kind),
  ) as Settings;
  return Object.keys(setting).length === 0 ? rest : { ...rest, [kind]: setting };
}

function tidied(setting: RuleSetting, rule: RuleFacts): RuleSetting {
  return {
    ...(differs(setting.enabled, rule.enabled) && { enabled: setting.enabled }),
    ...(differs(setting.minimum_s, rule.minimum_s) && { minimum_s: setting.minimum_s }),
    ...(differs(setting.threshold, rule.threshold) && { threshold: setting.threshold }),
    ...(differs(setting.severity, rule.severity) && { severity: setting.severity }),
  };
}

function differs<T>(own: T | null | undefined, usual: T | null): own is T {
  return own != null && own !== usual;
}

/** Settings as one text, whatever the order of their kinds: equal ones are equal. */
export function fingerprint(preset: string, settings: Settings): string {
  const kinds = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([preset, kinds]);
}
