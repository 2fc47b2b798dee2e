import { describe, expect, test } from "vitest";
import { FrameBundler } from "./bundler";

const limits = {
  maxFrames: 5,
  maxAgeMs: 5000,
  maxBytes: 1000,
  hurriedFrames: 2,
  hurryMs: 4000,
};
const frame = (capturedMs: number, bytes = 10) => ({
  capturedMs,
  jpeg: new Blob([new Uint8Array(bytes)]),
});

describe("FrameBundler", () => {
  test("closes a bundle at the fifth frame", () => {
    const bundler = new FrameBundler(limits);
    const ready = [0, 1000, 2000, 3000, 4000].map((time) => bundler.add(frame(time)));
    expect(ready.slice(0, 4).flat()).toEqual([]);
    expect(ready[4]?.[0]?.capturedMs).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  test("closes a short bundle five seconds after its first frame, not before", () => {
    const bundler = new FrameBundler(limits);
    bundler.add(frame(100_000));
    bundler.add(frame(103_000));
    expect(bundler.tick(104_999)).toEqual([]);
    expect(bundler.tick(105_000)[0]?.capturedMs).toEqual([100_000, 103_000]);
    expect(bundler.tick(200_000)).toEqual([]);
  });

  test("starts a new bundle rather than go over the bytes", () => {
    const bundler = new FrameBundler(limits);
    bundler.add(frame(0, 600));
    const [bundle] = bundler.add(frame(1000, 600));
    expect(bundle?.capturedMs).toEqual([0]);
    expect(bundler.flush()[0]?.capturedMs).toEqual([1000]);
  });

  test("leaves out a frame that could never fit", () => {
    const bundler = new FrameBundler(limits);
    expect(bundler.add(frame(0, 1001))).toEqual([]);
    expect(bundler.flush()).toEqual([]);
  });

  test("never lets capture times go backwards when the clock is corrected", () => {
    const bundler = new FrameBundler(limits);
    bundler.add(frame(5000));
    bundler.add(frame(4200));
    expect(bundler.flush()[0]?.capturedMs).toEqual([5000, 5000]);
  });

  test("lays the pictures one after the other, in order", async () => {
    const bundler = new FrameBundler(limits);
    bundler.add({ capturedMs: 0, jpeg: new Blob(["first"]) });
    bundler.add({ capturedMs: 1000, jpeg: new Blob(["second"]) });
    expect(await bundler.flush()[0]?.body.text()).toBe("firstsecond");
  });

  test("sends a frame that changed much at once, with those before it", () => {
    const bundler = new FrameBundler(limits);
    bundler.add(frame(0));
    const [bundle] = bundler.add(frame(1000), true);
    expect(bundle?.capturedMs).toEqual([0, 1000]);
  });

  test("keeps bundles short for some seconds after the last change, and not longer", () => {
    const bundler = new FrameBundler(limits);
    const sizes = Array.from({ length: 16 }, (_, second) =>
      bundler.add(frame(second * 1000), second === 2).map((bundle) => bundle.capturedMs.length),
    );
    expect(sizes.flat()).toEqual([3, 2, 2, 5]);
    expect(sizes[11]).toEqual([5]);
  });

  test("holds fewer frames where it is told to, and never more than it may", () => {
    const bundler = new FrameBundler(limits);
    bundler.holdAtMost(3);
    const ready = [0, 1000, 2000].map((time) => bundler.add(frame(time)));
    expect(ready[2]?.[0]?.capturedMs).toEqual([0, 1000, 2000]);
    bundler.holdAtMost(8);
    const more = [3, 4, 5, 6, 7].map((second) => bundler.add(frame(second * 1000)));
    expect(more[4]?.[0]?.capturedMs).toHaveLength(5);
  });
});
