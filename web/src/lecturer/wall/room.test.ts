import { expect, test } from "vitest";
import type { AttemptList, AttemptSummary } from "../../api/types";
import { merged, sinceOf } from "./room";

const list = (time: number, ...students: [string, number][]): AttemptList => ({
  items: students.map(([id, risk]) => ({ attempt_id: id, risk }) as AttemptSummary),
  server_time_ms: time,
});
const risks = (room: AttemptList) => room.items.map((one) => [one.attempt_id, one.risk]);

test("what changed takes the place of what was known, and who is new is added", () => {
  const room = merged(undefined, list(1000, ["a", 1], ["b", 2]), undefined, 900);
  const later = merged(room, list(2000, ["b", 9], ["c", 3]), 1000, 1900);
  expect(risks(later)).toEqual([["a", 1], ["b", 9], ["c", 3]]);
  expect([later.server_time_ms, later.ahead]).toEqual([2000, 100]);
});

test("when everybody was asked for, who is not named is gone", () => {
  const room = merged(undefined, list(1000, ["a", 1], ["b", 2]), undefined, 1000);
  expect(risks(merged(room, list(2000, ["b", 2]), undefined, 2000))).toEqual([["b", 2]]);
});

test("everybody is asked for at first, and again now and then", () => {
  expect(sinceOf(undefined)).toBeUndefined();
  let room = merged(undefined, list(0), undefined, 0);
  const asked: (number | undefined)[] = [];
  for (let time = 1; time <= 12; time++) {
    const since = sinceOf(room);
    asked.push(since);
    room = merged(room, list(time), since, time);
  }
  expect(asked.filter((since) => since === undefined)).toHaveLength(1);
  expect(asked.at(-1)).toBeUndefined();
});
