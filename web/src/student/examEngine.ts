import { backoffDelay, sleep } from "../api/backoff";
import { ApiError, isPassing } from "../api/errors";
import type { AttemptApi } from "./api";
import type { AttemptView, Heartbeat, UploadPolicy } from "../api/types";
import cadence from "../camera/cadence.json";
import { PersistentCounter } from "../camera/counter";
import { CameraRecorder } from "../camera/recorder";
import { BundleUploader, postForm } from "../camera/uploader";
import type { ServerClock } from "../shared/serverClock";
import type { LiveConnection, SignalMessage, Ways } from "../shared/live";
import { Store } from "../shared/store";
import { startTicker } from "../shared/ticker";
import { AnswerQueue } from "./answers";
import { answerStorage } from "./answerStorage";
import { Glimpses } from "./live/glimpses";
import { followCameraRule } from "./cameraRule";
import { UNWATCHED } from "./live/state";
import { HasteWatch, PageWatch } from "./pageWatch";
import type { Response } from "./responses";
import { attemptKey } from "./session";
import { Supervision } from "./supervision";
import { holdAlone } from "./tabs";
import { lookAround, noteCamera, watchPage } from "./watchPage";

/** `waiting`: the paper is being handed in, and the network is away. */
export type Phase = "writing" | "submitting" | "waiting";

export interface ExamEvents {
  onFinished: (view: AttemptView) => void;
  /** The token is not good any more. */
  onExpired: () => void;
  /** The attempt goes on elsewhere: on another device, or in another tab of this browser. */
  onElsewhere: (where: Elsewhere) => void;
}

type Watching = Promise<import("./live/watched").Watched>;
export type Elsewhere = "device" | "tab";

const LAST_FRAMES_MS = 5000;
const LAST_ANSWERS_MS = 3000;

/** What goes on behind the exam page from the first second to the receipt. */
export class ExamEngine {
  readonly now: Store<number>;
  readonly supervision: Supervision;
  readonly phase = new Store<Phase>("writing");
  readonly connected = new Store(true);
  /** Whether a lecturer sees the camera live, or speaks. */
  readonly watch = new Store(UNWATCHED);
  readonly answers: AnswerQueue;
  readonly recorder: CameraRecorder;
  /** Whether a camera is needed; a lecturer may waive it meanwhile. */
  readonly cameraRule: Store<AttemptView["camera_rule"]>;
  readonly #uploader: BundleUploader;
  readonly #watch: PageWatch;
  readonly #haste = new HasteWatch();
  readonly #stops: (() => void)[] = [];
  #ticksSinceBeat = 0;
  /** Whether a lecturer's acts and looks are told at once. */
  #live = false;
  #over = false;
  #watching: Watching | null = null;
  #glimpses: Glimpses | null = null;
  #gone = false;

  constructor(
    readonly view: AttemptView,
    private readonly api: AttemptApi,
    private readonly clock: ServerClock,
    private readonly events: ExamEvents,
  ) {
    const now = () => clock.now();
    this.now = new Store(now());
    this.cameraRule = new Store(view.camera_rule);
    this.supervision = new Supervision(view.deadline, (notice) => api.readNotice(notice));
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
    this.#watch = new PageWatch(now, localStorage, attemptKey("events", view.attempt_id));
    this.answers = new AnswerQueue({
      storage: answerStorage(view.attempt_id),
      send: ({ question_id, ...answer }) => api.saveAnswer(question_id, answer),
      now,
      sleep,
      onOver: () => void this.submit(),
      onTakenOver: () => this.#giveWay("device"),
    });
  }

  start(stream?: MediaStream): void {
    void this.answers.open(this.view.answers, this.view.device);
    if (this.cameraRule.get() === "needed") void this.recorder.start(stream);
    this.#stops.push(
      holdAlone(attemptKey("tab", this.view.attempt_id), () => this.#giveWay("tab")),
      startTicker(() => this.#tick()),
      watchPage(this.#watch, { fullScreen: this.view.full_screen }),
      this.recorder.state.subscribe(() => this.#cameraChanged()),
      listen(window, "online", () => this.#reconnect()),
      listen(window, "pagehide", () => this.recorder.flush()),
      listen(document, "visibilitychange", () => {
        if (document.hidden) this.recorder.flush();
      }),
      listen(window, "beforeunload", (event) => {
        if (this.answers.unsent > 0) event.preventDefault();
      }),
    );
    void this.#listen();
    this.#beat();
  }

  /** Hear of a lecturer's acts and calls at once; without it, the next heartbeat tells of acts. */
  async #listen(): Promise<void> {
    const { connectLive, Ways } = await import("../shared/live");
    const ways = new Ways(() => this.api.liveTicket());
    const connection = connectLive({
      getTicket: () => ways.ticket(),
      onMessage: (message) => {
        if (message.type === "attempt_changed") this.#beat();
        if (message.type === "signal") this.#takeSignal(message, connection, ways);
        if (message.type === "error") this.#glimpses?.nobodyThere();
      },
      onLive: (live) => {
        this.#live = live;
        this.recorder.heard(live);
      },
    });
    this.#glimpses = new Glimpses({
      attemptId: this.view.attempt_id,
      send: connection.send,
      picture: () => this.recorder.glimpse(),
      now: () => this.clock.now(),
    });
    if (this.#over) connection.stop();
    else this.#stops.push(() => connection.stop());
  }

  #takeSignal(message: SignalMessage, connection: LiveConnection, ways: Ways): void {
    if (message.kind === "look") this.#glimpses?.look(message);
    else this.#takeCall(message, connection, ways);
  }

  #takeCall(message: SignalMessage, connection: LiveConnection, ways: Ways): void {
    // Fetched with the first call: most students are never called.
    this.#watching ??= import("./live/watched").then(({ Watched }) => {
      const watched = new Watched({
        attemptId: this.view.attempt_id,
        ice: () => ways.current,
        send: connection.send,
        camera: () => {
          const state = this.recorder.state.get();
          return state.name === "on" ? state.stream : null;
        },
        onState: (state) => this.watch.set(state),
      });
      this.#stops.push(
        this.recorder.state.subscribe(() => watched.cameraChanged()),
        () => watched.close(),
      );
      return watched;
    });
    void Promise.all([this.#watching, ways.fresh()]).then(([watched]) => {
      if (!this.#over) watched.receive(message);
    });
  }

  /** Hand in; keeps trying until the server has it. */
  async submit(): Promise<void> {
    if (this.phase.get() !== "writing") return;
    this.phase.set("submitting");
    this.#over = true;
    void this.#watching?.then((watched) => watched.close());
    this.recorder.stop();
    await Promise.all([
      this.#sendAnswers(),
      this.#uploader.flush(LAST_FRAMES_MS),
      // What the page noticed last; handing in does not hang on it.
      this.#heartbeat().catch(() => undefined),
    ]);
    for (let failures = 0; ; failures++) {
      try {
        this.#finish(await this.#handIn());
        return;
      } catch (error) {
        if (error instanceof ApiError && error.takenOver) {
          this.#giveWay("device");
          return;
        }
        if (!isPassing(error)) {
          this.#stop();
          this.events.onExpired();
          return;
        }
        this.phase.set("waiting");
        await sleep(backoffDelay(failures));
      }
    }
  }

  /** Send what waits here, if it may still go; then leave the attempt to who took it over. */
  #giveWay(where: Elsewhere): void {
    if (this.#gone) return;
    this.#gone = true;
    this.recorder.stop();
    void this.answers.flush(LAST_ANSWERS_MS).finally(() => {
      this.#stop();
      this.events.onElsewhere(where);
    });
  }

  async #handIn(): Promise<AttemptView> {
    try {
      return await this.api.submit();
    } catch (error) {
      // Handed in already: from another device, or by the server when the time was up.
      const refused = error instanceof ApiError && error.status === 409;
      if (refused && !error.takenOver) return this.api.get();
      throw error;
    }
  }

  async #sendAnswers(): Promise<void> {
    await this.answers.flush(3000);
    while (this.answers.unsent > 0 && !this.answers.over) {
      this.phase.set("waiting");
      await this.answers.flush(3000);
    }
  }

  #tick(): void {
    this.now.set(this.clock.now());
    if (this.phase.get() !== "writing" || this.#gone) return;
    void this.recorder.tick();
    this.#glimpses?.tick();
    // Who is told of everything at once need not ask so often.
    const period = this.#live ? cadence.live_heartbeat_seconds : cadence.heartbeat_seconds;
    if (++this.#ticksSinceBeat >= period) this.#beat();
    if (this.supervision.left(this.now.get()) <= 0) void this.submit();
  }

  /** Take an answer in. */
  answer(questionId: string, response: Response | null): void {
    this.answers.choose(questionId, response);
    const count = response ? this.#haste.answered(questionId, this.clock.now()) : 0;
    if (count > 0) this.#watch.note("impossible_timing", { count });
  }

  #cameraChanged(): void {
    const state = this.recorder.state.get();
    noteCamera(this.#watch, state.name === "on" ? state.stream : null);
    this.#beat();
  }

  #beat(): void {
    this.#ticksSinceBeat = 0;
    void this.#heartbeat().catch(() => undefined);
  }

  async #heartbeat(): Promise<UploadPolicy | null> {
    const sentAt = Date.now();
    try {
      const camera = this.recorder.state.get().name === "on" ? "on" : "off";
      lookAround(this.#watch);
      const events = this.#watch.due();
      const beat = await this.api.heartbeat(camera, events);
      this.#watch.told(events);
      this.clock.learn(beat.server_time_ms, sentAt);
      this.#supervise(beat);
      this.answers.learn(beat.earlier_answers);
      if (beat.upload) this.#uploader.usePolicy(beat.upload);
      if (!this.#over) followCameraRule(this.cameraRule, beat.camera_rule, this.recorder);
      if (!this.connected.get()) this.#reconnect();
      if (beat.state === "submitted") void this.submit();
      return beat.upload;
    } catch (error) {
      this.connected.set(!isPassing(error));
      if (error instanceof ApiError && error.takenOver) this.#giveWay("device");
      else if (error instanceof ApiError && !error.passing) void this.submit();
      throw error;
    }
  }

  #supervise(beat: Heartbeat): void {
    const paused = this.supervision.pausedAt.get() !== null;
    this.supervision.learn(beat);
    if (paused && beat.paused_at === null) this.answers.retryNow();
  }

  #reconnect(): void {
    this.connected.set(true);
    this.answers.retryNow();
    this.#uploader.retryNow();
  }

  #finish(view: AttemptView): void {
    this.#stop();
    this.events.onFinished(view);
  }

  #stop(): void {
    this.#over = true;
    for (const stop of this.#stops) stop();
    this.recorder.stop();
    this.answers.stop();
    this.#uploader.stop();
  }
}

function listen(target: EventTarget, name: string, listener: (event: Event) => void): () => void {
  target.addEventListener(name, listener);
  return () => target.removeEventListener(name, listener);
}
