/** What was told on this browser: remembered over reloads, with what was not looked at yet. */
import { Store } from "../../shared/store";

export interface Told {
  id: string;
  attemptId: string;
  studentName: string;
  kind: string;
  severity: string;
  atMs: number;
  lastedMs: number;
  seen: boolean;
}

export interface Choices {
  sound: boolean;
  browser: boolean;
}

const KEPT = 200;

/** The notification centre of one exam. */
export class AlertCentre {
  readonly told: Store<Told[]>;
  readonly choices: Store<Choices>;

  constructor(
    private readonly storage: Pick<Storage, "getItem" | "setItem">,
    private readonly examId: string,
  ) {
    this.told = new Store(this.#load<Told[]>(this.#toldKey, []));
    this.choices = new Store(this.#load<Choices>(CHOICES, { sound: false, browser: false }));
  }

  /** Remember what is new; returns what was not known. */
  add(found: Omit<Told, "seen">[]): Told[] {
    const known = new Set(this.told.get().map((one) => one.id));
    const fresh = found.filter((one) => !known.has(one.id)).map((one) => ({ ...one, seen: false }));
    if (fresh.length > 0) {
      const all = [...fresh, ...this.told.get()].sort((one, other) => other.atMs - one.atMs);
      this.#keep(all.slice(0, KEPT));
    }
    return fresh;
  }

  get unseen(): number {
    return this.told.get().filter((one) => !one.seen).length;
  }

  markSeen(): void {
    if (this.unseen > 0) this.#keep(this.told.get().map((one) => ({ ...one, seen: true })));
  }

  clear(): void {
    this.#keep([]);
  }

  choose(changes: Partial<Choices>): void {
    const choices = { ...this.choices.get(), ...changes };
    this.choices.set(choices);
    this.#save(CHOICES, choices);
  }

  get #toldKey(): string {
    return `giam-thi.told.${this.examId}`;
  }

  #keep(told: Told[]): void {
    this.told.set(told);
    this.#save(this.#toldKey, told);
  }

  #load<T>(key: string, fallback: T): T {
    try {
      return (JSON.parse(this.storage.getItem(key) ?? "null") as T | null) ?? fallback;
    } catch {
      return fallback;
    }
  }

  #save(key: string, value: unknown): void {
    try {
      this.storage.setItem(key, JSON.stringify(value));
    } catch {
      // A private window: it is remembered until the page goes.
    }
  }
}

const CHOICES = "giam-thi.alerts";
