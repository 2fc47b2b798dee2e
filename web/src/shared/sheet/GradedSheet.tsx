import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SheetItem } from "../../api/types";
import { GradedQuestion } from "./GradedQuestion";
import "./sheet.css";
import { countVerdicts, numbered, verdictOf } from "./verdict";
import "./words";

interface Props {
  items: readonly SheetItem[];
  /** What else is to be said of an answer, beside its points. */
  about?: (item: SheetItem) => ReactNode;
}

/** A whole sheet, question by question as the student saw it; both sides show the same. */
export function GradedSheet({ items, about }: Props) {
  const { t } = useTranslation("sheet");
  const [onlyOpen, setOnlyOpen] = useState(false);
  const counts = countVerdicts(items);
  const shown = numbered(items).filter(({ item }) => !onlyOpen || verdictOf(item) !== "right");
  return (
    <div className="graded">
      <div className="graded-top">
        <p className="graded-counts">
          {counts.map(([verdict, count]) => (
            <span key={verdict}>
              {t(`verdicts.${verdict}`)} <strong>{count}</strong>
            </span>
          ))}
        </p>
        <label className="graded-filter">
          <input
            type="checkbox"
            checked={onlyOpen}
            onChange={(event) => setOnlyOpen(event.target.checked)}
          />
          {t("onlyOpen")}
        </label>
      </div>
      {shown.length === 0 && <p role="status">{t("allRight")}</p>}
      {shown.map(({ item, number }, at) => {
        const { part, question_id } = item.question;
        const begins = part && part !== shown[at - 1]?.item.question.part;
        return (
          <div key={question_id}>
            {begins && <h3 className="graded-part">{part}</h3>}
            <GradedQuestion item={item} number={number} about={about?.(item)} />
          </div>
        );
      })}
    </div>
  );
}
