import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveTicket } from "../api/types";
import { connectLive, socketUrl, Ways, type LiveParts } from "./live";

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
    getTicket: () =>
      Promise.resolve({
        url: "ws://site/ws",
        ticket: `ticket-${sockets.length}`,
        ice_servers: [],
        ice_transport: "all",
        ice_life_s: 10_800,
      }),
    onMessage: (message) => seen.push(message.type),
    onLive: (live) => seen.push(live ? "live" : "down"),
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  };
  return { parts, sockets, seen };
}

describe("connectLive", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("subscribes with its ticket and passes violations on", async () => {
    const { parts, sockets, seen } = room();
    connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    const [socket] = sockets;
    socket?.onopen?.();
    expect(socket?.sent).toEqual([JSON.stringify({ action: "subscribe", version: 1, ticket: "ticket-0" })]);
    socket?.say({ type: "subscribed", version: 1 });
    socket?.say({ type: "violation", version: 1, violation_id: "v1" });
    expect(seen).toEqual(["live", "subscribed", "violation"]);
  });

  test("connects again with a fresh ticket when the line breaks", async () => {
    const { parts, sockets, seen } = room();
    connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.close();
    expect(seen).toEqual(["down"]);
    await vi.advanceTimersByTimeAsync(1000);
    sockets[1]?.onopen?.();
    expect(sockets[1]?.sent[0]).toContain("ticket-1");
  });

  test("draws a fresh ticket when one is refused, and goes on when a signal is", async () => {
    const { parts, sockets, seen } = room();
    connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.say({ type: "error", version: 1, code: "ticket_used" });
    await vi.advanceTimersByTimeAsync(1000);
    sockets[1]?.say({ type: "subscribed", version: 1 });
    sockets[1]?.say({ type: "error", version: 1, code: "nobody_there" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(2);
    expect(seen.at(-1)).toBe("error");
  });

  test("hears no more and asks for a fresh ticket once it was signed out", async () => {
    const { parts, sockets, seen } = room();
    connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.say({ type: "subscribed", version: 1 });
    sockets[0]?.say({ type: "error", version: 1, code: "signed_out" });
    expect(seen).toEqual(["live", "subscribed", "down", "error"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(2);
  });

  test("sends only while it listens", async () => {
    const { parts, sockets } = room();
    const connection = connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    const bye = { action: "signal", version: 1, attempt_id: "a", kind: "bye" } as const;
    expect(connection.send(bye)).toBe(false);
    sockets[0]?.say({ type: "subscribed", version: 1 });
    expect(connection.send(bye)).toBe(true);
    expect(sockets[0]?.sent).toEqual([JSON.stringify(bye)]);
  });

  test("notices a line that broke without a word", async () => {
    const { parts, sockets, seen } = room();
    connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.say({ type: "subscribed", version: 1 });
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(sockets[0]?.sent.at(-1)).toContain("ping");
    sockets[0]?.say({ type: "pong", version: 1 });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4 * 60_000 + 1000);
    expect(sockets).toHaveLength(2);
    expect(seen).toContain("down");
  });

  test("stays away once stopped", async () => {
    const { parts, sockets } = room();
    const connection = connectLive(parts);
    await vi.advanceTimersByTimeAsync(0);
    connection.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
  });
});

test("a ticket's address may be whole, or a path of the site", () => {
  expect(socketUrl("wss://live.example/ws", "https://site.example/")).toBe("wss://live.example/ws");
  expect(socketUrl("/ws", "https://site.example/lecturer")).toBe("wss://site.example/ws");
});

describe("Ways", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function lent(life: number) {
    const draw = vi.fn(() =>
      Promise.resolve<LiveTicket>({
        url: "ws://site/ws",
        ticket: "t",
        ice_servers: [{ urls: [`turn:relay-${draw.mock.calls.length}`] }],
        ice_transport: "all",
        ice_life_s: life,
      }),
    );
    return { draw, ways: new Ways(draw) };
  }

  test("relays that let a call begin are kept", async () => {
    const { draw, ways } = lent(300);
    await ways.ticket();
    await vi.advanceTimersByTimeAsync(200_000);
    await ways.fresh();
    expect(draw).toHaveBeenCalledTimes(1);
  });

  test("relays whose time ends soon are drawn anew, once for all steps of a call", async () => {
    const { draw, ways } = lent(300);
    await ways.ticket();
    await vi.advanceTimersByTimeAsync(250_000);
    await Promise.all([ways.fresh(), ways.fresh()]);
    expect(draw).toHaveBeenCalledTimes(2);
    expect(ways.current.iceServers).toEqual([{ urls: ["turn:relay-2"] }]);
  });

  test("without a ticket a call begins with what was known", async () => {
    const { draw, ways } = lent(300);
    await ways.ticket();
    await vi.advanceTimersByTimeAsync(300_000);
    draw.mockRejectedValueOnce(new Error("away"));
    await ways.fresh();
    expect(ways.current.iceServers).toEqual([{ urls: ["turn:relay-1"] }]);
  });
});
