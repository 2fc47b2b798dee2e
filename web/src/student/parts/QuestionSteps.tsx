import { useTranslation } from "react-i18next";

interface Props {
  current: number;
  total: number;
  onGo: (index: number) => void;
}

/** To the question before and the one after. */
export function QuestionSteps({ current, total, onGo }: Props) {
  const { t } = useTranslation("student");
  return (
    <div className="steps">
      <button
        type="button"
        className="button"
        disabled={current === 0}
        onClick={() => onGo(current - 1)}
      >
        {t("exam.previous")}
      </button>
      <button
        type="button"
        className="button"
        disabled={current >= total - 1}
        onClick={() => onGo(current + 1)}
      >
        {t("exam.next")}
      </button>
    </div>
  );
}
