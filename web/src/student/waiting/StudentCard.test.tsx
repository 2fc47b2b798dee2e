import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { CameraState } from "../../camera/recorder";
import { setUpLanguage } from "../../i18n/setup";
import { Store } from "../../shared/store";
import type { WaitingEngine } from "../waitingEngine";

// Where there is no camera, the picture is one that was taken before.
vi.mock(import("./cardPicture"), async (original) => ({
  ...(await original()),
  askForDetail: () => Promise.resolve(),
  takeCard: () => Promise.resolve(new Blob(["a card"], { type: "image/jpeg" })),
  sendCard: (...sent) => {
    handedIn(...sent);
    return Promise.resolve();
  },
}));

const handedIn = vi.fn();
const goOn = vi.fn();
let root: Root;
let StudentCard: typeof import("./StudentCard").default;

beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  localStorage.setItem("giam-thi.language", "vi");
  await setUpLanguage({ vi: { common: {} } });
  // Its words come with it, to a page that has a language.
  StudentCard = (await import("./StudentCard")).default;
});

beforeEach(() => {
  vi.clearAllMocks();
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  root = createRoot(place);
});

afterEach(() => act(() => root.unmount()));

const ON: CameraState = { name: "on", stream: new MediaStream() };

function engineWith(camera: CameraState, card: "asked" | "kept" = "asked") {
  const parts = {
    recorder: { state: new Store(camera) },
    card: new Store(card),
    api: {},
    rest: () => goOn,
  };
  return parts as unknown as WaitingEngine;
}

function show(engine: WaitingEngine, open = false, onClose = vi.fn()) {
  act(() => {
    root.render(<StudentCard engine={engine} open={open} onOpen={vi.fn()} onClose={onClose} />);
  });
  return onClose;
}

const button = (name: string) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent === name);
const press = (name: string) => act(async () => Promise.resolve(button(name)?.click()));

describe("the step of the student card", () => {
  test("without a camera it cannot be taken, and the student reads that they may begin", () => {
    show(engineWith({ name: "failed", fault: "missing" }));
    expect(button("Chụp thẻ")?.disabled).toBe(true);
    expect(document.body.textContent).toContain("bạn vẫn vào thi được");
  });

  test("a card that was handed in is not asked for again", () => {
    show(engineWith(ON, "kept"));
    expect(button("Chụp thẻ")).toBeUndefined();
    expect(document.querySelector("[role=status]")?.textContent).toBe("Đã nhận ảnh thẻ.");
  });

  test("the picture is shown, taken again and handed in, and the keyboard is where it goes on", async () => {
    const engine = engineWith(ON);
    const onClose = show(engine, true);
    expect(document.activeElement).toBe(button("Chụp"));
    await press("Chụp");
    expect(document.querySelector("img")?.alt).toBe("Ảnh thẻ vừa chụp");
    expect(document.activeElement).toBe(button("Dùng ảnh này"));
    await press("Chụp lại");
    expect(document.activeElement).toBe(button("Chụp"));
    expect(handedIn).not.toHaveBeenCalled();
    await press("Chụp");
    await press("Dùng ảnh này");
    expect(handedIn).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledOnce();
    expect(engine.card.get()).toBe("kept");
    expect(document.activeElement?.textContent).toBe("Đã nhận ảnh thẻ.");
  });

  test("while the card is held into the camera no face is looked for, and then again", () => {
    show(engineWith(ON), true);
    expect(goOn).not.toHaveBeenCalled();
    show(engineWith(ON), false);
    expect(goOn).toHaveBeenCalled();
  });
});
