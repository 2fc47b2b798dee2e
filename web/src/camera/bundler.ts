import type { Bundle, Frame } from "./frame";

export interface BundleLimits {
  maxFrames: number;
  maxAgeMs: number;
  maxBytes: number;
}

/**
 * Gathers frames into bundles: full after `maxFrames`, or `maxAgeMs` after the first one, and
 * never above `maxBytes`, because the storage would refuse the whole upload.
 */
export class FrameBundler {
  #frames: Frame[] = [];
  #bytes = 0;

  constructor(private readonly limits: BundleLimits) {}

  /** Take a frame in; returns the bundles that are ready to go (none, one or two). */
  add(frame: Frame): Bundle[] {
    if (frame.jpeg.size > this.limits.maxBytes) return [];
    const ready: Bundle[] = [];
    if (this.#bytes + frame.jpeg.size > this.limits.maxBytes) ready.push(...this.flush());
    // The clock may have been corrected backwards meanwhile; offsets may not go back.
    const capturedMs = Math.max(frame.capturedMs, this.#frames.at(-1)?.capturedMs ?? 0);
    this.#frames.push({ ...frame, capturedMs });
    this.#bytes += frame.jpeg.size;
    if (this.#frames.length >= this.limits.maxFrames) ready.push(...this.flush());
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
}
