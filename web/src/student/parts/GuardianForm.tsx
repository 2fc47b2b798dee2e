import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Guardian } from "../../api/types";
import { Field } from "./Field";

/** What the student states so far. */
export interface Statement {
  relation: Guardian["relation"] | null;
  name: string;
  agreed: boolean;
}

export const UNSTATED: Statement = { relation: null, name: "", agreed: false };

/** Who agreed, once all is stated. */
export function guardianOf({ relation, name, agreed }: Statement): Guardian | null {
  return relation && name.trim() && agreed ? { relation, name: name.trim() } : null;
}

const RELATIONS = ["mother", "father", "guardian"] as const;

interface Props {
  statement: Statement;
  /** Whether to say what is missing. */
  tried: boolean;
  onChange: (statement: Statement) => void;
}

/** The student states which parent or guardian agreed. */
export function GuardianForm({ statement, tried, onChange }: Props) {
  const { t } = useTranslation("student");
  const id = useId();
  const { relation, name, agreed } = statement;
  const unchosen = tried && relation === null;
  return (
    <section className="box stack">
      <div className="stack tight">
        <h2>{t("guardian.title")}</h2>
        <p className="soft">{t("guardian.hint")}</p>
      </div>
      <fieldset className="choices-row" aria-describedby={`${id}-about`}>
        <legend>{t("guardian.relation")}</legend>
        {RELATIONS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={id}
              checked={relation === one}
              onChange={() => onChange({ ...statement, relation: one })}
            />
            {t(`guardian.relations.${one}`)}
          </label>
        ))}
        <span id={`${id}-about`} className="fault">
          {unchosen && t("guardian.chooseOne")}
        </span>
      </fieldset>
      <Field
        label={t("guardian.name")}
        fault={tried && !name.trim() ? t("join.required") : undefined}
        value={name}
        onChange={(value) => onChange({ ...statement, name: value })}
        maxLength={100}
        autoComplete="off"
      />
      <label className="check">
        <input
          type="checkbox"
          checked={agreed}
          onChange={(event) => onChange({ ...statement, agreed: event.target.checked })}
        />
        {t("guardian.states")}
      </label>
    </section>
  );
}
