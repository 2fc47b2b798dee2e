/** The newest pictures of the students in sight. */
import type { LiveFrameList } from "../../api/types";
import cadence from "../../camera/cadence.json";
import { readGlimpse } from "../../shared/glimpse";
import type { ClientMessage, SignalMessage } from "../../shared/live";
import { Store } from "../../shared/store";

export interface Frame {
  capturedMs: number;
  /** Null: they could not be counted, or were not yet. */
  faces: number | null;
  /** Addresses of the upload's pictures, the newest last; at least one. */
  pictures: string[];
  /** Whether the student's page sent it because it is looked at. */
  glimpsed: boolean;
}

export interface FrameParts {
  list: (attemptIds: string[]) => Promise<LiveFrameList>;
  /** Load all of an upload. */
  load: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Load its newest picture alone. */
  loadNewest: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  toUrl: (picture: Uint8Array<ArrayBuffer>) => string;
  forget: (url: string) => void;
  /** Whether anybody can see the page: behind another tab nothing is asked for. */
  isSeen: () => boolean;
}

type Say = (message: ClientMessage) => boolean;

const PERIOD_MS = 2000;
/** As many as the API answers for at once; more take turns. */
const AT_ONCE = 32;
/** Whose page answered looks lately needs no upload to be asked for. */
const ANSWERED_MS = 4 * cadence.glimpse_seconds * 1000;
/** The end of an upload that nearly always holds its newest picture: most have some 25 kB. */
const TAIL_BYTES = 40_000;

/**
 * Cut an upload into its JPEG pictures. Within a picture an end marker is never followed by a
 * start marker, so that only a border between two can look like that.
 */
export function splitPictures(upload: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const pictures: Uint8Array<ArrayBuffer>[] = [];
  let start = 0;
  for (let at = 0; at + 4 < upload.length; at++) {
    const border =
      upload[at] === 0xff &&
      upload[at + 1] === 0xd9 &&
      upload[at + 2] === 0xff &&
      upload[at + 3] === 0xd8 &&
      upload[at + 4] === 0xff;
    if (border) {
      pictures.push(upload.slice(start, at + 2));
      start = at + 2;
    }
  }
  return [...pictures, upload.slice(start)];
}

/**
 * The newest picture of each student in sight, by two ways: their own pages answer looks with small
 * ones within two seconds, and where they do not, the uploads that were looked at are asked for.
 */
export class FrameFeed {
  readonly frames = new Store<ReadonlyMap<string, Frame>>(new Map());
  /** When each student in sight was last told so. */
  readonly #told = new Map<string, number>();
  #say: Say = () => false;
  /** Milliseconds that the server's clock is ahead of this machine's. */
  #ahead = 0;
  #watched: string[] = [];
  #writing: ReadonlySet<string> = new Set();
  #opened: string | null = null;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(private readonly parts: FrameParts) {}

  /**
   * Say who is in sight, whose pictures are played and not only the newest one shown, and who of
   * those in sight writes: the others' pages answer no looks.
   */
  watch(attemptIds: string[], opened: string | null = null, writing = attemptIds): void {
    this.#opened = opened;
    this.#writing = new Set(writing);
    const known = new Set(this.#watched);
    const fresh = attemptIds.some((id) => !known.has(id) && !this.frames.get().has(id));
    this.#watched = attemptIds;
    if (fresh && this.#running) this.#soon(100);
  }

  /** Use a live connection that came up; what was said over the last one may be lost. */
  speakBy(say: Say): void {
    this.#say = say;
    this.#told.clear();
    if (this.#running) this.#soon(0);
  }

  setAhead(milliseconds: number): void {
    this.#ahead = milliseconds;
  }

  /** Take what a student's page says. */
  receive(message: SignalMessage): void {
    const { kind, attempt_id: id, content } = message;
    // Who listens to an exam hears the answers to other lecturers' looks, too.
    if (kind !== "glimpse" || !this.#running || !this.#watched.includes(id)) return;
    const glimpse = readGlimpse(content);
    if (!glimpse) return;
    // A clock that runs ahead must not make a picture newer than all that follow.
    const capturedMs = Math.min(glimpse.capturedMs, this.#now());
    if (this.#isKnown(id, capturedMs)) return;
    const pictures = [this.parts.toUrl(glimpse.jpeg)];
    this.#put(id, { capturedMs, faces: null, pictures, glimpsed: true });
  }

  start(): void {
    this.#running = true;
    this.#soon(0);
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    for (const frame of this.frames.get().values()) frame.pictures.forEach(this.parts.forget);
    this.frames.set(new Map());
  }

  #soon(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#round(), milliseconds);
  }

  async #round(): Promise<void> {
    if (!this.parts.isSeen()) {
      this.#soon(PERIOD_MS);
      return;
    }
    this.#look();
    const some = this.#next();
    try {
      if (some.length > 0) {
        const { items } = await this.parts.list(some);
        await Promise.all(items.map((item) => this.#show(item)));
      }
    } catch {
      // The next round tries again; the card says how old its picture is.
    }
    if (this.#running) this.#soon(PERIOD_MS);
  }

  /** Tell the pages of those in sight that they are; each is told again before it forgets. */
  #look(): void {
    const now = Date.now();
    for (const id of this.#watched.slice(0, AT_ONCE)) {
      if (!this.#writing.has(id)) continue;
      if (now - (this.#told.get(id) ?? 0) < cadence.look_again_seconds * 1000) continue;
      const look = { action: "signal", version: 1, attempt_id: id, kind: "look" } as const;
      if (this.#say(look)) this.#told.set(id, now);
    }
  }

  #next(): string[] {
    const frames = this.frames.get();
    const since = this.#now() - ANSWERED_MS;
    const all = this.#watched.filter((id) => {
      const frame = frames.get(id);
      return !frame?.glimpsed || frame.capturedMs < since;
    });
    if (all.length <= AT_ONCE) return all;
    const start = this.#turn % all.length;
    this.#turn = start + AT_ONCE;
    return [...all.slice(start), ...all.slice(0, start)].slice(0, AT_ONCE);
  }

  async #show(item: LiveFrameList["items"][number]): Promise<void> {
    const { attempt_id: id, captured_ms: capturedMs, faces } = item;
    const { load, loadNewest } = this.parts;
    if (this.#isKnown(id, capturedMs)) return;
    const upload = await (id === this.#opened ? load : loadNewest)(item.url);
    if (!this.#running || this.#isKnown(id, capturedMs)) return;
    const pictures = splitPictures(upload).map((picture) => this.parts.toUrl(picture));
    this.#put(id, { capturedMs, faces, pictures, glimpsed: false });
  }

  #now(): number {
    return Date.now() + this.#ahead;
  }

  #isKnown(id: string, capturedMs: number): boolean {
    return (this.frames.get().get(id)?.capturedMs ?? -1) >= capturedMs;
  }

  #put(id: string, frame: Frame): void {
    const before = this.frames.get().get(id);
    this.frames.set(new Map(this.frames.get()).set(id, frame));
    // Not at once: it may still be on its way to the screen.
    if (before) setTimeout(() => before.pictures.forEach(this.parts.forget), PERIOD_MS);
  }
}

export async function loadUpload(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`picture: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Load an upload's newest picture by its end: a wall that fetched whole uploads would cost more
 * than all the rest of the system.
 */
export async function loadNewest(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { headers: { Range: `bytes=-${TAIL_BYTES}` } });
  if (!response.ok) throw new Error(`picture: ${response.status}`);
  const pictures = splitPictures(new Uint8Array(await response.arrayBuffer()));
  const newest = pictures.at(-1);
  return newest && isWhole(newest) ? newest : newestOf(await loadUpload(url));
}

function isWhole(picture: Uint8Array): boolean {
  return picture[0] === 0xff && picture[1] === 0xd8;
}

function newestOf(upload: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return splitPictures(upload).at(-1) ?? upload;
}
