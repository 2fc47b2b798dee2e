/** The live connection of one exam's room: ticket, subscribe, push, and again when it breaks. */
import { backoffDelay } from "../api/backoff";
import type { LiveTicket } from "../api/types";

/** What this page needs of the messages; the rest of a violation is read over HTTP. */
interface ServerMessage {
  type: "subscribed" | "violation" | "error";
}

export interface LiveParts {
  getTicket: () => Promise<LiveTicket>;
  /** A violation is new or has grown. */
  onViolation: () => void;
  onLive: (live: boolean) => void;
  openSocket?: (url: string) => WebSocket;
}

/** "/ws" and https addresses are fine too: the page's own host says the rest. */
export function socketUrl(url: string, base: string): string {
  const whole = new URL(url, base);
  whole.protocol = whole.protocol.replace("http", "ws");
  return whole.href;
}

/** Connect and stay connected. Returns how to stop. */
export function followRoom(parts: LiveParts): () => void {
  let stopped = false;
  let failures = 0;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = parts.openSocket ?? ((url) => new WebSocket(url));

  const again = () => {
    parts.onLive(false);
    if (!stopped) timer = setTimeout(() => void connect(), backoffDelay(failures++));
  };

  const receive = (text: string) => {
    const message = JSON.parse(text) as ServerMessage;
    if (message.type === "subscribed") {
      failures = 0;
      parts.onLive(true);
    } else if (message.type === "violation") {
      parts.onViolation();
    } else {
      // A refused ticket: a fresh one may do.
      socket?.close();
    }
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
      current.send(JSON.stringify({ action: "subscribe", ticket: ticket.ticket }));
    current.onmessage = (event) => receive(String(event.data));
    current.onclose = again;
  }

  void connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}
