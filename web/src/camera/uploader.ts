import { backoffDelay } from "../api/backoff";
import type { UploadPolicy } from "../api/types";
import type { Bundle } from "./frame";
import { uploadForm } from "./uploadForm";

export interface UploaderParts {
  /** Post the form; resolves to the HTTP status, rejects when no answer comes. */
  post: (url: string, form: FormData) => Promise<number>;
  /** Null once the attempt is handed in. */
  policy: UploadPolicy | null;
  /** Ask the server for a fresh policy (the heartbeat carries one). */
  renewPolicy: () => Promise<UploadPolicy | null>;
  nextSequence: () => number;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** How many bundles wait in memory at most; five minutes of pictures. */
  capacity?: number;
}

interface Waiting {
  bundle: Bundle;
  sequence: number;
}

const RENEW_BEFORE_MS = 2 * 60_000;

/** Sends bundles in order, keeps a bounded number while the network is away. */
export class BundleUploader {
  /** Bundles given up: pushed out of the full buffer, or refused by the storage. */
  dropped = 0;
  #policy: UploadPolicy | null;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #stopped = false;
  #renewed = false;
  #wake: () => void = () => undefined;

  constructor(private readonly parts: UploaderParts) {
    this.#policy = parts.policy;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get policy(): UploadPolicy | null {
    return this.#policy;
  }

  usePolicy(policy: UploadPolicy | null): void {
    this.#policy = policy;
  }

  enqueue(bundle: Bundle): void {
    this.#waiting.push({ bundle, sequence: this.parts.nextSequence() });
    while (this.#waiting.length > (this.parts.capacity ?? 60)) {
      this.#waiting.shift();
      this.dropped++;
    }
    this.#running ??= this.#drain().finally(() => (this.#running = null));
  }

  /** Try at once what waits for its next try: the network is back. */
  retryNow(): void {
    this.#wake();
  }

  /** Wait until everything is sent, but no longer than `withinMs`. */
  async flush(withinMs: number): Promise<void> {
    this.retryNow();
    await Promise.race([this.#running ?? Promise.resolve(), this.parts.sleep(withinMs)]);
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
    this.#wake();
  }

  async #drain(): Promise<void> {
    for (let failures = 0; this.#waiting[0] && !this.#stopped;) {
      const head = this.#waiting[0];
      if (await this.#send(head)) {
        failures = 0;
        this.#waiting = this.#waiting.filter((other) => other !== head);
      } else {
        await this.#pause(backoffDelay(failures++));
      }
    }
  }

  /** Returns whether the bundle is settled: stored, or refused for good. */
  async #send({ bundle, sequence }: Waiting): Promise<boolean> {
    try {
      const policy = await this.#freshPolicy();
      if (!policy) {
        this.dropped++;
        return true;
      }
      const status = await this.parts.post(policy.url, uploadForm(policy, bundle, sequence));
      if (status < 300) {
        this.#renewed = false;
        return true;
      }
      if (status >= 500 || status === 429) return false;
      if (status === 403 && !this.#renewed) {
        this.#renewed = true;
        this.#policy = await this.parts.renewPolicy();
        return false;
      }
    } catch {
      return false;
    }
    this.dropped++;
    return true;
  }

  async #freshPolicy(): Promise<UploadPolicy | null> {
    const policy = this.#policy;
    if (policy && Date.parse(policy.expires_at) - this.parts.now() >= RENEW_BEFORE_MS) {
      return policy;
    }
    return (this.#policy = await this.parts.renewPolicy());
  }

  async #pause(milliseconds: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([this.parts.sleep(milliseconds), woken]);
  }
}

const POST_TIMEOUT_MS = 30_000;

export async function postForm(url: string, form: FormData): Promise<number> {
  const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
  return (await fetch(url, { method: "POST", body: form, signal })).status;
}
