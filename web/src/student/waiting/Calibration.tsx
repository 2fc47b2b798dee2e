import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CalibrationStep } from "../../api/types";
import { Modal } from "../parts/Modal";
import { stepsOf, TARGETS } from "./calibrationSteps";
import type { WaitingEngine } from "../waitingEngine";
import { addWaitingWords } from "./words";
import "./calibration.css";

addWaitingWords();

interface Props {
  engine: WaitingEngine;
  /** Keep it the same from render to render: the dot's clock hangs on it. */
  onDone: (steps: CalibrationStep[]) => void;
  onSkip: () => void;
}

/** A dot to follow with the eyes: the centre and the four corners. */
export default function Calibration({ engine, onDone, onSkip }: Props) {
  const { t } = useTranslation("waiting");
  const [running, setRunning] = useState(false);
  return (
    <Modal className="calibration" labelledBy="calibration-title" onClose={onSkip}>
      <div className={running ? "unseen" : "calibration-about stack"}>
        <h1 id="calibration-title">{t("calibration.title")}</h1>
        <p>{t("calibration.lead")}</p>
        <p className="soft">{t("calibration.why")}</p>
        <div className="row">
          <button type="button" className="button main" onClick={() => setRunning(true)}>
            {t("calibration.begin")}
          </button>
          <button type="button" className="button" onClick={onSkip}>
            {t("calibration.skip")}
          </button>
        </div>
      </div>
      {running && <Dot engine={engine} onDone={onDone} />}
      {running && (
        <button type="button" className="link calibration-skip" onClick={onSkip}>
          {t("calibration.stop")}
        </button>
      )}
    </Modal>
  );
}

function Dot({ engine, onDone }: Omit<Props, "onSkip">) {
  const { t } = useTranslation("waiting");
  const [index, setIndex] = useState(0);
  const moments = useRef<number[]>([]);
  const target = TARGETS[index];

  useEffect(() => engine.recordCalibration(), [engine]);
  useEffect(() => {
    moments.current[index] = engine.clock.now();
    if (!target) {
      onDone(stepsOf(moments.current));
      return;
    }
    const timer = setTimeout(() => setIndex(index + 1), target.lastsMs);
    return () => clearTimeout(timer);
  }, [index, target, engine, onDone]);

  if (!target) return null;
  return (
    <>
      <div className={`dot ${target.target}`} aria-hidden="true" />
      <p className="unseen" aria-live="assertive">
        {t(`calibration.look.${target.target}`)}
      </p>
    </>
  );
}
