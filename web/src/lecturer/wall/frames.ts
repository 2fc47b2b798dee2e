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
  load: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  toUrl: (picture: Uint8Array<ArrayBuffer>) => string;
  forget: (url: string) => void;
}

const PERIOD_MS = 2000;
/** As many as the API answers for at once; more take turns. */
const AT_ONCE = 32;

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
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(private readonly parts: FrameParts) {}

  /** Say who is in sight. */
  watch(attemptIds: string[]): void {
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
    const upload = await this.parts.load(item.url);
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
