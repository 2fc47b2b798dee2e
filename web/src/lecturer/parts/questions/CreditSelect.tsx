import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Credit } from "../../questionForm";
import type { ExamFormState } from "../ExamForm";

interface Props {
  form: ExamFormState;
  path: string;
  type: "several_choices" | "true_false";
  credits: Credit[];
}

/** What a partly right answer is worth. */
export function CreditSelect({ form, path, type, credits }: Props) {
  const { t } = useTranslation("lecturer");
  const words = (credit: Credit) =>
    credit === "partial" ? t(`credits.partial_${type}`) : t(`credits.${credit}`);
  return (
    <NativeSelect
      label={t("form.credit")}
      data={credits.map((value) => ({ value, label: words(value) }))}
      maw={440}
      {...form.getInputProps(`${path}.credit`)}
    />
  );
}
