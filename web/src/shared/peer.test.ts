import { describe, expect, test } from "vitest";
import { Peer, type SignalKind } from "./peer";

/** The part of a browser's connection that negotiating touches, by the states of W3C WebRTC 1.0, 4.3.1. */
class FakeConnection {
  signalingState: RTCSignalingState = "stable";
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: object | null }) => void) | null = null;
  readonly candidates: string[] = [];
  restarts = 0;

  constructor(
    readonly name: string,
    readonly configuration: RTCConfiguration,
  ) {}

  // What a browser does in its own time happens after whatever is under way.
  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.localDescription = { type, sdp: `${type} of ${this.name}` };
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve();
    // An offer rolls one's own back; an answer fits to an offer of one's own only.
    if (description.type === "answer" && this.signalingState !== "have-local-offer") {
      throw new DOMException("nothing was offered", "InvalidStateError");
    }
    this.remoteDescription = description;
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
  }

  async addIceCandidate({ candidate }: RTCIceCandidateInit): Promise<void> {
    await Promise.resolve();
    if (!this.remoteDescription) throw new DOMException("too early", "InvalidStateError");
    this.candidates.push(candidate ?? "");
  }

  restartIce = () => (this.restarts += 1);
  close = () => (this.signalingState = "closed");
}

type Step = [SignalKind, string];

function side(name: string, polite: boolean) {
  const sent: Step[] = [];
  const made: FakeConnection[] = [];
  const peer = new Peer({
    ice: { iceServers: [{ urls: ["turn:relay"] }], iceTransportPolicy: "relay" },
    polite,
    send: (kind, content) => sent.push([kind, content]),
    connect: (configuration) => {
      made.push(new FakeConnection(name, configuration));
      return made[0] as unknown as RTCPeerConnection;
    },
  });
  const [connection] = made;
  if (!connection) throw new Error("no connection was made");
  return { peer, sent, connection };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Hand on all steps until nobody has more to say. */
async function carry(one: ReturnType<typeof side>, other: ReturnType<typeof side>): Promise<void> {
  await settle();
  while (one.sent.length + other.sent.length > 0) {
    const [fromOne, fromOther] = [one.sent.splice(0), other.sent.splice(0)];
    for (const [kind, content] of fromOne) if (kind !== "bye") void other.peer.receive(kind, content);
    for (const [kind, content] of fromOther) if (kind !== "bye") void one.peer.receive(kind, content);
    await settle();
  }
}

describe("Peer", () => {
  test("takes no other ways than it is told", () => {
    const { connection } = side("lecturer", false);
    expect(connection.configuration).toMatchObject({
      iceServers: [{ urls: ["turn:relay"] }],
      iceTransportPolicy: "relay",
    });
  });

  test("of two offers that cross, the polite side's gives way, and both agree on the other", async () => {
    const [lecturer, student] = [side("lecturer", false), side("student", true)];
    lecturer.connection.onnegotiationneeded?.();
    student.connection.onnegotiationneeded?.();
    await carry(lecturer, student);
    expect(lecturer.connection.remoteDescription?.sdp).toBe("answer of student");
    expect(student.connection.remoteDescription?.sdp).toBe("offer of lecturer");
    for (const { connection } of [lecturer, student]) expect(connection.signalingState).toBe("stable");
  });

  test("candidates of an offer that was passed over do no harm", async () => {
    const lecturer = side("lecturer", false);
    lecturer.connection.onnegotiationneeded?.();
    await settle();
    await lecturer.peer.receive("offer", "offer of student");
    await lecturer.peer.receive("candidate", JSON.stringify({ candidate: "of the passed over" }));
    await lecturer.peer.receive("answer", "answer of student");
    expect(lecturer.connection.signalingState).toBe("stable");
  });

  test("candidates that come before their description wait for it", async () => {
    const student = side("student", true);
    await student.peer.receive("candidate", JSON.stringify({ candidate: "early" }));
    expect(student.connection.candidates).toEqual([]);
    await student.peer.receive("offer", "offer of lecturer");
    expect(student.connection.candidates).toEqual(["early"]);
  });

  test("looks for another way while it is open, and says nothing once it is closed", async () => {
    const { peer, connection, sent } = side("student", true);
    peer.restart();
    peer.close();
    peer.restart();
    connection.onicecandidate?.({ candidate: { candidate: "late" } });
    await settle();
    expect(connection.restarts).toBe(1);
    expect(sent).toEqual([]);
  });
});
