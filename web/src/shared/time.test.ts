import { describe, expect, test } from "vitest";
import { ServerClock } from "./serverClock";
import { clockTime, countdown, timeSpan } from "./time";

describe("times", () => {
  test("are shown in Vietnam's zone whatever the laptop's", () => {
    expect(clockTime("2026-11-22T17:05:00Z", "vi")).toBe("00:05");
    expect(timeSpan("2026-11-22T01:00:00Z", "2026-11-22T03:00:00Z", "en")).toBe(
      "08:00 – 10:00, 22/11/2026",
    );
  });

  test("are shown in another zone when an exam has one", () => {
    const [start, end] = ["2026-11-22T01:00:00Z", "2026-11-22T03:00:00Z"];
    expect(timeSpan(start, end, "vi", "Asia/Tokyo")).toBe("10:00 – 12:00, 22/11/2026");
  });

  test("count down to zero and not below, with hours only when there are some", () => {
    expect(countdown(3_909_000)).toBe("1:05:09");
    expect(countdown(300_000)).toBe("05:00");
    expect(countdown(-5)).toBe("00:00");
  });
});

describe("ServerClock", () => {
  test("corrects a laptop clock by the middle of the round trip", () => {
    let local = 1000;
    const clock = new ServerClock(() => local);
    local = 1200;
    clock.learn(50_100, 1000);
    expect(clock.now()).toBe(50_200);
  });

  test("keeps the estimate of the quicker answer", () => {
    let local = 100;
    const clock = new ServerClock(() => local);
    clock.learn(1050, 0);
    local = 900;
    clock.learn(1300, 100);
    expect(clock.now()).toBe(1900);
  });

  test("follows when somebody sets the laptop's clock", () => {
    let local = 10;
    const clock = new ServerClock(() => local);
    clock.learn(1005, 0);
    local = 7_200_400;
    clock.learn(2200, 7_200_000);
    expect(clock.now()).toBe(2400);
  });
});
