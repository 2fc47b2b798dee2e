import { afterEach, expect, test, vi } from "vitest";
import { PageWatch } from "./pageWatch";
import { lookAround, noteCamera, watchPage } from "./watchPage";

let now = 1_000;
let stop = () => {};

function watched(): PageWatch {
  const watch = new PageWatch(() => now, localStorage, "events");
  stop = watchPage(watch, { fullScreen: false });
  return watch;
}

afterEach(() => {
  stop();
  stop = () => {};
  localStorage.clear();
  vi.unstubAllGlobals();
});

const told = (watch: PageWatch) => watch.due().map((event) => [event.kind, event.label]);

test("a browser that software drives is told of, and no other", () => {
  vi.stubGlobal("navigator", { webdriver: false });
  expect(told(watched())).not.toContainEqual(["automation", ""]);
  stop();
  vi.stubGlobal("navigator", { webdriver: true });
  expect(told(watched())).toContainEqual(["automation", ""]);
});

test("printing is told of until the page stops looking", () => {
  const watch = watched();
  window.dispatchEvent(new Event("beforeprint"));
  stop();
  window.dispatchEvent(new Event("beforeprint"));
  expect(told(watch).filter(([kind]) => kind === "printed")).toHaveLength(1);
});

test("a second display is told of as long as it is there", () => {
  const watch = new PageWatch(() => now, localStorage, "events");
  vi.stubGlobal("screen", { isExtended: true });
  lookAround(watch);
  now += 60_000;
  vi.stubGlobal("screen", { isExtended: false });
  lookAround(watch);
  expect(watch.due()).toMatchObject([{ kind: "second_display", lasted_ms: 60_000 }]);
});

test("a camera that calls itself software is told of by its name", () => {
  const watch = new PageWatch(() => now, localStorage, "events");
  const stream = (label: string) =>
    ({ getVideoTracks: () => [{ label }] }) as unknown as MediaStream;
  noteCamera(watch, stream("HD Pro Webcam C920"));
  noteCamera(watch, stream("OBS Virtual Camera"));
  expect(told(watch)).toEqual([["virtual_camera", "OBS Virtual Camera"]]);
});
