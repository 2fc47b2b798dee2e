/** Where pictures can be seen. Texts name them by ids; addresses are signed and end some day. */
import { createContext } from "react";
import { backoffDelay } from "../../api/backoff";
import { Store } from "../store";

export type Addresses = Readonly<Record<string, string>>;

interface Parts {
  /** Ask the server for addresses, at most `AT_ONCE` of them. */
  locate: (ids: string[]) => Promise<Addresses>;
  /** Call back after so many milliseconds. */
  later?: (action: () => void, milliseconds: number) => void;
}

const AT_ONCE = 100;

/** Gathers what is wanted in one turn into one question, and asks again while the network is away. */
export class PictureBook {
  readonly addresses = new Store<Addresses>({});
  readonly #wanted = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #later: NonNullable<Parts["later"]>;
  #failures = 0;
  #scheduled = false;

  constructor(private readonly parts: Parts) {
    this.#later = parts.later ?? ((action, milliseconds) => setTimeout(action, milliseconds));
  }

  /** Ask for the addresses that are not known yet. */
  want(ids: string[]): void {
    const known = this.addresses.get();
    for (const id of ids) {
      if (!(id in known) && !this.#asked.has(id)) this.#wanted.add(id);
    }
    if (this.#wanted.size > 0) this.#schedule(0);
  }

  /** An address did not work: the network was away, or the address has ended. */
  renew(id: string): void {
    this.#wanted.add(id);
    this.#schedule(backoffDelay(this.#failures++));
  }

  /** A picture that is on this device already. */
  add(id: string, address: string): void {
    this.addresses.set({ ...this.addresses.get(), [id]: address });
  }

  #schedule(milliseconds: number): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#later(() => void this.#ask(), milliseconds);
  }

  async #ask(): Promise<void> {
    this.#scheduled = false;
    const ids = [...this.#wanted].slice(0, AT_ONCE);
    for (const id of ids) {
      this.#wanted.delete(id);
      this.#asked.add(id);
    }
    try {
      const found = await this.parts.locate(ids);
      this.#failures = 0;
      this.addresses.set({ ...this.addresses.get(), ...found });
    } catch {
      for (const id of ids) this.#wanted.add(id);
      this.#failures++;
    }
    if (this.#wanted.size > 0) this.#schedule(this.#failures && backoffDelay(this.#failures));
  }
}

const NOWHERE = new PictureBook({ locate: () => Promise.resolve({}) });

/** The book of the page. */
export const Pictures = createContext(NOWHERE);
