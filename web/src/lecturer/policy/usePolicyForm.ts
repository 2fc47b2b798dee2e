import { useState } from "react";
import type { Exam, Kind, PolicyChoice, PresetFacts, PresetList, RuleSetting } from "../../api/types";
import { effectiveRules, fingerprint, withSetting, type EffectiveRule, type Settings } from "./values";

export interface PolicyForm {
  preset: string;
  presets: PresetFacts[];
  settings: Settings;
  rules: EffectiveRule[];
  choice: PolicyChoice;
  changed: boolean;
  /** Whether a network compares faces in this installation. */
  facesCompared: boolean;
  setPreset: (name: string) => void;
  setRule: (kind: Kind, change: RuleSetting) => void;
  /** Back to the preset alone. */
  clear: () => void;
}

/** The exam's policy while it is being changed. */
export function usePolicyForm(exam: Exam, { items, faces_compared }: PresetList): PolicyForm {
  const [preset, setPreset] = useState(exam.policy);
  const [settings, setSettings] = useState<Settings>(exam.policy_settings ?? {});
  const facts = items.find((one) => one.policy === preset) ?? items[0] ?? { policy: "", rules: [] };
  return {
    preset,
    presets: items,
    settings,
    rules: effectiveRules(facts, settings),
    choice: { policy: preset as PolicyChoice["policy"], policy_settings: settings },
    changed:
      fingerprint(preset, settings) !== fingerprint(exam.policy, exam.policy_settings ?? {}),
    facesCompared: faces_compared,
    setPreset,
    setRule: (kind, change) => setSettings((now) => withSetting(facts, now, kind, change)),
    clear: () => setSettings({}),
  };
}
