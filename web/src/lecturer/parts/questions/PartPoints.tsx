import { Fieldset, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { partSizes, pointsOfPart, withPartPoints } from "../../settingsForm";
import { DecimalInput } from "../DecimalInput";
import type { ExamFormState } from "../ExamForm";

/** Points for all questions of a part at once; only a paper with parts has this. */
export function PartPoints({ form }: { form: ExamFormState }) {
  const { t } = useTranslation("lecturer");
  const { questions } = form.values;
  const parts = [...partSizes(questions)];
  if (parts.length === 0) return null;
  const set = (part: string, points: number | string) =>
    form.setFieldValue("questions", withPartPoints(form.getValues().questions, part, points));
  return (
    <Fieldset legend={t("form.partPoints")}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} verticalSpacing="sm" style={{ alignItems: "end" }}>
        {parts.map(([part, total]) => (
          <DecimalInput
            key={part}
            label={t("form.partPointsOf", { part, total })}
            placeholder={t("form.partPointsVary")}
            min={0}
            max={100}
            value={pointsOfPart(questions, part)}
            onChange={(points) => set(part, points)}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}
