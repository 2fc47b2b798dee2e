import { useTranslation } from "react-i18next";
import { useStore } from "../../shared/useStore";
import type { ExamEngine, Phase } from "../examEngine";
import { Frame, Heading } from "./Frame";

/** Between handing in and the receipt. */
export function Submitting({ engine, phase }: { engine: ExamEngine; phase: Phase }) {
  const { t } = useTranslation("student");
  const timeUp = engine.supervision.left(useStore(engine.now)) <= 0;
  return (
    <Frame>
      <Heading>{t("submit.sending")}</Heading>
      <div role="status" className="stack">
        {timeUp && <p>{t("submit.timeUp")}</p>}
        {phase === "waiting" && <p className="box warm">{t("submit.waiting")}</p>}
      </div>
    </Frame>
  );
}
