import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeStep } from "../../shared/call";
import type { SignalMessage } from "../../shared/live";
import { Watched } from "./watched";

type Encoding = { maxBitrate?: number; maxFramerate?: number };

/** As much of a connection as the student's side uses. */
class Connection {
  static latest: Connection;
  connectionState = "new";
  signalingState = "stable";
  localDescription = null;
  onconnectionstatechange: (() => void) | null = null;
  readonly channels = new Map<string, { onmessage?: (event: { data: string }) => void }>();
  encodings: Encoding[] = [{}];

  constructor() {
    Connection.latest = this;
  }

  addTrack() {
    return {
      getParameters: () => ({ encodings: this.encodings.map((one) => ({ ...one })) }),
      setParameters: ({ encodings }: { encodings: Encoding[] }) => {
        this.encodings = encodings;
        return Promise.resolve();
      },
      replaceTrack: () => Promise.resolve(),
    };
  }

  createDataChannel(name: string) {
    const channel = {};
    this.channels.set(name, channel);
    return channel;
  }

  setRemoteDescription = () => Promise.resolve();
  setLocalDescription = () => Promise.resolve();
  close = () => undefined;

  become(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  hear(name: string, data: string) {
    this.channels.get(name)?.onmessage?.({ data });
  }
}

beforeEach(() => {
  vi.stubGlobal("RTCPeerConnection", Connection);
  vi.stubGlobal("MediaStream", Object);
});
afterEach(() => vi.unstubAllGlobals());

function watched(): Connection {
  const track = { kind: "video" };
  const camera = { getVideoTracks: () => [track], getAudioTracks: () => [] };
  const student = new Watched({
    attemptId: "a",
    ice: () => ({}),
    send: () => undefined,
    camera: () => camera as unknown as MediaStream,
    onState: () => undefined,
  });
  const offer = { sender: "lecturer", kind: "offer", content: writeStep({ call: 1, content: "" }) };
  student.receive(offer as SignalMessage);
  Connection.latest.become("connected");
  return Connection.latest;
}

test("a call takes a part of the student's line", async () => {
  const connection = watched();
  await Promise.resolve();
  expect(connection.encodings).toEqual([{ maxBitrate: 600_000, maxFramerate: 24 }]);
});

test("half of it where the lecturer watches many, and all again when they are few", async () => {
  const connection = watched();
  connection.hear("many", "on");
  await Promise.resolve();
  expect(connection.encodings).toEqual([{ maxBitrate: 300_000, maxFramerate: 12 }]);
  connection.hear("many", "off");
  await Promise.resolve();
  expect(connection.encodings).toEqual([{ maxBitrate: 600_000, maxFramerate: 24 }]);
});

test("what was said of many holds after the line broke and came back", async () => {
  const connection = watched();
  connection.hear("many", "on");
  connection.become("disconnected");
  connection.become("connected");
  await Promise.resolve();
  expect(connection.encodings).toEqual([{ maxBitrate: 300_000, maxFramerate: 12 }]);
});
