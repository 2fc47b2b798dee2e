import type { Bundle, Frame } from "./frame";

export interface BundleLimits {
  /** While nothing happens: as many as one upload may hold, because each upload costs. */
  maxFrames: number;
  maxAgeMs: number;
  maxBytes: number;
  /** In a hurry: so few that what is noticed stands on the wall within seconds. */
  hurriedFrames: number;
  /** How long a hurry lasts after the last change. */
  hurryMs: number;
}

/**
 * Gathers frames into bundles: full after `maxFrames`, or `maxAgeMs` after the first one, and
 * never above `maxBytes`, because the storage would refuse the whole upload.
 *
 * A frame that changed much goes at once with those before it, and for `hurryMs` bundles are short.
 */
export class FrameBundler {
  #frames: Frame[] = [];
  #bytes = 0;
  #hurryUntilMs = -Infinity;
  #maxFrames: number;

  constructor(private readonly limits: BundleLimits) {
    this.#maxFrames = limits.maxFrames;
  }

  /** Hold at most so many frames from now on, and never more than `maxFrames`. */
  holdAtMost(frames: number): void {
    this.#maxFrames = Math.min(frames, this.limits.maxFrames);
  }

  /** Take a frame in; returns the bundles that are ready to go (none, one or two). */
  add(frame: Frame, changed = false): Bundle[] {
    if (frame.jpeg.size > this.limits.maxBytes) return [];
    const ready: Bundle[] = [];
    if (this.#bytes + frame.jpeg.size > this.limits.maxBytes) ready.push(...this.flush());
    // The clock may have been corrected backwards meanwhile; offsets may not go back.
    const capturedMs = Math.max(frame.capturedMs, this.#frames.at(-1)?.capturedMs ?? 0);
    this.#frames.push({ ...frame, capturedMs });
    this.#bytes += frame.jpeg.size;
    if (changed) this.#hurryUntilMs = capturedMs + this.limits.hurryMs;
    const full = this.#frames.length >= this.#fullAt(capturedMs);
    if (changed || full) ready.push(...this.flush());
    return ready;
  }

  /** Close the bundle when its first frame has waited long enough. */
  tick(now: number): Bundle[] {
    const first = this.#frames[0];
    return first && now - first.capturedMs >= this.limits.maxAgeMs ? this.flush() : [];
  }

  /** Close the bundle with what there is. */
  flush(): Bundle[] {
    if (this.#frames.length === 0) return [];
    const frames = this.#frames;
    this.#frames = [];
    this.#bytes = 0;
    return [
      {
        capturedMs: frames.map((frame) => frame.capturedMs),
        body: new Blob(frames.map((frame) => frame.jpeg)),
      },
    ];
  }

  #fullAt(now: number): number {
    const hurried = now <= this.#hurryUntilMs;
    return hurried ? Math.min(this.limits.hurriedFrames, this.#maxFrames) : this.#maxFrames;
  }
}
