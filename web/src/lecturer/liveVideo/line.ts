/** The socket that carries the calls of one exam, shared by all pictures on the page. */
import type { LiveTicket } from "../../api/types";
import { connectLive, iceOf, type LiveConnection, type SignalMessage } from "../../shared/live";
import type { SignalKind } from "../../shared/peer";
import { Store } from "../../shared/store";

export interface Outgoing {
  attemptId: string;
  kind: SignalKind;
  content: string;
  to: string | null;
}

type Listener = (message: SignalMessage) => void;

export class CallLine {
  readonly open = new Store(false);
  ice: RTCConfiguration = {};
  readonly #listeners = new Set<Listener>();
  #connection: LiveConnection | null = null;

  constructor(private readonly getTicket: () => Promise<LiveTicket>) {}

  /** Connect and stay connected. Returns how to stop. */
  start(): () => void {
    const connection = connectLive({
      getTicket: async () => {
        const ticket = await this.getTicket();
        this.ice = iceOf(ticket);
        return ticket;
      },
      onLive: (live) => this.open.set(live),
      onMessage: (message) => {
        if (message.type !== "signal") return;
        for (const listener of this.#listeners) listener(message);
      },
    });
    this.#connection = connection;
    return () => {
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
