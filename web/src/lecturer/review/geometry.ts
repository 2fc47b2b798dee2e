/**
 * Where to draw what the detector saw, in fractions of the picture's height (both ways, so that
 * angles look right). Left and right are the student's own: their left is the picture's right.
 */
import type { Rectangle, SeenPicture } from "./signals";

/** How far an eye turns between gaze 0 and 1, as the detector measures it. */
const FULL_EYE_TURN_DEGREES = 37;
/** Eyes lie so far down a face's box. */
const EYE_LEVEL = 0.38;

export interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

type Vector = [number, number, number];
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Turn a direction as a head turns: roll, then pitch, then yaw. x right, y down, z to the camera. */
export function turned([x, y, z]: Vector, yaw: number, pitch: number, roll: number): Vector {
  const [w, p, r] = [radians(yaw), radians(pitch), radians(roll)];
  const [x1, y1] = [x * Math.cos(r) - y * Math.sin(r), x * Math.sin(r) + y * Math.cos(r)];
  const [y2, z2] = [y1 * Math.cos(p) - z * Math.sin(p), y1 * Math.sin(p) + z * Math.cos(p)];
  return [x1 * Math.cos(w) + z2 * Math.sin(w), y2, -x1 * Math.sin(w) + z2 * Math.cos(w)];
}

function line([x, y]: [number, number], [dx, dy]: Vector, length: number): Line {
  return { x1: x, y1: y, x2: x + dx * length, y2: y + dy * length };
}

function point([left, top, width, height]: Rectangle, aspect: number, level: number) {
  return [(left + width / 2) * aspect, top + height * level] as [number, number];
}

/** The head's three axes from the middle of the face: to its left, up, and forward. */
export function headAxes(seen: SeenPicture, aspect: number): Record<"side" | "up" | "nose", Line> | null {
  const { face, yaw, pitch, roll } = seen;
  if (!face || yaw === null || pitch === null) return null;
  const from = point(face, aspect, 0.5);
  const length = face[3] * 0.6;
  const axis = (direction: Vector) => line(from, turned(direction, yaw, pitch, roll ?? 0), length);
  return { side: axis([1, 0, 0]), up: axis([0, -1, 0]), nose: axis([0, 0, 1]) };
}

/** Where the eyes point: the head's direction and the eyes' within it. */
export function gazeLine(seen: SeenPicture, aspect: number): Line | null {
  const { face, yaw, pitch, roll, gaze_x, gaze_y } = seen;
  if (!face || yaw === null || pitch === null || gaze_x === null) return null;
  const direction = turned(
    [0, 0, 1],
    yaw + gaze_x * FULL_EYE_TURN_DEGREES,
    pitch + (gaze_y ?? 0) * FULL_EYE_TURN_DEGREES,
    roll ?? 0,
  );
  return line(point(face, aspect, EYE_LEVEL), direction, face[3]);
}
