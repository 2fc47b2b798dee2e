import { describe, expect, test } from "vitest";
import { FrameBundler } from "./bundler";

const limits = { maxFrames: 5, maxAgeMs: 5000, maxBytes: 1000 };
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
});
