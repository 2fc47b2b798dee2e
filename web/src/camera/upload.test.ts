import { describe, expect, test } from "vitest";
import type { UploadPolicy } from "../api/types";
import { fitted } from "./capture";
import { PersistentCounter } from "./counter";
import { nextQuality } from "./quality";
import { frameKey, frameOffsets, uploadForm } from "./uploadForm";
import { BundleUploader, type UploaderParts } from "./uploader";

const policy: UploadPolicy = {
  url: "https://frames.example/",
  fields: { policy: "signed", "x-amz-signature": "abc" },
  key_prefix: "frames/0123456789abcdef0123456789abcdef/",
  content_type: "video/x-motion-jpeg",
  max_bytes: 409_600,
  max_frames: 8,
  expires_at: "2026-11-22T08:15:00Z",
};
const start = Date.parse("2026-11-22T08:00:00Z");
const bundle = (capturedMs = start) => ({ capturedMs: [capturedMs], body: new Blob(["jpeg"]) });

/** The parts of an uploader whose storage answers as the test says; records every key posted. */
function parts(
  answers: (number | Error)[],
  changes: Partial<UploaderParts> = {},
): UploaderParts & { keys: string[] } {
  let sequence = 0;
  const keys: string[] = [];
  return {
    keys,
    post: (_url, form) => {
      keys.push((form.get("key") as string).slice(-11));
      const answer = answers.shift() ?? 204;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    policy,
    renewPolicy: () => Promise.resolve({ ...policy, expires_at: "2026-11-22T08:30:00Z" }),
    nextSequence: () => sequence++,
    now: () => start,
    sleep: () => Promise.resolve(),
    ...changes,
  };
}

const settled = (uploader: BundleUploader) =>
  // A sleep that never ends leaves only the queue itself to wait for.
  uploader.waiting === 0 ? Promise.resolve() : drained(uploader);
async function drained(uploader: BundleUploader): Promise<void> {
  while (uploader.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 0));
}

describe("the form of an upload", () => {
  test("has a key of 13 digits of time and 6 of sequence", () => {
    expect(frameKey("frames/a/", 1_763_798_400_000, 7)).toBe("frames/a/1763798400000-000007.mjpg");
    expect(frameKey("frames/a/", 42, 0)).toBe("frames/a/0000000000042-000000.mjpg");
  });

  test("names every further frame by its milliseconds after the first", () => {
    expect(frameOffsets([5000, 6000, 7003])).toBe("1000,2003");
    expect(frameOffsets([5000])).toBe("");
  });

  test("carries the signed fields first and the file last", () => {
    const form = uploadForm(policy, { capturedMs: [start, start + 1000], body: new Blob() }, 3);
    expect([...form.keys()]).toEqual([
      "policy",
      "x-amz-signature",
      "key",
      "Content-Type",
      "x-amz-meta-offsets",
      "file",
    ]);
    expect(form.get("x-amz-meta-offsets")).toBe("1000");
    expect(form.get("Content-Type")).toBe("video/x-motion-jpeg");
  });
});

describe("BundleUploader", () => {
  test("sends bundles in the order they were taken", async () => {
    const using = parts([]);
    const uploader = new BundleUploader(using);
    for (let count = 0; count < 3; count++) uploader.enqueue(bundle());
    await settled(uploader);
    expect(using.keys).toEqual(["000000.mjpg", "000001.mjpg", "000002.mjpg"]);
  });

  test("tries again after a broken line and after a server fault", async () => {
    const using = parts([new TypeError("offline"), 503, 204]);
    const uploader = new BundleUploader(using);
    uploader.enqueue(bundle());
    await settled(uploader);
    expect(using.keys).toEqual(["000000.mjpg", "000000.mjpg", "000000.mjpg"]);
    expect(uploader.dropped).toBe(0);
  });

  test("keeps the newest bundles when the buffer is full, and counts the others", async () => {
    let online = () => {};
    const gate = new Promise<number>((resolve) => (online = () => resolve(204)));
    const using = parts([], { capacity: 2 });
    const posted = using.post;
    using.post = (url, form) => Promise.all([posted(url, form), gate]).then(() => 204);
    const uploader = new BundleUploader(using);
    for (let count = 0; count < 4; count++) uploader.enqueue(bundle());
    expect(uploader.waiting).toBe(2);
    expect(uploader.dropped).toBe(2);
    online();
    await settled(uploader);
    expect(using.keys.slice(-2)).toEqual(["000002.mjpg", "000003.mjpg"]);
  });

  test("asks for a new policy after a 403 and sends the same bundle again", async () => {
    const using = parts([403, 204]);
    const uploader = new BundleUploader(using);
    uploader.enqueue(bundle());
    await settled(uploader);
    expect(using.keys).toEqual(["000000.mjpg", "000000.mjpg"]);
    expect(uploader.policy?.expires_at).toBe("2026-11-22T08:30:00Z");
  });

  test("gives a bundle up when a fresh policy is refused too", async () => {
    const uploader = new BundleUploader(parts([403, 403]));
    uploader.enqueue(bundle());
    await settled(uploader);
    expect(uploader.dropped).toBe(1);
  });

  test("renews a policy that ends within two minutes before it sends", async () => {
    const using = parts([], { now: () => Date.parse("2026-11-22T08:13:30Z") });
    const uploader = new BundleUploader(using);
    uploader.enqueue(bundle());
    await settled(uploader);
    expect(uploader.policy?.expires_at).toBe("2026-11-22T08:30:00Z");
    expect(using.keys).toHaveLength(1);
  });

  test("gives up what is left once no policy is given any more", async () => {
    const using = parts([], { policy: null, renewPolicy: () => Promise.resolve(null) });
    const uploader = new BundleUploader(using);
    uploader.enqueue(bundle());
    await settled(uploader);
    expect([uploader.dropped, using.keys]).toEqual([1, []]);
  });

  test("gives up a bundle that the storage calls wrong, and goes on", async () => {
    const using = parts([400, 204]);
    const uploader = new BundleUploader(using);
    uploader.enqueue(bundle());
    uploader.enqueue(bundle());
    await settled(uploader);
    expect(using.keys).toEqual(["000000.mjpg", "000001.mjpg"]);
    expect(uploader.dropped).toBe(1);
  });
});

describe("PersistentCounter", () => {
  test("goes on where the page left off before a reload", () => {
    localStorage.clear();
    const before = new PersistentCounter(localStorage, "frames");
    expect([before.next(), before.next()]).toEqual([0, 1]);
    expect(new PersistentCounter(localStorage, "frames").next()).toBe(2);
  });

  test("starts at zero when what is stored is not a count", () => {
    localStorage.setItem("frames", "what");
    expect(new PersistentCounter(localStorage, "frames").next()).toBe(0);
  });
});

describe("picture size and quality", () => {
  test("the long side becomes 640 at most and nothing is enlarged", () => {
    expect(fitted(1280, 720)).toEqual([640, 360]);
    expect(fitted(480, 640)).toEqual([480, 640]);
    expect(fitted(320, 240)).toEqual([320, 240]);
  });

  test("quality goes down for a frame over its budget and up again when frames are small", () => {
    expect(nextQuality(0.6, 90_000, 80_000)).toBeCloseTo(0.5);
    expect(nextQuality(0.5, 30_000, 80_000)).toBeCloseTo(0.55);
    expect(nextQuality(0.6, 30_000, 80_000)).toBe(0.6);
    expect(nextQuality(0.3, 90_000, 80_000)).toBe(0.3);
  });
});
