import { backoffDelay } from "../api/backoff";
import { ApiError, isPassing } from "../api/errors";
import type { AnswerContent, AttemptView, SavedAnswer } from "../api/types";
import { Store } from "../shared/store";
import { responseOf, type Response } from "./responses";

/** An answer as it will be sent. Those that an older page kept hold a `choice_id` alone. */
export interface PendingAnswer extends AnswerContent {
  question_id: string;
  /** Which of the attempt's devices it was chosen on; each counts its saves for itself. */
  device?: number;
}

/** Where answers wait on this device; survives a reload. */
export interface AnswerStorage {
  load(): Promise<PendingAnswer[]>;
  save(pending: PendingAnswer[]): Promise<void>;
}

export interface AnswerParts {
  storage: AnswerStorage;
  send: (answer: PendingAnswer) => Promise<SavedAnswer>;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** The server takes no more answers: the time is up, or the paper was handed in. */
  onOver: () => void;
  /** Another device goes on with the attempt; what was not sent stays here. */
  onTakenOver: () => void;
}

/** `waiting`: the network is away; `refused`: the server said no to an answer for good. */
export type SaveState = "saved" | "saving" | "waiting" | "refused";

export type Responses = Readonly<Record<string, Response>>;

/** Typing goes on: one request for each pause, not one for each letter. */
const TYPING_PAUSE_MS = 800;

/**
 * The answers of one attempt: shown at once, kept on this device, sent in order.
 *
 * Every choice gets a higher sequence number than all before it, so the server can tell which
 * is the newest whatever order they arrive in. Of several choices for one question only the
 * newest needs to be sent.
 */
export class AnswerQueue {
  readonly chosen = new Store<Responses>({});
  readonly state = new Store<SaveState>("saved");
  #pending: PendingAnswer[] = [];
  #sequence = 0;
  #device = 1;
  /** The questions answered on this device: nothing of an earlier one takes their place. */
  readonly #own = new Set<string>();
  #running: Promise<void> | null = null;
  #stopped = false;
  #wake: () => void = () => undefined;

  constructor(private readonly parts: AnswerParts) {}

  /** Take up what the server has and what this device still holds. */
  async open(saved: AttemptView["answers"], device: number): Promise<void> {
    this.#device = device;
    const kept = await this.parts.storage.load().catch(() => []);
    const unsent = kept
      .filter((one) => isNewer(one, saved[one.question_id]))
      .map((one) => ({ ...one, device }));
    let chosen: Responses = {};
    for (const [questionId, answer] of Object.entries(saved)) {
      chosen = withResponse(chosen, questionId, responseOf(answer));
    }
    for (const answer of unsent) {
      chosen = withResponse(chosen, answer.question_id, responseOf(answer));
    }
    const used = [...Object.values(saved), ...kept].map((answer) => answer.sequence);
    this.#sequence = Math.max(0, ...used);
    this.#pending = unsent.sort((one, other) => one.sequence - other.sequence);
    const here = Object.entries(saved).filter(([, answer]) => answer.device === device);
    for (const [questionId] of here) this.#own.add(questionId);
    for (const { question_id } of unsent) this.#own.add(question_id);
    this.chosen.set(chosen);
    this.#start();
  }

  /** Show what earlier devices delivered late; what was chosen on this one stands. */
  learn(earlier: AttemptView["answers"]): void {
    let chosen = this.chosen.get();
    for (const [questionId, answer] of Object.entries(earlier)) {
      const response = responseOf(answer);
      const known = JSON.stringify(chosen[questionId]) === JSON.stringify(response);
      if (!this.#own.has(questionId) && !known) chosen = withResponse(chosen, questionId, response);
    }
    if (chosen !== this.chosen.get()) this.chosen.set(chosen);
  }

  /** Answer a question anew; null takes the answer back. */
  choose(questionId: string, response: Response | null): void {
    const given = response && responseOf(response);
    this.#own.add(questionId);
    const answer = {
      question_id: questionId,
      sequence: ++this.#sequence,
      answered_ms: this.parts.now(),
      device: this.#device,
      ...(given ?? { choice_id: null }),
    };
    this.chosen.set(withResponse(this.chosen.get(), questionId, given));
    this.#pending = [...this.#pending.filter((one) => one.question_id !== questionId), answer];
    this.#keep();
    if (response && "text" in response) void this.#startAfterTyping();
    else this.#start();
  }

  /** Whether no answer can be sent any more. */
  get over(): boolean {
    return this.#stopped;
  }

  get unsent(): number {
    return this.#pending.length;
  }

  /** Try at once: the network is back. */
  retryNow(): void {
    this.#wake();
  }

  /** Wait until every answer is sent, but no longer than `withinMs`. */
  async flush(withinMs: number): Promise<void> {
    this.#start();
    this.retryNow();
    await Promise.race([this.#running ?? Promise.resolve(), this.parts.sleep(withinMs)]);
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  #start(): void {
    if (this.#pending.length === 0 || this.#stopped) return;
    if (this.state.get() !== "waiting") this.state.set("saving");
    this.#running ??= this.#drain().finally(() => (this.#running = null));
  }

  async #startAfterTyping(): Promise<void> {
    if (this.state.get() === "saved") this.state.set("saving");
    const typed = this.#sequence;
    await this.parts.sleep(TYPING_PAUSE_MS);
    if (typed === this.#sequence) this.#start();
  }

  async #drain(): Promise<void> {
    let failures = 0;
    let refused = false;
    for (let head = this.#pending[0]; head && !this.#stopped; head = this.#pending[0]) {
      try {
        await this.parts.send(head);
        failures = 0;
      } catch (error) {
        if (isPassing(error) || isPaused(error)) {
          this.state.set("waiting");
          await this.#pause(backoffDelay(failures++));
          continue;
        }
        if (error instanceof ApiError && (error.code === "attempt_over" || error.status === 401)) {
          this.#stopped = true;
          this.parts.onOver();
          return;
        }
        if (error instanceof ApiError && error.takenOver) {
          this.#stopped = true;
          this.parts.onTakenOver();
          return;
        }
        refused = true;
      }
      this.#pending = this.#pending.filter((one) => one !== head);
      this.#keep();
    }
    this.state.set(refused ? "refused" : "saved");
  }

  #keep(): void {
    // Without storage (a private window) answers still wait in memory.
    void this.parts.storage.save(this.#pending).catch(() => undefined);
  }

  async #pause(milliseconds: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([this.parts.sleep(milliseconds), woken]);
  }
}

/** A lecturer keeps the clock standing: the answer waits here until it runs again. */
function isPaused(error: unknown): boolean {
  return error instanceof ApiError && error.code === "attempt_paused";
}

/** One device's choices are ordered by its count, those of several by the time. */
function isNewer(kept: PendingAnswer, saved: SavedAnswer | undefined): boolean {
  if (!saved) return true;
  if ((kept.device ?? 1) === saved.device) return kept.sequence > saved.sequence;
  return kept.answered_ms > saved.answered_ms;
}

/** The same answers with another one to a question, or without any. */
export function withResponse(
  all: Responses,
  questionId: string,
  response?: Response | null,
): Responses {
  const others = Object.entries(all).filter(([id]) => id !== questionId);
  return Object.fromEntries(response ? [...others, [questionId, response]] : others);
}
