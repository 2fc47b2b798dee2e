/** The lecturer's side of one live picture: call, show, call again when it breaks, listen, speak. */
import { openChannel, readStep, writeStep } from "../../shared/call";
import type { SignalMessage } from "../../shared/live";
import { Peer, type SignalKind } from "../../shared/peer";
import { Store } from "../../shared/store";
import type { CallLine } from "./line";

/** `away`: nobody answers, or no way leads there; it stays so while it is tried again. */
export type ViewState = "calling" | "live" | "broken" | "away";

/** Whether the student can be heard: not without a microphone, nor where the exam covers no sound. */
export type SoundState = "none" | "ready" | "listening";

/** So long may a call take, or a line be broken, before it is made anew. */
const PATIENCE_MS = 8000;
/** How long a line may stutter before another way is looked for. */
const STUTTER_MS = 1500;
const AGAIN_MS = 10_000;

export class Viewer {
  readonly state = new Store<ViewState>("calling");
  readonly stream = new Store<MediaStream | null>(null);
  readonly sound = new Store<SoundState>("none");
  /** What the student says; silent unless it is listened to. */
  readonly voice = new Store<MediaStream | null>(null);
  #listening = false;
  #many = false;
  #peer: Peer | null = null;
  #call = 0;
  #student: string | null = null;
  #microphone: MediaStreamTrack | null = null;
  #audio: RTCRtpTransceiver | null = null;
  #talk: RTCDataChannel | null = null;
  #listen: RTCDataChannel | null = null;
  #size: RTCDataChannel | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stutter: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly attemptId: string,
    private readonly line: CallLine,
  ) {}

  /** Call, and go on until stopped. Returns how to stop, which frees everything. */
  start(): () => void {
    const restart = () => this.#peer?.restart();
    window.addEventListener("online", restart);
    const stops = [
      this.line.listen((message) => this.#receive(message)),
      this.line.open.subscribe(() => this.#lineChanged()),
      () => window.removeEventListener("online", restart),
    ];
    this.#begin();
    return () => {
      for (const stop of stops) stop();
      this.#microphone?.stop();
      this.#microphone = null;
      this.#hangUp();
    };
  }

  /** Speak to this student until it is said again that one does not. @throws DOMException */
  async talk(on: boolean): Promise<void> {
    if (on && !this.#microphone) {
      const audio = { echoCancellation: true, noiseSuppression: true };
      const stream = await navigator.mediaDevices.getUserMedia({ audio });
      this.#microphone = stream.getAudioTracks()[0] ?? null;
    } else if (!on) {
      this.#microphone?.stop();
      this.#microphone = null;
    }
    await this.#audio?.sender.replaceTrack(this.#microphone);
    say(this.#talk, this.#microphone !== null);
  }

  /** Hear this student until it is said again that one does not; their page says so, too. */
  listen(on: boolean): void {
    this.#listening = on;
    say(this.#listen, on);
    this.#tellSound();
  }

  /** Say whether this student is one of many on the page: then less of their line will do. */
  amongMany(on: boolean): void {
    this.#many = on;
    say(this.#size, on);
  }

  #lineChanged(): void {
    // A picture that runs needs no line; one that does not was never called.
    if (this.line.open.get() && this.state.get() !== "live") this.#begin();
  }

  #begin(): void {
    this.#hangUp();
    // The pictures that stand in stay in sight until there is something better.
    if (this.state.get() !== "away") this.state.set("calling");
    if (!this.line.open.get()) return;
    this.#call = Math.max(Date.now(), this.#call + 1);
    this.#student = null;
    const peer = new Peer({
      ice: this.line.ways.current,
      polite: false,
      send: (kind, content) => this.#send(kind, content),
    });
    this.#peer = peer;
    const { connection } = peer;
    connection.ontrack = ({ receiver, track }) => {
      // The newest picture matters, not the smoothest: no waiting in the buffer.
      receiver.jitterBufferTarget = 0;
      (track.kind === "video" ? this.stream : this.voice).set(new MediaStream([track]));
    };
    connection.onconnectionstatechange = () => this.#follow(peer);
    connection.addTransceiver("video", { direction: "recvonly" });
    // There from the start, so that neither speaking nor listening needs a new agreement.
    this.#audio = connection.addTransceiver("audio", { direction: "sendrecv" });
    void this.#audio.sender.replaceTrack(this.#microphone);
    const talk = openChannel(connection, "talk");
    talk.onopen = () => say(talk, this.#microphone !== null);
    const listen = openChannel(connection, "listen");
    listen.onopen = () => say(listen, this.#listening);
    const size = openChannel(connection, "many");
    size.onopen = () => say(size, this.#many);
    [this.#talk, this.#listen, this.#size] = [talk, listen, size];
    this.#expectWithin(PATIENCE_MS);
  }

  #follow(peer: Peer): void {
    if (peer !== this.#peer) return;
    clearTimeout(this.#stutter);
    const { connectionState } = peer.connection;
    if (connectionState === "connected") {
      clearTimeout(this.#timer);
      this.state.set("live");
      this.#tellSound();
    } else if (connectionState === "disconnected" || connectionState === "failed") {
      const wait = connectionState === "failed" ? 0 : STUTTER_MS;
      this.#stutter = setTimeout(() => peer.restart(), wait);
      // A line may fail again and again while another way is looked for: patience begins once.
      if (this.state.get() === "live") {
        this.state.set("broken");
        this.#expectWithin(PATIENCE_MS);
      }
    }
  }

  /** Without a picture by then, say so, and call anew a while later. */
  #expectWithin(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#giveUp(), milliseconds);
  }

  #giveUp(): void {
    this.#hangUp();
    this.state.set("away");
    this.#timer = setTimeout(() => this.#begin(), AGAIN_MS);
  }

  #hangUp(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#stutter);
    if (!this.#peer) return;
    this.#send("bye", "");
    this.#peer.connection.onconnectionstatechange = null;
    this.#peer.close();
    this.#peer = null;
    this.#audio = null;
    this.stream.set(null);
    this.voice.set(null);
    this.#tellSound();
  }

  #receive(message: SignalMessage): void {
    if (message.attempt_id !== this.attemptId) return;
    if (message.kind === "look" || message.kind === "glimpse") return;
    const step = readStep(message.content);
    if (step?.call !== this.#call || !this.#peer) return;
    // The page that answered first is the one: another device of the student may be open, too.
    this.#student ??= message.sender;
    if (message.sender !== this.#student) return;
    if (message.kind === "bye") this.#giveUp();
    else void this.#peer.receive(message.kind, step.content);
  }

  #send(kind: SignalKind, content: string): void {
    this.line.send({
      attemptId: this.attemptId,
      kind,
      content: writeStep({ call: this.#call, content }),
      to: this.#student,
    });
  }

  #tellSound(): void {
    // What was agreed on: the student's page answers with sound only where it may send some.
    const agreed = this.#audio?.currentDirection === "sendrecv";
    const on = this.#listening ? "listening" : "ready";
    this.sound.set(agreed ? on : "none");
  }
}

function say(channel: RTCDataChannel | null, on: boolean): void {
  if (channel?.readyState === "open") channel.send(on ? "on" : "off");
}
