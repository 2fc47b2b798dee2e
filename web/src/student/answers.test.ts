import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { ApiError, OfflineError } from "../api/errors";
import { AnswerQueue, type AnswerParts, type PendingAnswer } from "./answers";
import { answerStorage } from "./answerStorage";

/** A server that can be away; keeps every answer that reached it, in order. */
class FakeServer {
  readonly received: PendingAnswer[] = [];
  failure: Error | null = null;

  readonly send = (answer: PendingAnswer) => {
    if (this.failure) return Promise.reject(this.failure);
    this.received.push(answer);
    return Promise.resolve(answer);
  };
}

let attempts = 0;
const newAttempt = () => `attempt-${attempts++}`;

function queueOf(server: FakeServer, attemptId: string, changes: Partial<AnswerParts> = {}) {
  return new AnswerQueue({
    storage: answerStorage(attemptId),
    send: server.send,
    now: () => 1000,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds && 1)),
    onOver: () => undefined,
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
    await queue.open({ q1: { choice_id: "a", sequence: 7 } });
    queue.choose("q1", "b");
    queue.choose("q2", "c");
    await until(() => queue.state.get() === "saved");
    expect(server.received.map((answer) => answer.sequence)).toEqual([8, 9]);
  });

  test("shows what the server has at once", async () => {
    const queue = queueOf(new FakeServer(), newAttempt());
    await queue.open({ q1: { choice_id: "a", sequence: 1 }, q2: { choice_id: null, sequence: 2 } });
    expect(queue.chosen.get()).toEqual({ q1: "a" });
  });

  test("says that it waits while the network is away, and sends in order when it is back", async () => {
    const server = new FakeServer();
    server.failure = new OfflineError();
    const queue = queueOf(server, newAttempt());
    await queue.open({});
    queue.choose("q1", "a");
    queue.choose("q2", "b");
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
    await queue.open({});
    queue.choose("q1", "a");
    queue.choose("q1", "b");
    server.failure = null;
    await until(() => queue.state.get() === "saved");
    expect(server.received.map((answer) => answer.choice_id)).toEqual(["b"]);
  });

  test("unsent answers survive a reload and go out from the new page", async () => {
    const attempt = newAttempt();
    const server = new FakeServer();
    server.failure = new OfflineError();
    const before = queueOf(server, attempt);
    await before.open({ q1: { choice_id: "a", sequence: 3 } });
    before.choose("q1", "b");
    await until(() => before.state.get() === "waiting");
    before.stop();
    server.failure = null;
    const after = queueOf(server, attempt);
    await after.open({ q1: { choice_id: "a", sequence: 3 } });
    expect(after.chosen.get()).toEqual({ q1: "b" });
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
    await queue.open({ q1: { choice_id: "new", sequence: 5 } });
    expect(queue.chosen.get()).toEqual({ q1: "new" });
    expect(queue.unsent).toBe(0);
  });

  test("stops and says so when the attempt is over", async () => {
    const server = new FakeServer();
    server.failure = new ApiError(409, "attempt_over", "");
    let over = false;
    const queue = queueOf(server, newAttempt(), { onOver: () => (over = true) });
    await queue.open({});
    queue.choose("q1", "a");
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
    await queue.open({});
    queue.choose("gone", "a");
    queue.choose("q2", "b");
    await until(() => queue.state.get() === "refused");
    expect(server.received.map((answer) => answer.question_id)).toEqual(["q2"]);
  });
});
