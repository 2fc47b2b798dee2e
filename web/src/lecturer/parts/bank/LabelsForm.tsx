import { NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BankLevel } from "../../../api/types";
import { LEVELS, type LabelValues } from "../../bank";
import "./bank.css";

interface Props {
  labels: LabelValues;
  onChange: (labels: LabelValues) => void;
}

/** What a question is about. Nothing of it must be told. */
export function LabelsForm({ labels, onChange }: Props) {
  const { t } = useTranslation("lecturer");
  return (
    <div className="label-fields">
      <TextInput
        label={t("bank.subject")}
        maxLength={100}
        value={labels.subject}
        onChange={(event) => onChange({ ...labels, subject: event.currentTarget.value })}
      />
      <TextInput
        label={t("bank.chapter")}
        maxLength={100}
        value={labels.chapter}
        onChange={(event) => onChange({ ...labels, chapter: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("bank.level")}
        data={[
          { value: "", label: t("bank.noLevel") },
          ...LEVELS.map((value) => ({ value, label: t(`bank.levels.${value}`) })),
        ]}
        value={labels.level}
        onChange={(event) =>
          onChange({ ...labels, level: event.currentTarget.value as BankLevel | "" })
        }
      />
      <TagsInput
        label={t("bank.tags")}
        placeholder={labels.tags.length === 0 ? t("bank.tagsHint") : ""}
        maxTags={10}
        value={labels.tags}
        onChange={(tags) => onChange({ ...labels, tags })}
      />
    </div>
  );
}
