import { useTranslation } from "react-i18next";
import type { CameraRecorder } from "../../camera/recorder";
import { useStore } from "../../shared/useStore";
import { CameraHelp } from "./CameraHelp";

/** When the camera is off: calmly why, and the way to turn it on again. */
export function CameraBanner({ recorder }: { recorder: CameraRecorder }) {
  const { t } = useTranslation("student");
  const state = useStore(recorder.state);
  if (state.name === "on" || state.name === "starting") return null;
  return (
    <div role="status" className="box warm stack tight">
      {state.name === "failed" ? (
        <CameraHelp fault={state.fault} />
      ) : (
        <strong>{t("camera.off")}</strong>
      )}
      <p>{t("camera.offHint")}</p>
      <div>
        <button type="button" className="button" onClick={() => void recorder.start()}>
          {t("camera.turnOn")}
        </button>
      </div>
    </div>
  );
}
