import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { followRoom, socketUrl, type LiveParts } from "./live";

/** A socket whose other end is the test. */
class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: string[] = [];
  send = (text: string) => this.sent.push(text);
  close = () => this.onclose?.();
  say = (message: object) => this.onmessage?.({ data: JSON.stringify(message) });
}

function room() {
  const sockets: FakeSocket[] = [];
  const seen: string[] = [];
  const parts: LiveParts = {
    getTicket: () => Promise.resolve({ url: "ws://site/ws", ticket: `ticket-${sockets.length}` }),
    onViolation: () => seen.push("violation"),
    onLive: (live) => seen.push(live ? "live" : "down"),
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  };
  return { parts, sockets, seen };
}

describe("followRoom", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("subscribes with its ticket and passes violations on", async () => {
    const { parts, sockets, seen } = room();
    followRoom(parts);
    await vi.advanceTimersByTimeAsync(0);
    const [socket] = sockets;
    socket?.onopen?.();
    expect(socket?.sent).toEqual([JSON.stringify({ action: "subscribe", ticket: "ticket-0" })]);
    socket?.say({ type: "subscribed", version: 1 });
    socket?.say({ type: "violation", version: 1, violation_id: "v1" });
    expect(seen).toEqual(["live", "violation"]);
  });

  test("connects again with a fresh ticket when the line breaks", async () => {
    const { parts, sockets, seen } = room();
    followRoom(parts);
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.close();
    expect(seen).toEqual(["down"]);
    await vi.advanceTimersByTimeAsync(1000);
    sockets[1]?.onopen?.();
    expect(sockets[1]?.sent[0]).toContain("ticket-1");
  });

  test("stays away once stopped", async () => {
    const { parts, sockets } = room();
    const stop = followRoom(parts);
    await vi.advanceTimersByTimeAsync(0);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
  });
});

test("a ticket's address may be whole, or a path of the site", () => {
  expect(socketUrl("wss://live.example/ws", "https://site.example/")).toBe("wss://live.example/ws");
  expect(socketUrl("/ws", "https://site.example/lecturer")).toBe("wss://site.example/ws");
});
