import { describe, expect, test } from "vitest";
import type { Act, AttemptReview, ObservationColumns, ReviewedViolation } from "../../api/types";
import { around, lanesOf, ticksOf, wholeSpan, within, zoomed } from "./bars";
import { gazeLine, headAxes, turned } from "./geometry";
import { decided, firstPicture, neighbour, nextOpen } from "./order";
import { gapsOf, joinParts, plotted, type SeenPicture } from "./signals";

const violation = (id: string, changes: Partial<ReviewedViolation> = {}): ReviewedViolation => ({
  violation_id: id,
  kind: "no_face",
  detail: "absent",
  severity: "medium",
  started_ms: 100_000,
  ended_ms: 110_000,
  worst_ms: null,
  peak: 1,
  confidence: 1,
  policy: "standard",
  evidence: [],
  review: "open",
  proposed: "open",
  history: [],
  can_undo: false,
  explanation: null,
  ...changes,
});

const review = (changes: Partial<AttemptReview> = {}) =>
  ({
    started_at: "1970-01-01T00:01:00Z",
    submitted_at: "1970-01-01T00:10:00Z",
    server_time_ms: 0,
    violations: [],
    events: [],
    answers: [],
    ...changes,
  }) as unknown as AttemptReview;

const part = (times: number[], changes: Partial<ObservationColumns> = {}): ObservationColumns => {
  const nothing = times.map(() => null);
  return {
    captured_ms: times,
    faces: times.map(() => 1),
    yaw: nothing,
    pitch: nothing,
    roll: nothing,
    gaze_x: nothing,
    gaze_y: nothing,
    mouth: nothing,
    brightness: nothing,
    face: nothing,
    others: times.map(() => []),
    objects: times.map(() => []),
    next_cursor: null,
    ...changes,
  };
};

describe("signals", () => {
  test("parts follow one another", () => {
    const signals = joinParts([part([1, 2]), part([3], { yaw: [12.5] })]);
    expect(signals.captured_ms).toEqual([1, 2, 3]);
    expect(signals.columns.yaw).toEqual([null, null, 12.5]);
  });
  test("a picture is found by its time, and only by it", () => {
    const signals = joinParts([part([1, 2], { face: [null, [0.1, 0.2, 0.3, 0.4]] })]);
    expect(signals.at(2)?.face).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(signals.at(3)).toBeNull();
  });
  test("a line breaks where nothing was seen", () => {
    expect(plotted([1000, 2000, 60_000], [1, 2, 3])).toEqual([
      [1, 2, 2.001, 60],
      [1, 2, null, 3],
    ]);
  });
  test("silences are gaps, also before the first and after the last picture", () => {
    expect(gapsOf([30_000, 31_000, 90_000], { from: 0, to: 95_000 })).toEqual([
      { from: 0, to: 30_000 },
      { from: 31_000, to: 90_000 },
    ]);
  });
  test("where no figures are left nothing is said about gaps", () => {
    expect(gapsOf([], { from: 0, to: 95_000 })).toEqual([]);
  });
});

describe("lanes", () => {
  test("the whole holds everything that happened", () => {
    const late = violation("a", { ended_ms: 900_000 });
    expect(wholeSpan(review({ violations: [late] }), [50_000])).toEqual({
      from: 40_000,
      to: 910_000,
    });
  });
  test("each kind has its lane, and empty ones are left out", () => {
    const violations = [violation("a"), violation("b", { kind: "phone" }), violation("c")];
    const lanes = lanesOf(review({ violations }), []);
    expect(lanes.map((lane) => [lane.name, lane.bars.length])).toEqual([
      ["no_face", 2],
      ["phone", 1],
    ]);
  });
  test("what lecturers did has a lane of its own", () => {
    const act = { act_id: "p", at: "1970-01-01T00:02:00Z", kind: "pause" } as Act;
    const lanes = lanesOf(review(), [], [act]);
    expect(lanes).toEqual([
      { name: "acts", bars: [{ key: "p", from: 120_000, to: 120_000, act }] },
    ]);
  });
  const whole = { from: 0, to: 100_000 };
  test("zooming keeps the moment under the pointer", () => {
    expect(zoomed({ from: 0, to: 100_000 }, whole, 0.5, 25_000)).toEqual({
      from: 12_500,
      to: 62_500,
    });
  });
  test("zooming out stops at the whole, zooming in at ten seconds", () => {
    expect(zoomed({ from: 40_000, to: 60_000 }, whole, 100, 50_000)).toEqual(whole);
    const close = zoomed({ from: 40_000, to: 60_000 }, whole, 0.001, 50_000);
    expect(close.to - close.from).toBe(10_000);
  });
  test("a range outside moves in with its length", () => {
    expect(within({ from: -5_000, to: 15_000 }, whole)).toEqual({ from: 0, to: 20_000 });
  });
  test("a violation is shown with what came before and after", () => {
    const span = { from: 0, to: 1_000_000 };
    expect(around(violation("a"), span)).toEqual({ from: 80_000, to: 130_000 });
  });
  test("an axis has round times, few enough to read", () => {
    expect(ticksOf({ from: 61_000, to: 301_000 }, 5)).toEqual([120_000, 180_000, 240_000, 300_000]);
  });
});

describe("queue", () => {
  const all = [violation("a"), violation("b", { review: "confirmed" }), violation("c")];
  test("what follows is what nobody decided, round to the beginning", () => {
    expect(nextOpen(all, "a")?.violation_id).toBe("c");
    expect(nextOpen(all, "c")?.violation_id).toBe("a");
    expect(nextOpen(all, null)?.violation_id).toBe("a");
  });
  test("nothing follows the last one", () => {
    expect(nextOpen([violation("a")], "a")).toBeNull();
  });
  test("neighbours end at the ends", () => {
    expect(neighbour(all, "a", 1)?.violation_id).toBe("b");
    expect(neighbour(all, "c", 1)?.violation_id).toBe("c");
    expect(neighbour(all, "a", -1)?.violation_id).toBe("a");
    expect(neighbour([], null, 1)).toBeNull();
  });
  test("the clearest picture comes first", () => {
    const evidence = [1000, 2000, 3000].map((captured_ms) => ({ captured_ms, url: "" }));
    expect(firstPicture(violation("a", { evidence, worst_ms: 2100 }))).toBe(1);
    expect(firstPicture(violation("a"))).toBe(0);
  });
  test("decided are those that are not open", () => {
    expect(decided(all)).toBe(1);
  });
});

describe("overlay", () => {
  const seen = (changes: Partial<SeenPicture>): SeenPicture => ({
    faces: 1,
    yaw: 0,
    pitch: 0,
    roll: 0,
    gaze_x: 0,
    gaze_y: 0,
    face: [0.25, 0.25, 0.5, 0.5],
    others: [],
    objects: [],
    ...changes,
  });
  test("a head turned to the student's left points to the picture's right", () => {
    expect(turned([0, 0, 1], 90, 0, 0)[0]).toBeCloseTo(1);
  });
  test("a head that nods upwards points up, where y is less", () => {
    expect(turned([0, 0, 1], 0, 90, 0)[1]).toBeCloseTo(-1);
  });
  test("a head tilted to the student's left shoulder has its top to the picture's right", () => {
    expect(turned([0, -1, 0], 0, 0, 90)[0]).toBeCloseTo(1);
  });
  test("axes begin in the middle of the face, whatever the picture's shape", () => {
    const nose = headAxes(seen({}), 4 / 3)?.nose;
    expect([nose?.x1, nose?.y1]).toEqual([(0.5 * 4) / 3, 0.5]);
    expect(nose?.x2).toBeCloseTo((0.5 * 4) / 3);
  });
  test("eyes that make up for the head look straight ahead", () => {
    const gaze = gazeLine(seen({ yaw: 18.5, gaze_x: -0.5 }), 1);
    expect(gaze?.x2).toBeCloseTo(gaze?.x1 ?? NaN);
  });
  test("nothing is drawn of what could not be told", () => {
    expect(headAxes(seen({ yaw: null }), 1)).toBeNull();
    expect(gazeLine(seen({ gaze_x: null }), 1)).toBeNull();
  });
});
