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
  const watch = new PageWatch(() => now, localStorage, "events");
  vi.stubGlobal("navigator", { webdriver: false });
  lookAround(watch);
  now += 60_000;
  expect(told(watch)).toEqual([]);
  vi.stubGlobal("navigator", { webdriver: true });
  lookAround(watch);
  now += 30_000;
  expect(watch.due()).toMatchObject([{ kind: "automation", lasted_ms: 30_000 }]);
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
  vi.stubGlobal("navigator", { webdriver: false });
  vi.stubGlobal("screen", { isExtended: true });
  lookAround(watch);
  now += 60_000;
  vi.stubGlobal("screen", { isExtended: false });
  lookAround(watch);
  expect(watch.due()).toMatchObject([{ kind: "second_display", lasted_ms: 60_000 }]);
});

test("a camera that calls itself software is told of by its name as long as it is in use", () => {
  const watch = new PageWatch(() => now, localStorage, "events");
  const stream = (label: string) =>
    ({ getVideoTracks: () => [{ label }] }) as unknown as MediaStream;
  noteCamera(watch, stream("HD Pro Webcam C920"));
  noteCamera(watch, stream("OBS Virtual Camera"));
  now += 20_000;
  expect(told(watch)).toEqual([["virtual_camera", "OBS Virtual Camera"]]);
  noteCamera(watch, null);
  now += 20_000;
  expect(watch.due()).toMatchObject([{ lasted_ms: 20_000 }]);
});
