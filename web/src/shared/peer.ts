/** One direct connection of two browsers, by the perfect negotiation pattern (W3C WebRTC 1.0, 10.7). */

export type SignalKind = "offer" | "answer" | "candidate" | "bye";

export interface PeerParts {
  /** Which servers help to find a way, and whether it must lead through one of them. */
  ice: RTCConfiguration;
  /** Of two offers that cross, the polite side's gives way. */
  polite: boolean;
  /** Hand a step to the other side; `content` is a session description or a candidate as JSON. */
  send: (kind: SignalKind, content: string) => void;
  /** For tests; the browser's own otherwise. */
  connect?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

export class Peer {
  readonly connection: RTCPeerConnection;
  /** Candidates that came before the description they belong to. */
  readonly #early: RTCIceCandidateInit[] = [];
  #offering = false;
  #ignoring = false;
  #steps: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PeerParts) {
    const connect = parts.connect ?? ((configuration) => new RTCPeerConnection(configuration));
    this.connection = connect({ ...parts.ice, bundlePolicy: "max-bundle" });
    this.connection.onnegotiationneeded = () => void this.#offer();
    this.connection.onicecandidate = ({ candidate }) => {
      if (candidate) parts.send("candidate", JSON.stringify(candidate));
    };
  }

  /** Take a step of the other side; steps are taken one after the other. */
  receive(kind: Exclude<SignalKind, "bye">, content: string): Promise<void> {
    this.#steps = this.#steps.then(() => this.#take(kind, content)).catch(() => undefined);
    return this.#steps;
  }

  /** Look for another way, as after a change of the network. */
  restart(): void {
    if (this.connection.signalingState !== "closed") this.connection.restartIce();
  }

  close(): void {
    this.connection.onnegotiationneeded = null;
    this.connection.onicecandidate = null;
    this.connection.close();
  }

  async #offer(): Promise<void> {
    try {
      this.#offering = true;
      await this.connection.setLocalDescription();
      this.#sendDescription();
    } catch {
      // Closed meanwhile.
    } finally {
      this.#offering = false;
    }
  }

  async #take(kind: Exclude<SignalKind, "bye">, content: string): Promise<void> {
    if (kind === "candidate") {
      await this.#takeCandidate(JSON.parse(content) as RTCIceCandidateInit);
      return;
    }
    const stable = this.connection.signalingState === "stable" && !this.#offering;
    const collides = kind === "offer" && !stable;
    this.#ignoring = collides && !this.parts.polite;
    if (this.#ignoring) return;
    await this.connection.setRemoteDescription({ type: kind, sdp: content });
    for (const candidate of this.#early.splice(0)) await this.#takeCandidate(candidate);
    if (kind === "offer") {
      await this.connection.setLocalDescription();
      this.#sendDescription();
    }
  }

  async #takeCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.connection.remoteDescription) {
      this.#early.push(candidate);
      return;
    }
    try {
      await this.connection.addIceCandidate(candidate);
    } catch (error) {
      // Candidates of an offer that was passed over fit nothing.
      if (!this.#ignoring) throw error;
    }
  }

  #sendDescription(): void {
    const description = this.connection.localDescription;
    if (description?.type === "offer" || description?.type === "answer") {
      this.parts.send(description.type, description.sdp);
    }
  }
}
