/** Small pictures of the camera for lecturers who look: their walls ask, this page answers. */
import cadence from "../../camera/cadence.json";
import { writeGlimpse } from "../../shared/glimpse";
import type { ClientMessage, SignalMessage } from "../../shared/live";

export interface GlimpseParts {
  attemptId: string;
  send: (message: ClientMessage) => boolean;
  /** The camera's picture of this moment; null: there is none. */
  picture: () => Promise<Blob | null>;
  /** The server's time. */
  now: () => number;
}

export class Glimpses {
  /** Until when each lecturer's connection looks. */
  readonly #lookers = new Map<string, number>();
  #dueMs = 0;
  #sending = false;

  constructor(private readonly parts: GlimpseParts) {}

  /** A lecturer has this student in sight; a look that is not renewed ends by itself. */
  look({ sender }: SignalMessage): void {
    const first = this.#lookers.size === 0;
    this.#lookers.set(sender, this.parts.now() + cadence.look_seconds * 1000);
    if (first) void this.#show();
  }

  /** Nobody was there for the last glimpse: who still looks says so again. */
  nobodyThere(): void {
    this.#lookers.clear();
  }

  /** Once a second: send a glimpse when one is due and somebody looks. */
  tick(): void {
    const now = this.parts.now();
    for (const [looker, untilMs] of this.#lookers) {
      if (untilMs <= now) this.#lookers.delete(looker);
    }
    if (this.#lookers.size > 0 && now >= this.#dueMs) void this.#show();
  }

  async #show(): Promise<void> {
    // A slow line or device shows fewer, never a queue of old ones.
    if (this.#sending) return;
    this.#sending = true;
    try {
      const capturedMs = this.parts.now();
      // Ticks come a second apart, now and then some milliseconds early.
      this.#dueMs = capturedMs + cadence.glimpse_seconds * 1000 - 500;
      const jpeg = await this.parts.picture();
      if (jpeg) this.#send(capturedMs, new Uint8Array(await jpeg.arrayBuffer()));
    } finally {
      this.#sending = false;
    }
  }

  #send(capturedMs: number, jpeg: Uint8Array<ArrayBuffer>): void {
    const [looker, ...others] = this.#lookers.keys();
    if (looker === undefined) return;
    this.parts.send({
      action: "signal",
      version: 1,
      attempt_id: this.parts.attemptId,
      kind: "glimpse",
      content: writeGlimpse({ capturedMs, jpeg }),
      // One upload, however many look.
      to: others.length === 0 ? looker : null,
    });
  }
}
