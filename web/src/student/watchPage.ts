import { isVirtualCamera, type PageWatch } from "./pageWatch";

/** Screens that tell of others (Window Management API); most browsers do without asking. */
type WideScreen = Screen & { isExtended?: boolean };

export const inFullScreen = (): boolean => document.fullscreenElement !== null;

export function enterFullScreen(): void {
  if (document.fullscreenEnabled)
    void document.documentElement.requestFullscreen().catch(() => undefined);
}

/** Look at what the page can notice of itself. Returns how to stop. */
export function watchPage(watch: PageWatch, options: { fullScreen: boolean }): () => void {
  const stops: (() => void)[] = [];
  function on(target: EventTarget, names: string[], listener: (event: Event) => void) {
    for (const name of names) {
      target.addEventListener(name, listener);
      stops.push(() => target.removeEventListener(name, listener));
    }
  }
  const away = () => watch.set("page_left", document.hidden || !document.hasFocus());
  on(document, ["visibilitychange"], away);
  on(window, ["blur", "focus"], away);
  away();

  on(document, ["paste"], () => watch.note("pasted"));
  on(window, ["beforeprint"], () => watch.note("printed"));
  on(document, ["copy", "cut"], ({ type, target }) => {
    // Moving one's own words about is writing.
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    watch.note(type === "cut" ? "cut" : "copied");
  });

  if (options.fullScreen && document.fullscreenEnabled) {
    const full = () => watch.set("fullscreen_left", !inFullScreen());
    on(document, ["fullscreenchange"], full);
    full();
  }
  return () => stops.forEach((stop) => stop());
}

/** Look at what changes without saying so; once a heartbeat. */
export function lookAround(watch: PageWatch): void {
  watch.set("second_display", (screen as WideScreen).isExtended === true);
  watch.set("automation", navigator.webdriver);
}

/** Note for how long a camera that calls itself software is in use; null: none is. */
export function noteCamera(watch: PageWatch, stream: MediaStream | null): void {
  const label = stream?.getVideoTracks()[0]?.label ?? "";
  watch.set("virtual_camera", isVirtualCamera(label), label.slice(0, 200));
}
