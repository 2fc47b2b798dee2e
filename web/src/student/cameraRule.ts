import type { AttemptView } from "../api/types";
import type { CameraRecorder } from "../camera/recorder";
import type { Store } from "../shared/store";

type CameraRule = AttemptView["camera_rule"];

/** Learn whether a camera is needed: one that is waived goes off at once, one needed again goes on. */
export function followCameraRule(
  known: Store<CameraRule>,
  told: CameraRule,
  recorder: Pick<CameraRecorder, "start" | "stop">,
): void {
  if (known.get() === told) return;
  known.set(told);
  if (told === "needed") void recorder.start();
  else recorder.stop();
}
