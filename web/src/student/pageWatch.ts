import type { PageEvent } from "../api/types";

export type PageEventKind = PageEvent["kind"];
type Extra = Pick<PageEvent, "label" | "count" | "lasted_ms">;

interface Storage {
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
}

interface Going {
  since: number;
  label: string;
}

/** As many as the server takes at once. */
const MOST_AT_ONCE = 20;
/** While the network is away; the oldest go first. */
const MOST_KEPT = 200;
/** A focus that comes back within half a second was never the student's to lose. */
const PASSING_MS = 500;

/** What the page noticed of itself, kept until the server has it, over reloads and lost networks. */
export class PageWatch {
  #waiting: PageEvent[];
  readonly #going = new Map<PageEventKind, Going>();

  constructor(
    private readonly now: () => number,
    private readonly storage: Storage,
    private readonly key: string,
  ) {
    this.#waiting = readEvents(storage.getItem(key));
  }

  /** Something that happens at once. */
  note(kind: PageEventKind, extra: Partial<Extra> = {}): void {
    this.#add({ kind, at_ms: this.now(), lasted_ms: 0, label: "", count: 0, ...extra });
  }

  /** Something that lasts begins; while it goes on already, nothing does. */
  begin(kind: PageEventKind, label = ""): void {
    if (!this.#going.has(kind)) this.#going.set(kind, { since: this.now(), label });
  }

  end(kind: PageEventKind): void {
    const going = this.#going.get(kind);
    this.#going.delete(kind);
    if (!going) return;
    const event = lasting(kind, going, this.now());
    if (event.lasted_ms >= PASSING_MS) this.#add(event);
  }

  set(kind: PageEventKind, going: boolean, label = ""): void {
    if (going) this.begin(kind, label);
    else this.end(kind);
  }

  /** What to tell now: what waits, and what still goes on, as long as it has lasted. */
  due(): PageEvent[] {
    const going = [...this.#going]
      .map(([kind, going]) => lasting(kind, going, this.now()))
      .filter((event) => event.lasted_ms >= PASSING_MS);
    return [...this.#waiting.slice(0, MOST_AT_ONCE - going.length), ...going];
  }

  /** The server has these. */
  told(events: readonly PageEvent[]): void {
    this.#waiting = this.#waiting.filter((event) => !events.includes(event));
    this.#keep();
  }

  #add(event: PageEvent): void {
    this.#waiting = [...this.#waiting, event].slice(-MOST_KEPT);
    this.#keep();
  }

  #keep(): void {
    this.storage.setItem(this.key, JSON.stringify(this.#waiting));
  }
}

function lasting(kind: PageEventKind, { since, label }: Going, now: number): PageEvent {
  return { kind, at_ms: since, lasted_ms: Math.max(0, now - since), label, count: 0 };
}

function readEvents(stored: string | null): PageEvent[] {
  try {
    const events: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(events) ? (events as PageEvent[]) : [];
  } catch {
    return [];
  }
}

/** What software cameras call themselves. */
const VIRTUAL =
  /virtual|\bobs\b|manycam|droidcam|snap camera|splitcam|xsplit|e2esoft|mmhmm|camtwist|vtubestudio|unity video|dummy video|v4l2loopback|akvcam|iriun|\bivcam|epoccam/i;

export const isVirtualCamera = (label: string): boolean => VIRTUAL.test(label);

const HASTY_ANSWERS = 5;
const HASTY_MS = 3000;

/** Notices answers to more questions than anybody can read in that time. */
export class HasteWatch {
  #answers: { question: string; at: number }[] = [];

  /** Returns how many questions were answered within three seconds, when they are too many. */
  answered(question: string, at: number): number {
    this.#answers = [
      ...this.#answers.filter((one) => one.question !== question && at - one.at <= HASTY_MS),
      { question, at },
    ];
    if (this.#answers.length < HASTY_ANSWERS) return 0;
    const count = this.#answers.length;
    this.#answers = [];
    return count;
  }
}
