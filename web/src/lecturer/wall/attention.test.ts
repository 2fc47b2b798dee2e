import { describe, expect, test } from "vitest";
import type { AttemptSummary } from "../../api/types";
import { attentionOf, inOrder, passes, steady, timeLeft, type Flag } from "./attention";

const NOW = Date.parse("2026-11-22T08:10:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

function flag(severity: Flag["severity"], endedAgo = 5, review: Flag["review"] = "open"): Flag {
  return {
    violation_id: "v",
    kind: "no_face",
    severity,
    started_ms: NOW - 60_000,
    ended_ms: NOW - endedAgo * 1000,
    review,
  };
}

function student(name: string, changes: Partial<AttemptSummary> = {}): AttemptSummary {
  return {
    attempt_id: name,
    student_name: name,
    student_number: "1",
    state: "writing",
    started_at: ago(600),
    deadline: ago(-1800),
    submitted_at: null,
    answered: 0,
    question_count: 10,
    score: null,
    max_score: null,
    last_seen_at: ago(3),
    camera: "on",
    camera_rule: "needed",
    waiver: null,
    violations: 0,
    risk: 0,
    paused_at: null,
    marked: false,
    notices_read: [],
    flags: [],
    ...changes,
  };
}

describe("attention", () => {
  test.each([
    ["calm", {}],
    ["now", { flags: [flag("low"), flag("high")] }],
    ["look", { flags: [flag("medium")] }],
    ["calm", { flags: [flag("high", 60)] }],
    ["calm", { flags: [flag("high", 5, "dismissed")] }],
    ["silent", { last_seen_at: ago(110) }],
    ["silent", { last_seen_at: null }],
    ["silent", { camera: "off" }],
    ["risk", { risk: 80 }],
    ["marked", { marked: true }],
    ["waiting", { state: "joined", camera: "off" }],
    ["done", { state: "submitted", flags: [flag("high")] }],
  ] as const)("is %s for %o", (attention, changes) => {
    expect(attentionOf(student("An", changes as Partial<AttemptSummary>), NOW)).toBe(attention);
  });

  test("who needs eyes stands first, the others by name", () => {
    const students = [
      student("Dung", { state: "submitted" }),
      student("Bình"),
      student("An"),
      student("Chi", { flags: [flag("medium")] }),
      student("Giang", { risk: 35 }),
    ];
    const names = inOrder(students, NOW).map((one) => one.student_name);
    expect(names).toEqual(["Chi", "Giang", "An", "Bình", "Dung"]);
  });

  test("a little more risk moves nobody", () => {
    const students = [student("Bình", { risk: 12 }), student("An", { risk: 11 })];
    expect(inOrder(students, NOW).map((one) => one.student_name)).toEqual(["An", "Bình"]);
  });

  test("an order that is looked at stays, without those who went", () => {
    expect(steady(["a", "b", "c"], ["c", "d", "a"])).toEqual(["a", "c", "d"]);
  });

  test("filters say what they say", () => {
    const silent = student("An", { last_seen_at: ago(110), marked: true });
    expect(passes(silent, "silent", NOW)).toBe(true);
    expect(passes(silent, "flagged", NOW)).toBe(true);
    expect(passes(silent, "writing", NOW)).toBe(true);
    expect(passes(silent, "done", NOW)).toBe(false);
    expect(passes(student("An"), "flagged", NOW)).toBe(false);
  });

  test("while the clock stands the time left stays", () => {
    expect(timeLeft(student("An"), NOW)).toBe(1800_000);
    expect(timeLeft(student("An", { paused_at: ago(60) }), NOW)).toBe(1860_000);
  });
});
