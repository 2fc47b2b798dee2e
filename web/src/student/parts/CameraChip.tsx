import { useTranslation } from "react-i18next";
import type { CameraRecorder } from "../../camera/recorder";
import { useStore } from "../../shared/useStore";
import { CameraPicture } from "./CameraPicture";

/** The camera's state at a glance. */
export function CameraChip({ recorder }: { recorder: CameraRecorder }) {
  const { t } = useTranslation("student");
  const state = useStore(recorder.state);
  const words = t(`camera.${state.name === "failed" ? "off" : state.name}`);
  return (
    <div className="camera-chip">
      {state.name === "on" ? (
        <CameraPicture stream={state.stream} label={words} />
      ) : (
        <div className="none small" role="img" aria-label={words}>
          {state.name === "starting" ? "…" : "–"}
        </div>
      )}
    </div>
  );
}
