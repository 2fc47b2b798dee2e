/** The live connection of a page: ticket, subscribe, messages both ways, and again when it breaks. */
import { backoffDelay } from "../api/backoff";
import type { components } from "../api/messages";
import type { LiveTicket } from "../api/types";

type Schemas = components["schemas"];
export type ServerMessage = Schemas["ServerMessage"];
export type ClientMessage = Schemas["SendSignal"];
export type SignalMessage = Schemas["SignalMessage"];

/** A call must begin before its relays' credentials end: they are drawn anew so long before. */
const SPARE_MS = 60_000;

/** What tickets say of the ways between two browsers. */
export class Ways {
  current: RTCConfiguration = {};
  #until = 0;
  #drawing: Promise<void> | null = null;

  constructor(private readonly draw: () => Promise<LiveTicket>) {}

  /** Draw a ticket, and take what it says. */
  async ticket(): Promise<LiveTicket> {
    const ticket = await this.draw();
    this.current = { iceServers: ticket.ice_servers, iceTransportPolicy: ticket.ice_transport };
    this.#until = Date.now() + ticket.ice_life_s * 1000 - SPARE_MS;
    return ticket;
  }

  /** Once this is done a call may begin; without a ticket it takes the ways that were known. */
  fresh(): Promise<void> {
    if (Date.now() < this.#until) return Promise.resolve();
    this.#drawing ??= this.ticket()
      .then(() => undefined, () => undefined)
      .finally(() => (this.#drawing = null));
    return this.#drawing;
  }
}

export interface LiveParts {
  getTicket: () => Promise<LiveTicket>;
  /** Whatever comes once the connection listens; what came before it is to be read over HTTP. */
  onMessage: (message: ServerMessage) => void;
  onLive: (live: boolean) => void;
  openSocket?: (url: string) => WebSocket;
}

export interface LiveConnection {
  /** False: there is no connection now, and nothing was sent. */
  send: (message: ClientMessage) => boolean;
  stop: () => void;
}

/** API Gateway closes a connection that is silent for ten minutes. */
const PING_MS = 4 * 60_000;
/** A line that broke without a word shows by the missing answer. */
const ANSWER_MS = 15_000;
const VERSION = 1;

/** Refusals after which a connection hears nothing. */
const DEAF: ReadonlySet<string> = new Set(["not_subscribed", "signed_out"]);

/** Whether a message says that the lecturer was signed out everywhere. */
export function isSignOut(message: ServerMessage): boolean {
  return message.type === "error" && message.code === "signed_out";
}

/** "/ws" and https addresses are fine too: the page's own host says the rest. */
export function socketUrl(url: string, base: string): string {
  const whole = new URL(url, base);
  whole.protocol = whole.protocol.replace("http", "ws");
  return whole.href;
}

/** Connect and stay connected. */
export function connectLive(parts: LiveParts): LiveConnection {
  let stopped = false;
  let failures = 0;
  let listening = false;
  let socket: WebSocket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let ping: ReturnType<typeof setTimeout> | undefined;
  const open = parts.openSocket ?? ((url) => new WebSocket(url));
  const say = (message: Schemas["ClientMessage"]) => socket?.send(JSON.stringify(message));

  const again = () => {
    listening = false;
    clearTimeout(ping);
    parts.onLive(false);
    if (!stopped) retry = setTimeout(() => void connect(), backoffDelay(failures++));
  };

  const keepAlive = () => {
    clearTimeout(ping);
    ping = setTimeout(() => {
      say({ action: "ping", version: VERSION });
      ping = setTimeout(() => socket?.close(), ANSWER_MS);
    }, PING_MS);
  };

  const receive = (text: string) => {
    const read = JSON.parse(text) as { version?: number };
    if (read.version !== VERSION) return; // a newer server's: the page goes on by HTTP
    const message = read as ServerMessage;
    keepAlive();
    if (message.type === "subscribed") {
      failures = 0;
      listening = true;
      parts.onLive(true);
    } else if (message.type === "error" && (!listening || DEAF.has(message.code))) {
      // A refused ticket, or one that is worth nothing any more: a fresh one may do.
      socket?.close();
    }
    parts.onMessage(message);
  };

  async function connect(): Promise<void> {
    let ticket: LiveTicket;
    try {
      ticket = await parts.getTicket();
    } catch {
      again();
      return;
    }
    if (stopped) return;
    const current = open(socketUrl(ticket.url, location.href));
    socket = current;
    current.onopen = () =>
      say({ action: "subscribe", version: VERSION, ticket: ticket.ticket });
    current.onmessage = (event) => receive(String(event.data));
    current.onclose = again;
  }

  void connect();
  return {
    send: (message) => {
      if (listening) say(message);
      return listening;
    },
    stop: () => {
      stopped = true;
      clearTimeout(retry);
      clearTimeout(ping);
      socket?.close();
    },
  };
}
