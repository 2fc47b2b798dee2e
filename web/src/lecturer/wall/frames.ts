/** The newest pictures of the students in sight. */
import type { LiveFrameList } from "../../api/types";
import { Store } from "../../shared/store";

export interface Frame {
  capturedMs: number;
  faces: number | null;
  /** Addresses of the upload's pictures, the newest last; at least one. */
  pictures: string[];
}

export interface FrameParts {
  list: (attemptIds: string[]) => Promise<LiveFrameList>;
  /** Load all of an upload. */
  load: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Load its newest picture alone. */
  loadNewest: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  toUrl: (picture: Uint8Array<ArrayBuffer>) => string;
  forget: (url: string) => void;
}

const PERIOD_MS = 2000;
/** As many as the API answers for at once; more take turns. */
const AT_ONCE = 32;
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

export class FrameFeed {
  readonly frames = new Store<ReadonlyMap<string, Frame>>(new Map());
  #watched: string[] = [];
  #opened: string | null = null;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(private readonly parts: FrameParts) {}

  /** Say who is in sight, and whose pictures are played and not only the newest one shown. */
  watch(attemptIds: string[], opened: string | null = null): void {
    this.#opened = opened;
    const known = new Set(this.#watched);
    const fresh = attemptIds.some((id) => !known.has(id) && !this.frames.get().has(id));
    this.#watched = attemptIds;
    if (fresh && this.#running) this.#soon(100);
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

  #next(): string[] {
    const all = this.#watched;
    if (all.length <= AT_ONCE) return all;
    const start = this.#turn % all.length;
    this.#turn = start + AT_ONCE;
    return [...all.slice(start), ...all.slice(0, start)].slice(0, AT_ONCE);
  }

  async #show(item: LiveFrameList["items"][number]): Promise<void> {
    const before = this.frames.get().get(item.attempt_id);
    if (before && before.capturedMs >= item.captured_ms) return;
    const { load, loadNewest } = this.parts;
    const upload = await (item.attempt_id === this.#opened ? load : loadNewest)(item.url);
    if (!this.#running) return;
    const pictures = splitPictures(upload).map((picture) => this.parts.toUrl(picture));
    const frame = { capturedMs: item.captured_ms, faces: item.faces, pictures };
    this.frames.set(new Map(this.frames.get()).set(item.attempt_id, frame));
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
