/** The socket that carries the calls of one exam, shared by all pictures on the page. */
import type { LiveTicket } from "../../api/types";
import {
  connectLive,
  isSignOut,
  Ways,
  type LiveConnection,
  type SignalMessage,
} from "../../shared/live";
import type { SignalKind } from "../../shared/peer";
import { Store } from "../../shared/store";
import { heedSignOut } from "../auth";

export interface Outgoing {
  attemptId: string;
  kind: SignalKind;
  content: string;
  to: string | null;
}

/** How often it is looked whether the relays' credentials end soon. */
const LOOK_MS = 30_000;

type Listener = (message: SignalMessage) => void;

export class CallLine {
  readonly open = new Store(false);
  readonly ways: Ways;
  readonly #listeners = new Set<Listener>();
  #connection: LiveConnection | null = null;

  constructor(getTicket: () => Promise<LiveTicket>) {
    this.ways = new Ways(getTicket);
  }

  /** Connect and stay connected. Returns how to stop. */
  start(): () => void {
    const connection = connectLive({
      getTicket: () => this.ways.ticket(),
      onLive: (live) => this.open.set(live),
      onMessage: (message) => {
        if (isSignOut(message)) void heedSignOut();
        if (message.type !== "signal") return;
        for (const listener of this.#listeners) listener(message);
      },
    });
    this.#connection = connection;
    const looking = setInterval(() => this.open.get() && void this.ways.fresh(), LOOK_MS);
    return () => {
      clearInterval(looking);
      connection.stop();
      this.#connection = null;
      this.open.set(false);
    };
  }

  send({ attemptId, ...rest }: Outgoing): void {
    this.#connection?.send({ action: "signal", version: 1, attempt_id: attemptId, ...rest });
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
