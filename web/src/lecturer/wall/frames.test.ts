import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { writeGlimpse } from "../../shared/glimpse";
import type { ClientMessage, SignalMessage } from "../../shared/live";
import { FrameFeed, loadNewest, splitPictures } from "./frames";

const JPEG = (value: number) => [0xff, 0xd8, 0xff, 0xe0, value, 0xff, 0xd9];

describe("splitPictures", () => {
  test("cuts between an end and a start", () => {
    const upload = new Uint8Array([...JPEG(1), ...JPEG(2), ...JPEG(3)]);
    expect(splitPictures(upload).map((one) => [...one])).toEqual([JPEG(1), JPEG(2), JPEG(3)]);
  });

  test("one picture is one picture", () => {
    expect(splitPictures(new Uint8Array(JPEG(1)))).toHaveLength(1);
  });
});

describe("loadNewest", () => {
  afterEach(() => void vi.unstubAllGlobals());

  function storage(upload: number[], tail: number) {
    const asked: (string | null)[] = [];
    vi.stubGlobal("fetch", (_: string, init?: RequestInit) => {
      const range = new Headers(init?.headers).get("Range");
      asked.push(range);
      const body = new Uint8Array(range ? upload.slice(-tail) : upload);
      return Promise.resolve(new Response(body, { status: range ? 206 : 200 }));
    });
    return asked;
  }

  test("asks for the end alone", async () => {
    const asked = storage([...JPEG(1), ...JPEG(2), ...JPEG(3)], 10);
    expect([...(await loadNewest("url"))]).toEqual(JPEG(3));
    expect(asked).toEqual(["bytes=-40000"]);
  });

  test("an upload shorter than the end is there as a whole", async () => {
    const asked = storage(JPEG(1), 48_000);
    expect([...(await loadNewest("url"))]).toEqual(JPEG(1));
    expect(asked).toHaveLength(1);
  });

  test("a picture longer than the end is loaded with the rest", async () => {
    const asked = storage([...JPEG(1), ...JPEG(2)], 3);
    expect([...(await loadNewest("url"))]).toEqual(JPEG(2));
    expect(asked).toEqual(["bytes=-40000", null]);
  });
});

function feed(upload: (id: string) => number[] = () => JPEG(1)) {
  const asked: string[][] = [];
  const forgotten: string[] = [];
  let captured = Date.now();
  let made = 0;
  let seen = true;
  const it = new FrameFeed({
    list: (ids) => {
      asked.push(ids);
      const items = ids.map((id) => ({ attempt_id: id, captured_ms: captured, faces: 1, url: id }));
      return Promise.resolve({ items });
    },
    load: (url) => Promise.resolve(new Uint8Array(upload(url))),
    loadNewest: (url) => Promise.resolve(new Uint8Array(upload(url).slice(-JPEG(1).length))),
    toUrl: () => `picture-${++made}`,
    forget: (url) => void forgotten.push(url),
    isSeen: () => seen,
  });
  return {
    it,
    asked,
    forgotten,
    tick: () => (captured += 5000),
    hide: (hidden: boolean) => (seen = !hidden),
  };
}

/** What the page of a student says. */
const glimpse = (id: string, capturedMs = Date.now()): SignalMessage => ({
  type: "signal",
  version: 1,
  attempt_id: id,
  kind: "glimpse",
  content: writeGlimpse({ capturedMs, jpeg: new Uint8Array(JPEG(1)) }),
  sender: "student",
});

function line() {
  const said: ClientMessage[] = [];
  return { said, say: (message: ClientMessage) => said.push(message) > 0 };
}

describe("FrameFeed", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("shows only the newest picture of those who are not opened", async () => {
    const { it } = feed(() => [...JPEG(1), ...JPEG(2)]);
    it.watch(["a", "b"], "b");
    it.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(it.frames.get().get("a")?.pictures).toHaveLength(1);
    expect(it.frames.get().get("b")?.pictures).toHaveLength(2);
  });

  test("plays the pictures of who is opened, and forgets the old ones", async () => {
    const { it, forgotten, tick } = feed(() => [...JPEG(1), ...JPEG(2)]);
    it.watch(["a"], "a");
    it.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(it.frames.get().get("a")?.pictures).toEqual(["picture-1", "picture-2"]);
    tick();
    await vi.advanceTimersByTimeAsync(2000);
    expect(it.frames.get().get("a")?.pictures).toEqual(["picture-3", "picture-4"]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(forgotten).toEqual(["picture-1", "picture-2"]);
  });

  test("does not load the same picture twice", async () => {
    const { it } = feed();
    it.watch(["a"]);
    it.start();
    await vi.advanceTimersByTimeAsync(6000);
    expect(it.frames.get().get("a")?.pictures).toEqual(["picture-1"]);
  });

  test("when more are in sight than are asked for at once, all take turns", async () => {
    const { it, asked } = feed();
    it.watch(Array.from({ length: 40 }, (_, number) => `s${number}`));
    it.start();
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked.map((ids) => ids.length)).toEqual([32, 32]);
    expect(new Set(asked.flat()).size).toBe(40);
  });

  test("forgets everything when it stops", async () => {
    const { it, forgotten, asked } = feed();
    it.watch(["a"]);
    it.start();
    await vi.advanceTimersByTimeAsync(0);
    it.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(forgotten).toEqual(["picture-1"]);
    expect(asked).toHaveLength(1);
  });

  test("tells the pages in sight that they are, again every twenty seconds", async () => {
    const { it } = feed();
    const { said, say } = line();
    it.watch(["a", "b"], null, ["a"]);
    it.start();
    it.speakBy(say);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(said.map(({ kind, attempt_id }) => [kind, attempt_id])).toEqual([["look", "a"]]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(said).toHaveLength(2);
  });

  test("says it again over a new line, and to whoever comes into sight", async () => {
    const { it } = feed();
    const [first, second] = [line(), line()];
    it.watch(["a"]);
    it.start();
    it.speakBy(first.say);
    await vi.advanceTimersByTimeAsync(0);
    it.speakBy(second.say);
    it.watch(["a", "b"]);
    await vi.advanceTimersByTimeAsync(200);
    expect(first.said).toHaveLength(1);
    expect(second.said.map(({ attempt_id }) => attempt_id)).toEqual(["a", "b"]);
  });

  test("shows a glimpse, and asks for no upload of who answers", async () => {
    const { it, asked } = feed();
    it.watch(["a", "b"]);
    it.start();
    await vi.advanceTimersByTimeAsync(1000);
    for (let round = 0; round < 3; round++) {
      it.receive(glimpse("a"));
      await vi.advanceTimersByTimeAsync(2000);
    }
    expect(it.frames.get().get("a")).toMatchObject({ glimpsed: true, faces: null });
    expect(asked).toEqual([["a", "b"], ["b"], ["b"], ["b"]]);
  });

  test("asks for uploads again when glimpses stay away", async () => {
    const { it, asked } = feed();
    it.watch(["a"]);
    it.start();
    await vi.advanceTimersByTimeAsync(1000);
    it.receive(glimpse("a"));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked.at(-1)).toEqual(["a"]);
  });

  test("an upload that is older than the glimpse does not take its place", async () => {
    const { it } = feed();
    it.watch(["a"]);
    it.start();
    await vi.advanceTimersByTimeAsync(500);
    it.receive(glimpse("a"));
    const shown = it.frames.get().get("a");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(it.frames.get().get("a")).toBe(shown);
  });

  test("a clock that runs ahead makes no picture newer than now", () => {
    const { it } = feed();
    it.watch(["a"]);
    it.start();
    it.receive(glimpse("a", Date.now() + 3_600_000));
    expect(it.frames.get().get("a")?.capturedMs).toBe(Date.now());
  });

  test("takes no glimpse of who is not in sight, and nothing that is none", () => {
    const { it } = feed();
    it.watch(["a"]);
    it.start();
    it.receive(glimpse("b"));
    it.receive({ ...glimpse("a"), kind: "offer" });
    it.receive({ ...glimpse("a"), content: "{}" });
    expect(it.frames.get().size).toBe(0);
  });

  test("behind another tab it asks for nothing", async () => {
    const { it, asked, hide } = feed();
    const { said, say } = line();
    hide(true);
    it.watch(["a"]);
    it.start();
    it.speakBy(say);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked, said]).toEqual([[], []]);
    hide(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect([asked.length, said.length]).toEqual([1, 1]);
  });
});
