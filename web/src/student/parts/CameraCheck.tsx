import { useTranslation } from "react-i18next";
import { useStore } from "../../shared/useStore";
import type { Check, WaitingEngine } from "../waitingEngine";
import { CameraHelp } from "./CameraHelp";
import { CameraPicture } from "./CameraPicture";

/** The camera's picture, and what the detector itself says of it. */
export function CameraCheck({ engine }: { engine: WaitingEngine }) {
  const { t } = useTranslation(["student", "common"]);
  const camera = useStore(engine.recorder.state);
  const check = useStore(engine.check);
  if (camera.name === "failed" || camera.name === "off")
    return (
      <div role="alert" className="box warm stack">
        {camera.name === "failed" ? (
          <CameraHelp fault={camera.fault} />
        ) : (
          <strong>{t("camera.off")}</strong>
        )}
        <div>
          <button
            type="button"
            className="button main"
            onClick={() => void engine.recorder.start()}
          >
            {camera.name === "failed" ? t("common:retry") : t("camera.turnOn")}
          </button>
        </div>
      </div>
    );
  return (
    <section className="box camera-check">
      {camera.name === "on" ? (
        <CameraPicture stream={camera.stream} label={t("notice.preview")} />
      ) : (
        <div className="preview" />
      )}
      <div className="stack">
        <div className="stack tight">
          <h2>{t("notice.check")}</h2>
          <p className="soft">{t("notice.checkHint")}</p>
        </div>
        <div role="status" className="stack tight">
          <Findings check={check} />
          {camera.name === "on" && engine.view.sound && (
            <Microphone present={camera.stream.getAudioTracks().length > 0} />
          )}
        </div>
        {(check.state === "good" || check.state === "slow") && (
          <div>
            <button type="button" className="link small" onClick={() => engine.checkAgain()}>
              {t("check.again")}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}

/** Whether lecturers could hear the student, where the exam lets them. */
function Microphone({ present }: { present: boolean }) {
  const { t } = useTranslation("student");
  if (present) return <p className="mark good">{t("microphone.ready")}</p>;
  return (
    <div className="mark warm">
      <strong>{t("microphone.missing")}</strong>
      <p className="soft">{t("microphone.help")}</p>
    </div>
  );
}

function Findings({ check }: { check: Check }) {
  const { t } = useTranslation("student");
  if (check.state === "problems")
    return check.problems.map((problem) => (
      <div key={problem} className="mark warm">
        <strong>{t(`check.${problem}.title`)}</strong>
        <p className="soft">{t(`check.${problem}.help`)}</p>
      </div>
    ));
  if (check.state === "good")
    return (["face", "alone", "light"] as const).map((fact) => (
      <p key={fact} className="mark good">
        {t(`check.good.${fact}`)}
      </p>
    ));
  return <p className="soft">{t(check.state === "slow" ? "check.slow" : "check.looking")}</p>;
}
