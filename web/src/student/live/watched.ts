/** The student's side of live video: lecturers who watch, and who speaks.  Fetched with the first call. */
import type { SignalMessage } from "../../shared/live";
import { openChannel, readStep, writeStep, type ChannelName } from "../../shared/call";
import { Peer, type SignalKind } from "../../shared/peer";
import type { WatchState } from "./state";

export interface WatchedParts {
  attemptId: string;
  ice: () => RTCConfiguration;
  send: (message: {
    action: "signal";
    version: 1;
    attempt_id: string;
    kind: SignalKind;
    content: string;
    to: string;
  }) => void;
  /** The camera's stream as it is now; null: it is off. */
  camera: () => MediaStream | null;
  onState: (state: WatchState) => void;
}

/** A stranger to the answers' uploads: what a student's line gives first belongs to them. */
const MOST = { maxBitrate: 600_000, maxFramerate: 24 };
/** Where the lecturer watches many, and each is small. */
const AMONG_MANY = { maxBitrate: 300_000, maxFramerate: 12 };
/** As many as one lecturer's page shows students; more would be no watching. */
const MAX_WATCHERS = 4;
const LOST_MS = 15_000;

interface Watcher {
  call: number;
  peer: Peer;
  sender: RTCRtpSender;
  /** Sends the microphone while this lecturer listens; null: the exam covers no sound. */
  sound: RTCRtpSender | null;
  voice: HTMLAudioElement;
  talking: boolean;
  listening: boolean;
  amongMany: boolean;
  lost?: ReturnType<typeof setTimeout>;
}

export class Watched {
  readonly #watchers = new Map<string, Watcher>();
  /** The last call of each caller that ended, so that its late steps begin nothing. */
  readonly #ended = new Map<string, number>();

  constructor(private readonly parts: WatchedParts) {}

  /** Take a step of a lecturer's call. */
  receive(message: SignalMessage): void {
    if (message.kind === "look" || message.kind === "glimpse") return;
    const step = readStep(message.content);
    if (!step || step.call <= (this.#ended.get(message.sender) ?? 0)) return;
    const present = this.#watchers.get(message.sender);
    if (present && step.call < present.call) return;
    if (message.kind === "bye") {
      this.#end(message.sender, step.call);
      return;
    }
    if (present && step.call > present.call) this.#end(message.sender, present.call);
    const watcher = this.#watchers.get(message.sender) ?? this.#begin(message.sender, step.call);
    void watcher?.peer.receive(message.kind, step.content);
  }

  /** The camera was opened anew, or went off. */
  cameraChanged(): void {
    const track = this.parts.camera()?.getVideoTracks()[0] ?? null;
    for (const { sender } of this.#watchers.values()) void sender.replaceTrack(track);
    this.#listenChanged();
  }

  /** Let exactly those hear the microphone who listen; it is silent while nobody does. */
  #listenChanged(): void {
    const microphone = this.#microphone();
    const watchers = [...this.#watchers.values()];
    if (microphone) microphone.enabled = watchers.some(({ listening }) => listening);
    for (const { sound, listening } of watchers) {
      void sound?.replaceTrack(listening ? microphone : null);
    }
  }

  #microphone(): MediaStreamTrack | null {
    return this.parts.camera()?.getAudioTracks()[0] ?? null;
  }

  /** The line came back: what was lost is looked for again by the lecturer's side. */
  close(): void {
    for (const [caller, { call }] of [...this.#watchers]) {
      this.#send(caller, call, "bye", "");
      this.#end(caller, call);
    }
  }

  #begin(caller: string, call: number): Watcher | null {
    const camera = this.parts.camera();
    const track = camera?.getVideoTracks()[0];
    if (!camera || !track || this.#watchers.size >= MAX_WATCHERS) {
      this.#send(caller, call, "bye", "");
      this.#ended.set(caller, call);
      return null;
    }
    const peer = new Peer({
      ice: this.parts.ice(),
      polite: true,
      send: (kind, content) => this.#send(caller, call, kind, content),
    });
    const watcher: Watcher = {
      call,
      peer,
      sender: peer.connection.addTrack(track, camera),
      sound: this.#offerSound(peer.connection),
      voice: new Audio(),
      talking: false,
      listening: false,
      amongMany: false,
    };
    this.#watchers.set(caller, watcher);
    this.#follow(caller, watcher);
    return watcher;
  }

  /** Agree on sound from the start, so that listening needs no new agreement; none is sent yet. */
  #offerSound(connection: RTCPeerConnection): RTCRtpSender | null {
    const microphone = this.#microphone();
    if (!microphone) return null;
    // A stream of its own: pictures must not wait for their sound.
    const sender = connection.addTrack(microphone, new MediaStream());
    void sender.replaceTrack(null);
    return sender;
  }

  #follow(caller: string, watcher: Watcher): void {
    const { connection } = watcher.peer;
    connection.ontrack = ({ track }) => {
      watcher.voice.srcObject = new MediaStream([track]);
      void watcher.voice.play().catch(() => undefined);
    };
    connection.onconnectionstatechange = () => {
      clearTimeout(watcher.lost);
      if (connection.connectionState === "connected") void limit(watcher);
      // A page that was closed without a word, or whose line is gone for good.
      else watcher.lost = setTimeout(() => this.#end(caller, watcher.call), LOST_MS);
      this.#tell();
    };
    this.#heed(connection, "talk", (on) => (watcher.talking = on));
    this.#heed(connection, "listen", (on) => {
      watcher.listening = on && watcher.sound !== null;
      this.#listenChanged();
    });
    this.#heed(connection, "many", (on) => {
      watcher.amongMany = on;
      void limit(watcher);
    });
  }

  /** Follow what the lecturer's page says on a channel; one that closed says no more. */
  #heed(connection: RTCPeerConnection, name: ChannelName, set: (on: boolean) => void): void {
    const channel = openChannel(connection, name);
    const take = (on: boolean) => {
      set(on);
      this.#tell();
    };
    channel.onmessage = ({ data }) => take(data === "on");
    channel.onclose = () => take(false);
  }

  #end(caller: string, call: number): void {
    this.#ended.set(caller, Math.max(call, this.#ended.get(caller) ?? 0));
    const watcher = this.#watchers.get(caller);
    if (!watcher || watcher.call > call) return;
    this.#watchers.delete(caller);
    clearTimeout(watcher.lost);
    watcher.voice.srcObject = null;
    watcher.peer.connection.onconnectionstatechange = null;
    watcher.peer.close();
    this.#listenChanged();
    this.#tell();
  }

  #send(caller: string, call: number, kind: SignalKind, content: string): void {
    this.parts.send({
      action: "signal",
      version: 1,
      attempt_id: this.parts.attemptId,
      kind,
      content: writeStep({ call, content }),
      to: caller,
    });
  }

  #tell(): void {
    const watchers = [...this.#watchers.values()];
    this.parts.onState({
      watched: watchers.some(({ peer }) => peer.connection.connectionState === "connected"),
      heard: watchers.some(({ listening }) => listening),
      spokenTo: watchers.some(({ talking }) => talking),
    });
  }
}

async function limit({ sender, amongMany }: Watcher): Promise<void> {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) {
    Object.assign(encoding, amongMany ? AMONG_MANY : MOST);
  }
  await sender.setParameters(parameters).catch(() => undefined);
}
