/** What was seen, second by second, as the plots and the pictures need it. */
import type { ObservationColumns } from "../../api/types";

export const SIGNALS = ["yaw", "pitch", "gaze_x", "gaze_y", "faces"] as const;
/** Of a room only how many there are is plotted: the others are one person's. */
export const ROOM_SIGNALS = ["faces"] as const;
export type Signal = (typeof SIGNALS)[number];

/** Pictures come each second, in bundles: a longer silence is a gap in the lines. */
export const GAP_MS = 10_000;

type Values = (number | null)[];
export type Rectangle = [number, number, number, number];
type Things = ObservationColumns["objects"][number];

export interface Signals {
  captured_ms: number[];
  columns: Record<Signal, Values>;
  /** Where to look up one picture. */
  at: (captured_ms: number) => SeenPicture | null;
}

/** Everything that was seen in one picture. */
export interface SeenPicture {
  faces: number | null;
  yaw: number | null;
  pitch: number | null;
  roll: number | null;
  gaze_x: number | null;
  gaze_y: number | null;
  face: Rectangle | null;
  others: Rectangle[];
  objects: Things;
}

/** Put the parts together; they follow one another in time. */
export function joinParts(parts: readonly ObservationColumns[]): Signals {
  const all = <K extends keyof ObservationColumns>(name: K) =>
    parts.flatMap((part) => part[name] as unknown[]) as NonNullable<ObservationColumns[K]>;
  const captured_ms = all("captured_ms");
  const columns = Object.fromEntries(SIGNALS.map((name) => [name, all(name)])) as Record<
    Signal,
    Values
  >;
  const [roll, face, others, objects] = [all("roll"), all("face"), all("others"), all("objects")];
  const places = new Map(captured_ms.map((time, at) => [time, at]));
  return {
    captured_ms,
    columns,
    at: (time) => {
      const at = places.get(time);
      if (at === undefined) return null;
      return {
        faces: columns.faces[at] ?? null,
        yaw: columns.yaw[at] ?? null,
        pitch: columns.pitch[at] ?? null,
        gaze_x: columns.gaze_x[at] ?? null,
        gaze_y: columns.gaze_y[at] ?? null,
        roll: roll[at] ?? null,
        face: face[at] ?? null,
        others: others[at] ?? [],
        objects: objects[at] ?? [],
      };
    },
  };
}

/** A stretch of time. */
export interface Span {
  from: number;
  to: number;
}

/** Where no pictures came, between two of them and around all. */
export function gapsOf(captured_ms: readonly number[], whole: Span): Span[] {
  if (captured_ms.length === 0) return [];
  const inside = captured_ms.filter((time) => time >= whole.from && time <= whole.to);
  const times = [whole.from, ...inside, whole.to];
  return times.flatMap((time, at) => {
    const next = times[at + 1];
    return next !== undefined && next - time > GAP_MS ? [{ from: time, to: next }] : [];
  });
}

/**
 * The lines of a plot, in seconds as uPlot counts: a gap breaks them, so that none is drawn where
 * nothing was seen.
 */
export function plotted(captured_ms: readonly number[], values: Values): [number[], Values] {
  const x: number[] = [];
  const y: Values = [];
  captured_ms.forEach((time, at) => {
    const before = captured_ms[at - 1];
    if (before !== undefined && time - before > GAP_MS) {
      x.push((before + 1) / 1000);
      y.push(null);
    }
    x.push(time / 1000);
    y.push(values[at] ?? null);
  });
  return [x, y];
}
