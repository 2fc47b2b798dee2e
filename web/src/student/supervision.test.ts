import { describe, expect, test } from "vitest";
import { Supervision } from "./supervision";

const START = Date.parse("2026-11-22T08:00:00Z");
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
const notice = (id: string) => ({ notice_id: id, text: id, sent_at: at(0) });
const told = (minutes: number, paused: number | null = null, notices: string[] = []) => ({
  deadline: at(minutes),
  paused_at: paused === null ? null : at(paused),
  notices: notices.map(notice),
});

function supervision(send: (id: string) => Promise<unknown> = () => Promise.resolve()) {
  return new Supervision(at(45), send);
}

describe("Supervision", () => {
  test("counts the minutes that were added", () => {
    const seen = supervision();
    seen.learn(told(45));
    expect(seen.added.get()).toBe(0);
    seen.learn(told(55));
    seen.learn(told(60));
    expect(seen.added.get()).toBe(15);
  });

  test("in a pause as much time is left as when it began", () => {
    const seen = supervision();
    seen.learn(told(45, 10));
    expect(seen.left(START + 30 * 60_000)).toBe(35 * 60_000);
  });

  test("a deadline that moves by a pause is no added time", () => {
    const seen = supervision();
    seen.learn(told(45, 10));
    seen.learn(told(50));
    expect(seen.added.get()).toBe(0);
    expect(seen.left(START + 15 * 60_000)).toBe(35 * 60_000);
  });

  test("time added during a pause is told", () => {
    const seen = supervision();
    seen.learn(told(45, 10));
    seen.learn(told(50, 10));
    expect(seen.added.get()).toBe(5);
  });

  test("a message that was read goes at once and stays away", async () => {
    const sent: string[] = [];
    const seen = supervision((id) => Promise.resolve(sent.push(id)));
    seen.learn(told(45, null, ["a", "b"]));
    await seen.read("a");
    seen.learn(told(45, null, ["a", "b"]));
    expect(seen.notices.get().map((one) => one.notice_id)).toEqual(["b"]);
    expect(sent).toEqual(["a"]);
  });

  test("a message comes back when the server could not be told", async () => {
    const seen = supervision(() => Promise.reject(new Error("away")));
    seen.learn(told(45, null, ["a"]));
    await seen.read("a");
    seen.learn(told(45, null, ["a"]));
    expect(seen.notices.get()).toHaveLength(1);
  });
});
