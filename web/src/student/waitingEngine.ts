import { sleep } from "../api/backoff";
import { ApiError } from "../api/errors";
import type { AttemptView, CalibrationStep, CameraCheck, UploadPolicy } from "../api/types";
import { PersistentCounter } from "../camera/counter";
import { CameraRecorder } from "../camera/recorder";
import { BundleUploader, postForm } from "../camera/uploader";
import type { ServerClock } from "../shared/serverClock";
import { Store } from "../shared/store";
import { startTicker } from "../shared/ticker";
import type { AttemptApi } from "./api";
import { followCameraRule } from "./cameraRule";
import { attemptKey } from "./session";

/** `slow`: pictures went up, and nobody says what was seen in them. */
export type CheckState = "off" | "looking" | "good" | "problems" | "slow";

export interface Check {
  state: CheckState;
  problems: CameraCheck["problems"];
}

const HEARTBEAT_TICKS = 15;
/** Pictures cost; a check that was never good goes on for so long before it rests. */
const LONGEST_CHECK_TICKS = 90;
const SLOW_TICKS = 20;
/** One good picture may be luck. */
const GOOD_IN_A_ROW = 2;
const CALIBRATION_FRAME_MS = 250;
const NOTHING: Check = { state: "off", problems: [] };

/** What goes on behind the waiting room: the camera is tried, the page is heard of. */
export class WaitingEngine {
  readonly check = new Store<Check>(NOTHING);
  readonly recorder: CameraRecorder;
  /** When the dot stood where; empty while it was not followed to the end. */
  readonly calibration = new Store<CalibrationStep[]>([]);
  /** Whether the student is asked for their card; an API of yesterday knows none. */
  readonly card: Store<AttemptView["card"] | undefined>;
  /** Whether a camera is needed; a lecturer may waive it meanwhile. */
  readonly cameraRule: Store<AttemptView["camera_rule"]>;
  readonly #uploader: BundleUploader;
  readonly #stops: (() => void)[] = [];
  #ticks = 0;
  #checkTicks = 0;
  #since = 0;
  #good = 0;
  #asking = false;
  #resting = false;

  constructor(
    readonly view: AttemptView,
    readonly api: AttemptApi,
    readonly clock: ServerClock,
    private readonly onExpired: () => void,
    private readonly onTakenOver: () => void,
  ) {
    this.cameraRule = new Store(view.camera_rule);
    this.card = new Store<AttemptView["card"] | undefined>(view.card);
    const now = () => clock.now();
    const counter = new PersistentCounter(localStorage, attemptKey("frames", view.attempt_id));
    this.#uploader = new BundleUploader({
      post: postForm,
      policy: view.upload,
      renewPolicy: () => this.#heartbeat(),
      nextSequence: () => counter.next(),
      now,
      sleep,
    });
    this.recorder = new CameraRecorder(this.#uploader, now, view.sound);
  }

  start(): void {
    this.#stops.push(
      startTicker(() => this.#tick()),
      this.recorder.state.subscribe(() => this.#cameraChanged()),
    );
    if (this.cameraRule.get() === "needed") void this.recorder.start();
    this.#beat();
  }

  /** Look again, from the beginning. */
  checkAgain(): void {
    this.#since = this.clock.now();
    this.#checkTicks = 0;
    this.#good = 0;
    this.check.set({ state: "looking", problems: [] });
  }

  /** Take pictures fast while the dot is followed. Returns how to stop. */
  recordCalibration(): () => void {
    const timer = setInterval(() => void this.recorder.tick(), CALIBRATION_FRAME_MS);
    return () => {
      clearInterval(timer);
      this.recorder.flush();
    };
  }

  /**
   * Take no pictures meanwhile: the face on a card that is held into the camera must not be taken
   * for the face at the start. Returns how to go on.
   */
  rest(): () => void {
    this.#resting = true;
    return () => (this.#resting = false);
  }

  /** Let the clock run. The camera goes on; the caller takes it over. */
  async leave(): Promise<{ view: AttemptView; stream: MediaStream | undefined }> {
    const sentAt = Date.now();
    const view = await this.api.start(this.calibration.get());
    this.clock.learn(view.server_time_ms, sentAt);
    await this.#uploader.flush(2000);
    const stream = this.recorder.release();
    this.#end();
    return { view, stream };
  }

  stop(): void {
    this.recorder.stop();
    this.#end();
  }

  #end(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#uploader.stop();
  }

  #cameraChanged(): void {
    this.#beat();
    if (this.recorder.state.get().name === "on") this.checkAgain();
    else this.check.set(NOTHING);
  }

  #tick(): void {
    if (++this.#ticks % HEARTBEAT_TICKS === 0) this.#beat();
    if (this.#resting) return;
    const { state } = this.check.get();
    if (state === "off" || state === "good" || ++this.#checkTicks > LONGEST_CHECK_TICKS) return;
    // Each picture by itself: the student is waiting for what is seen in it.
    void this.recorder.tick().then(() => this.recorder.flush());
    void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#learn(await this.api.checkCamera());
    } catch (error) {
      this.#expireOn(error);
    } finally {
      this.#asking = false;
    }
  }

  #learn({ captured_ms, problems }: CameraCheck): void {
    if (this.check.get().state === "off") return;
    if (captured_ms === null || captured_ms < this.#since) {
      if (this.#checkTicks > SLOW_TICKS) this.check.set({ state: "slow", problems: [] });
      return;
    }
    this.#since = captured_ms + 1;
    this.#good = problems.length === 0 ? this.#good + 1 : 0;
    if (problems.length > 0) this.check.set({ state: "problems", problems });
    else if (this.#good >= GOOD_IN_A_ROW) this.check.set({ state: "good", problems });
  }

  #beat(): void {
    void this.#heartbeat().catch(() => undefined);
  }

  async #heartbeat(): Promise<UploadPolicy | null> {
    const sentAt = Date.now();
    try {
      const camera = this.recorder.state.get().name === "on" ? "on" : "off";
      const beat = await this.api.heartbeat(camera);
      this.clock.learn(beat.server_time_ms, sentAt);
      if (beat.upload) this.#uploader.usePolicy(beat.upload);
      followCameraRule(this.cameraRule, beat.camera_rule, this.recorder);
      return beat.upload;
    } catch (error) {
      this.#expireOn(error);
      throw error;
    }
  }

  #expireOn(error: unknown): void {
    if (!(error instanceof ApiError) || !(error.status === 401 || error.takenOver)) return;
    this.stop();
    if (error.takenOver) this.onTakenOver();
    else this.onExpired();
  }
}
