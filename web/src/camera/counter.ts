/** A count that goes on after a reload, so that no two uploads share a number. */
export class PersistentCounter {
  #next: number;

  constructor(
    private readonly storage: Pick<Storage, "getItem" | "setItem">,
    private readonly key: string,
  ) {
    const stored = Number(storage.getItem(key));
    this.#next = Number.isSafeInteger(stored) && stored > 0 ? stored : 0;
  }

  next(): number {
    const value = this.#next++;
    try {
      this.storage.setItem(this.key, String(this.#next));
    } catch {
      // Storage full or forbidden: the count lasts as long as the page.
    }
    return value;
  }
}
