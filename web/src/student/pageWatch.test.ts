import { beforeEach, describe, expect, test } from "vitest";
import { HasteWatch, isVirtualCamera, PageWatch } from "./pageWatch";

let now = 0;
let watch: PageWatch;
const fresh = () => new PageWatch(() => now, localStorage, "events");

beforeEach(() => {
  localStorage.clear();
  now = 1000;
  watch = fresh();
});

describe("PageWatch", () => {
  test("an absence is told with its beginning and its length", () => {
    watch.begin("page_left");
    now = 5000;
    watch.end("page_left");
    expect(watch.due()).toMatchObject([{ kind: "page_left", at_ms: 1000, lasted_ms: 4000 }]);
  });

  test("an absence that goes on is told as far as it has lasted, always as the same one", () => {
    watch.begin("page_left");
    now = 16_000;
    const first = watch.due();
    watch.told(first);
    now = 31_000;
    watch.begin("page_left");
    expect([first[0]?.at_ms, watch.due()[0]?.at_ms]).toEqual([1000, 1000]);
    expect(watch.due()[0]?.lasted_ms).toBe(30_000);
  });

  test("a focus that comes back at once is nothing", () => {
    watch.begin("page_left");
    now += 400;
    expect(watch.due()).toEqual([]);
    watch.end("page_left");
    expect(watch.due()).toEqual([]);
  });

  test("what the server has is not told again", () => {
    watch.note("copied");
    watch.told(watch.due());
    expect(watch.due()).toEqual([]);
  });

  test("what was not told survives a reload", () => {
    watch.note("pasted");
    expect(fresh().due()).toMatchObject([{ kind: "pasted", at_ms: 1000 }]);
  });

  test("no more is told at once than the server takes, the oldest first", () => {
    for (let n = 0; n < 30; n++) watch.note("copied", { count: n });
    watch.begin("second_display");
    now += 60_000;
    const due = watch.due();
    expect(due).toHaveLength(20);
    expect([due[0]?.count, due.at(-1)?.kind]).toEqual([0, "second_display"]);
  });

  test.each(["{", '{"kind":"copied"}', "null"])("storage that holds %s holds nothing", (stored) => {
    localStorage.setItem("events", stored);
    expect(fresh().due()).toEqual([]);
  });
});

describe("isVirtualCamera", () => {
  test.each(["OBS Virtual Camera", "ManyCam", "DroidCam Source 3", "Snap Camera", "Dummy video device (0x0000)"])("%s", (label) =>
    expect(isVirtualCamera(label)).toBe(true),
  );
  test.each(["HD Pro Webcam C920", "FaceTime HD Camera", "Jobsite camera"])("not %s", (label) =>
    expect(isVirtualCamera(label)).toBe(false),
  );
});

describe("HasteWatch", () => {
  const answer = (haste: HasteWatch, questions: string[], every: number) =>
    questions.map((question, index) => haste.answered(question, index * every));

  test("five questions within three seconds are faster than reading", () => {
    expect(answer(new HasteWatch(), ["a", "b", "c", "d", "e"], 500).at(-1)).toBe(5);
  });
  test("five questions in a calm minute are not", () => {
    expect(answer(new HasteWatch(), ["a", "b", "c", "d", "e"], 10_000)).toEqual([0, 0, 0, 0, 0]);
  });
  test("changing one's mind about one question is not", () => {
    expect(answer(new HasteWatch(), Array<string>(9).fill("a"), 200)).not.toContain(5);
  });
});
