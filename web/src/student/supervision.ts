/** What a lecturer did to this attempt, as the heartbeat tells it. */
import type { Heartbeat } from "../api/types";
import { Store } from "../shared/store";

export type Notice = Heartbeat["notices"][number];
type Told = Pick<Heartbeat, "deadline" | "paused_at" | "notices">;

const MINUTE_MS = 60_000;

export class Supervision {
  readonly deadline: Store<number>;
  /** Since when the clock stands; null: it runs. */
  readonly pausedAt = new Store<number | null>(null);
  readonly notices = new Store<Notice[]>([]);
  /** Whole minutes that were added and not yet waved away. */
  readonly added = new Store(0);
  /** Said here to be read, before the server knows. */
  readonly #read = new Set<string>();

  constructor(
    deadline: string,
    private readonly sendRead: (noticeId: string) => Promise<unknown>,
  ) {
    this.deadline = new Store(Date.parse(deadline));
  }

  learn({ deadline, paused_at, notices }: Told): void {
    const before = { deadline: this.deadline.get(), pausedAt: this.pausedAt.get() };
    const pausedAt = paused_at === null ? null : Date.parse(paused_at);
    this.deadline.set(Date.parse(deadline));
    this.pausedAt.set(pausedAt);
    // After a pause the deadline moves too; nobody got more time by it.
    if (before.pausedAt === pausedAt) {
      const more = Math.round((this.deadline.get() - before.deadline) / MINUTE_MS);
      if (more > 0) this.added.set(this.added.get() + more);
    }
    const unread = notices.filter((notice) => !this.#read.has(notice.notice_id));
    if (!sameNotices(unread, this.notices.get())) this.notices.set(unread);
  }

  /** Milliseconds of work that are left. */
  left(now: number): number {
    return this.deadline.get() - (this.pausedAt.get() ?? now);
  }

  /** Wave a message away; it comes back when the server could not be told. */
  async read(noticeId: string): Promise<void> {
    this.#read.add(noticeId);
    this.notices.set(this.notices.get().filter((notice) => notice.notice_id !== noticeId));
    try {
      await this.sendRead(noticeId);
    } catch {
      this.#read.delete(noticeId);
    }
  }
}

function sameNotices(some: Notice[], others: Notice[]): boolean {
  const ids = (notices: Notice[]) => notices.map((notice) => notice.notice_id).join();
  return ids(some) === ids(others);
}
