import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { ApiError, OfflineError } from "../api/errors";
import type { SavedAnswer } from "../api/types";
import { AnswerQueue, type AnswerParts, type PendingAnswer } from "./answers";
import { answerStorage } from "./answerStorage";

/** A server that can be away; keeps every answer that reached it, in order. */
class FakeServer {
  readonly received: PendingAnswer[] = [];
  failure: Error | null = null;

  readonly send = (answer: PendingAnswer): Promise<SavedAnswer> => {
    if (this.failure) return Promise.reject(this.failure);
    this.received.push(answer);
    return Promise.resolve({ ...answer, choice_id: answer.choice_id ?? null } as SavedAnswer);
  };
}

const SAVED = { answered_ms: 500, device: 1 };

let attempts = 0;
const newAttempt = () => `attempt-${attempts++}`;

function queueOf(server: FakeServer, attemptId: string, changes: Partial<AnswerParts> = {}) {
  return new AnswerQueue({
    storage: answerStorage(attemptId),
    send: server.send,
    now: () => 1000,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds && 1)),
    onOver: () => undefined,
    onTakenOver: () => undefined,
    ...changes,
  });
}

async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("AnswerQueue", () => {
  test("sends every choice with a higher sequence number than all before it", async () => {
    const server = new FakeServer();
    const queue = queueOf(server, newAttempt());
    await queue.open({ q1: { choice_id: "a", sequence: 7, ...SAVED } }, 1);
    queue.choose("q1", { choice_id: "b" });
    queue.choose("q2", { choice_id: "c" });
    await until(() => queue.state.get() === "saved");
    expect(server.received.map((answer) => answer.sequence)).toEqual([8, 9]);
  });

  test("shows what the server has at once", async () => {
    const queue = queueOf(new FakeServer(), newAttempt());
    await queue.open({ q1: { choice_id: "a", sequence: 1, ...SAVED }, q2: { choice_id: null, sequence: 2, ...SAVED } }, 1);
    expect(queue.chosen.get()).toEqual({ q1: { choice_id: "a" } });
  });

  test("says that it waits while the network is away, and sends in order when it is back", async () => {
    const server = new FakeServer();
    server.failure = new OfflineError();
    const queue = queueOf(server, newAttempt());
    await queue.open({}, 1);
    queue.choose("q1", { choice_id: "a" });
    queue.choose("q2", { choice_id: "b" });
    await until(() => queue.state.get() === "waiting");
    expect(queue.unsent).toBe(2);
    server.failure = null;
    queue.retryNow();
    await until(() => queue.state.get() === "saved");
    expect(server.received.map((answer) => answer.question_id)).toEqual(["q1", "q2"]);
  });

  test("sends only the newest of several choices made offline for one question", async () => {
    const server = new FakeServer();
    server.failure = new OfflineError();
    const queue = queueOf(server, newAttempt());
    await queue.open({}, 1);
    queue.choose("q1", { choice_id: "a" });
    queue.choose("q1", { choice_id: "b" });
    server.failure = null;
    await until(() => queue.state.get() === "saved");
    expect(server.received.map((answer) => answer.choice_id)).toEqual(["b"]);
  });

  test("unsent answers survive a reload and go out from the new page", async () => {
    const attempt = newAttempt();
    const server = new FakeServer();
    server.failure = new OfflineError();
    const before = queueOf(server, attempt);
    await before.open({ q1: { choice_id: "a", sequence: 3, ...SAVED } }, 1);
    before.choose("q1", { choice_id: "b" });
    await until(() => before.state.get() === "waiting");
    before.stop();
    server.failure = null;
    const after = queueOf(server, attempt);
    await after.open({ q1: { choice_id: "a", sequence: 3, ...SAVED } }, 1);
    expect(after.chosen.get()).toEqual({ q1: { choice_id: "b" } });
    await until(() => after.state.get() === "saved");
    expect(server.received).toMatchObject([{ question_id: "q1", choice_id: "b", sequence: 4 }]);
  });

  test("an answer that the server already has in a newer form is not sent again", async () => {
    const attempt = newAttempt();
    await answerStorage(attempt).save([
      { question_id: "q1", choice_id: "old", sequence: 2, answered_ms: 0 },
    ]);
    const server = new FakeServer();
    const queue = queueOf(server, attempt);
    await queue.open({ q1: { choice_id: "new", sequence: 5, ...SAVED } }, 1);
    expect(queue.chosen.get()).toEqual({ q1: { choice_id: "new" } });
    expect(queue.unsent).toBe(0);
  });

  test("stops and says so when the attempt is over", async () => {
    const server = new FakeServer();
    server.failure = new ApiError(409, "attempt_over", "");
    let over = false;
    const queue = queueOf(server, newAttempt(), { onOver: () => (over = true) });
    await queue.open({}, 1);
    queue.choose("q1", { choice_id: "a" });
    await until(() => over);
    expect(server.received).toEqual([]);
  });

  test("an answer refused for good does not hold up the others", async () => {
    const server = new FakeServer();
    const queue = queueOf(server, newAttempt(), {
      send: (answer) =>
        answer.question_id === "gone"
          ? Promise.reject(new ApiError(404, "question_not_found", ""))
          : server.send(answer),
    });
    await queue.open({}, 1);
    queue.choose("gone", { choice_id: "a" });
    queue.choose("q2", { choice_id: "b" });
    await until(() => queue.state.get() === "refused");
    expect(server.received.map((answer) => answer.question_id)).toEqual(["q2"]);
  });

  test("answers of every kind come back from the device as they were given", async () => {
    const attempt = newAttempt();
    const server = new FakeServer();
    server.failure = new OfflineError();
    const given = {
      q1: { choice_ids: ["a", "c"] },
      q2: { statements: { s1: true, s2: false } },
      q3: { text: "−1,5" },
    };
    const before = queueOf(server, attempt);
    await before.open({}, 1);
    for (const [questionId, response] of Object.entries(given)) before.choose(questionId, response);
    before.stop();
    const after = queueOf(server, attempt);
    await after.open({}, 1);
    expect(after.chosen.get()).toEqual(given);
  });

  test("an answer that an older page kept is still sent", async () => {
    const attempt = newAttempt();
    const old = { question_id: "q1", choice_id: "b", sequence: 4, answered_ms: 900 };
    await answerStorage(attempt).save([old]);
    const server = new FakeServer();
    const queue = queueOf(server, attempt);
    await queue.open({}, 1);
    await until(() => queue.state.get() === "saved");
    expect(server.received).toMatchObject([old]);
  });

  test("an answer taken back is gone here and is sent as none", async () => {
    const server = new FakeServer();
    const queue = queueOf(server, newAttempt());
    await queue.open({ q1: { choice_id: "a", sequence: 1, ...SAVED } }, 1);
    queue.choose("q1", null);
    expect(queue.chosen.get()).toEqual({});
    await until(() => queue.state.get() === "saved");
    expect(server.received).toMatchObject([{ question_id: "q1", choice_id: null, sequence: 2 }]);
  });

  test("a word is sent when the typing rests, not letter by letter", async () => {
    const pauses: (() => void)[] = [];
    const server = new FakeServer();
    const queue = queueOf(server, newAttempt(), {
      sleep: () => new Promise((resolve) => pauses.push(resolve)),
    });
    await queue.open({}, 1);
    for (const text of ["H", "Hà", "Hà Nội"]) queue.choose("q1", { text });
    expect(queue.state.get()).toBe("saving");
    for (const end of pauses) end();
    await until(() => queue.state.get() === "saved");
    expect(server.received.map((answer) => answer.text)).toEqual(["Hà Nội"]);
  });

  test("handing in does not wait for the typing to rest", async () => {
    const server = new FakeServer();
    const queue = queueOf(server, newAttempt(), { sleep: () => new Promise(() => undefined) });
    await queue.open({}, 1);
    queue.choose("q1", { text: "42" });
    await queue.flush(3000);
    expect(server.received.map((answer) => answer.text)).toEqual(["42"]);
  });

  test("what another device chose later is not undone by what waited here", async () => {
    const attempt = newAttempt();
    await answerStorage(attempt).save([
      { question_id: "q1", choice_id: "old", sequence: 9, answered_ms: 400, device: 1 },
      { question_id: "q2", choice_id: "b", sequence: 10, answered_ms: 600, device: 1 },
    ]);
    const server = new FakeServer();
    const queue = queueOf(server, attempt);
    const elsewhere = { answered_ms: 500, device: 2 };
    await queue.open(
      {
        q1: { choice_id: "new", sequence: 1, ...elsewhere },
        q2: { choice_id: "a", sequence: 2, ...elsewhere },
      },
      3,
    );
    expect(queue.chosen.get()).toEqual({ q1: { choice_id: "new" }, q2: { choice_id: "b" } });
    await until(() => queue.state.get() === "saved");
    expect(server.received).toMatchObject([{ question_id: "q2", choice_id: "b", device: 3 }]);
  });

  test("when another device takes over, what was refused stays on this one", async () => {
    const attempt = newAttempt();
    const server = new FakeServer();
    server.failure = new ApiError(409, "attempt_taken_over", "");
    let taken = 0;
    const queue = queueOf(server, attempt, { onTakenOver: () => taken++ });
    await queue.open({}, 1);
    queue.choose("q1", { choice_id: "a" });
    await until(() => taken > 0);
    expect(queue.over).toBe(true);
    expect(await answerStorage(attempt).load()).toMatchObject([{ choice_id: "a", device: 1 }]);
  });
});

describe("a device that took over", () => {
  const late = (choice_id: string | null) => ({ choice_id, sequence: 9, ...SAVED });

  test("shows what the earlier one delivered late", async () => {
    const queue = queueOf(new FakeServer(), newAttempt());
    await queue.open({}, 2);
    queue.learn({ q1: late("a") });
    expect(queue.chosen.get()).toEqual({ q1: { choice_id: "a" } });
    queue.learn({ q1: late(null) });
    expect(queue.chosen.get()).toEqual({});
  });

  test("keeps what was chosen on it, before a reload too", async () => {
    const queue = queueOf(new FakeServer(), newAttempt());
    await queue.open({ q1: { choice_id: "b", sequence: 1, answered_ms: 900, device: 2 } }, 2);
    queue.choose("q2", { choice_id: "c" });
    queue.choose("q3", null);
    queue.learn({ q1: late("a"), q2: late("a"), q3: late("a") });
    expect(queue.chosen.get()).toEqual({ q1: { choice_id: "b" }, q2: { choice_id: "c" } });
  });

  test("leaves the page alone when there is no news", async () => {
    const queue = queueOf(new FakeServer(), newAttempt());
    await queue.open({ q1: late("a") }, 2);
    const before = queue.chosen.get();
    queue.learn({ q1: late("a") });
    expect(queue.chosen.get()).toBe(before);
  });
});
