/** The same cases are put to the agent of the rooms' cameras: `tests/unit/agents/test_cadence.py`. */
import { describe, expect, test } from "vitest";
import { FrameBundler } from "./bundler";
import cadence from "./cadence.json";
import cases from "./cadence.cases.json";
import { ChangeWatch, THUMBNAIL } from "./changes";

const GREY = 100;

describe("bundles by the cadence", () => {
  test.each(cases.bundles)("$name", ({ seconds, changed, frames }) => {
    const bundler = new FrameBundler({
      maxFrames: cadence.calm_frames,
      maxAgeMs: cadence.calm_frames * 1000,
      maxBytes: 1000,
      hurriedFrames: cadence.hurried_frames,
      hurryMs: cadence.hurry_seconds * 1000,
    });
    const gone = Array.from({ length: seconds }, (_, second) =>
      bundler.add({ capturedMs: second * 1000, jpeg: new Blob(["x"]) }, changed.includes(second)),
    );
    expect(gone.flat().map(({ capturedMs }) => capturedMs.length)).toEqual(frames);
  });
});

describe("changes", () => {
  test.each(cases.changes)("$name", ({ seen, much }) => {
    const watch = new ChangeWatch();
    const found = seen.map(([points = 0, grey = 0]) =>
      watch.see(new Uint8Array(THUMBNAIL.width * THUMBNAIL.height).fill(GREY).fill(grey, 0, points)),
    );
    expect(found).toEqual(much);
  });
});
