/**
 * The server's time, read on a laptop whose own clock may be wrong.
 *
 * Each answer that carries `server_time_ms` gives an estimate that is off by at most half its
 * round trip, so a quicker answer counts more; an old estimate gives way after a while, because
 * clocks drift and people set them.
 */
export class ServerClock {
  static readonly #KEEP_MS = 10 * 60_000;
  #offset = 0;
  #roundTrip = Infinity;
  #measuredAt = 0;

  constructor(private readonly localNow: () => number = Date.now) {}

  now(): number {
    return Math.round(this.localNow() + this.#offset);
  }

  /** Take in an answer: `sentAt` is the local time at which its request went out. */
  learn(serverTime: number, sentAt: number): void {
    const receivedAt = this.localNow();
    const roundTrip = Math.max(0, receivedAt - sentAt);
    const offset = serverTime - (sentAt + receivedAt) / 2;
    const stale = receivedAt - this.#measuredAt > ServerClock.#KEEP_MS;
    // Beyond what both round trips explain, somebody has set the laptop's clock.
    const jumped = Math.abs(offset - this.#offset) > (roundTrip + this.#roundTrip) / 2 + 1000;
    if (roundTrip > this.#roundTrip && !stale && !jumped) return;
    this.#offset = offset;
    this.#roundTrip = roundTrip;
    this.#measuredAt = receivedAt;
  }
}
