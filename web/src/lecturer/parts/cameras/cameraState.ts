import type { RoomCamera } from "../../../api/types";

export type RoomCameraState = "new" | "silent" | "on" | "off";

/** How a room camera is doing, by what its agent said last. */
export function cameraState({ last_seen_at, silent, camera }: RoomCamera): RoomCameraState {
  if (last_seen_at === null) return "new";
  if (silent) return "silent";
  return camera === "on" ? "on" : "off";
}
