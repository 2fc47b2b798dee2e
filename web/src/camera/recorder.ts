import { Store } from "../shared/store";
import { FrameBundler } from "./bundler";
import cadence from "./cadence.json";
import { ChangeWatch } from "./changes";
import { CameraError, closeCamera, FrameGrabber, openCamera, type CameraFault } from "./capture";
import { FIRST_QUALITY, nextQuality } from "./quality";
import type { BundleUploader } from "./uploader";

export type CameraState =
  | { name: "off" | "starting" }
  | { name: "on"; stream: MediaStream }
  | { name: "failed"; fault: CameraFault };

/** A small picture on a wall; in base64 it must fit into one signal. */
const GLIMPSE = { longest: 400, bytes: 17_000 };

/** Once the attempt is handed in, nothing is taken any more. */
const NOTHING = { max_frames: 1, max_bytes: 1 };

/** One picture a second from the camera to the uploader, while the attempt runs. */
export class CameraRecorder {
  readonly state = new Store<CameraState>({ name: "off" });
  readonly #bundler: FrameBundler;
  readonly #changes = new ChangeWatch();
  readonly #frameBudget: number;
  #grabber: FrameGrabber | null = null;
  #quality = FIRST_QUALITY;
  #glimpseQuality = FIRST_QUALITY;
  #grabbing = false;

  constructor(
    private readonly uploader: BundleUploader,
    private readonly now: () => number,
    /** Whether the microphone is opened with the camera. */
    readonly sound = false,
  ) {
    const { max_frames, max_bytes } = uploader.policy ?? NOTHING;
    const maxFrames = Math.min(cadence.calm_frames, max_frames);
    this.#frameBudget = max_bytes / maxFrames;
    this.#bundler = new FrameBundler({
      maxFrames,
      maxAgeMs: maxFrames * 1000,
      maxBytes: max_bytes,
      hurriedFrames: cadence.hurried_frames,
      hurryMs: cadence.hurry_seconds * 1000,
    });
    this.heard(false);
  }

  /**
   * Say whether lecturers' looks are heard here. A page that cannot hear them does not know
   * whether its pictures are waited for, and keeps its bundles shorter.
   */
  heard(on: boolean): void {
    this.#bundler.holdAtMost(on ? cadence.calm_frames : cadence.unheard_frames);
  }

  /** The camera's picture of this moment, small enough for a signal; null: there is none. */
  async glimpse(): Promise<Blob | null> {
    const jpeg = await this.#grabber?.glimpse(GLIMPSE.longest, this.#glimpseQuality);
    if (!jpeg) return null;
    this.#glimpseQuality = nextQuality(this.#glimpseQuality, jpeg.size, GLIMPSE.bytes);
    return jpeg.size <= GLIMPSE.bytes ? jpeg : null;
  }

  /** Turn the camera on, or take over a stream that is already running. */
  async start(running?: MediaStream): Promise<void> {
    if (this.state.get().name === "on" || this.state.get().name === "starting") return;
    this.state.set({ name: "starting" });
    try {
      this.#watch(running ?? (await openCamera(this.sound)));
    } catch (error) {
      const fault = error instanceof CameraError ? error.fault : "busy";
      this.state.set({ name: "failed", fault });
    }
  }

  /** Once a second: take a picture, send what is due. */
  async tick(): Promise<void> {
    // A slow device must not pile up pictures of the same moment.
    if (this.#grabber && !this.#grabbing) {
      this.#grabbing = true;
      await this.#take(this.#grabber).finally(() => (this.#grabbing = false));
    }
    for (const bundle of this.#bundler.tick(this.now())) this.uploader.enqueue(bundle);
  }

  /** Hand what has been taken so far to the uploader. */
  flush(): void {
    for (const bundle of this.#bundler.flush()) this.uploader.enqueue(bundle);
  }

  /** Stop taking pictures and hand the running camera over, if it is on. */
  release(): MediaStream | undefined {
    const state = this.state.get();
    this.#end();
    this.flush();
    return state.name === "on" ? state.stream : undefined;
  }

  stop(): void {
    const state = this.state.get();
    if (state.name === "on") closeCamera(state.stream);
    this.#end();
    this.flush();
  }

  async #take(grabber: FrameGrabber): Promise<void> {
    const capturedMs = this.now();
    const shot = await grabber.grab(this.#quality);
    if (!shot) return;
    const { jpeg, thumbnail } = shot;
    this.#quality = nextQuality(this.#quality, jpeg.size, this.#frameBudget);
    const ready = this.#bundler.add({ capturedMs, jpeg }, this.#changes.see(thumbnail));
    for (const bundle of ready) this.uploader.enqueue(bundle);
  }

  #watch(stream: MediaStream): void {
    const [track] = stream.getVideoTracks();
    if (track?.readyState !== "live") throw new CameraError("busy");
    // Unplugged, or the permission was taken back.
    track.addEventListener("ended", () => this.#end());
    this.#grabber = new FrameGrabber(stream);
    this.state.set({ name: "on", stream });
  }

  #end(): void {
    this.#grabber?.close();
    this.#grabber = null;
    this.state.set({ name: "off" });
  }
}
