import { describe, expect, test } from "vitest";
import { AlertCentre } from "./centre";

class Shelf {
  readonly #kept = new Map<string, string>();
  getItem = (key: string) => this.#kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#kept.set(key, value);
}

const found = (id: string, atMs = 0) => ({
  id,
  attemptId: "a",
  studentName: "An",
  kind: "no_face",
  severity: "medium",
  atMs,
  lastedMs: 8000,
});

describe("AlertCentre", () => {
  test("tells each thing once, also after a reload", () => {
    const shelf = new Shelf();
    const centre = new AlertCentre(shelf, "e1");
    expect(centre.add([found("v1"), found("v2", 5)])).toHaveLength(2);
    const again = new AlertCentre(shelf, "e1");
    expect(again.add([found("v1"), found("v3", 9)]).map((one) => one.id)).toEqual(["v3"]);
    expect(again.told.get().map((one) => one.id)).toEqual(["v3", "v2", "v1"]);
  });

  test("counts what was not looked at", () => {
    const centre = new AlertCentre(new Shelf(), "e1");
    centre.add([found("v1"), found("v2")]);
    expect(centre.unseen).toBe(2);
    centre.markSeen();
    expect(centre.unseen).toBe(0);
  });

  test("keeps exams apart and choices together", () => {
    const shelf = new Shelf();
    const centre = new AlertCentre(shelf, "e1");
    centre.add([found("v1")]);
    centre.choose({ sound: true });
    const other = new AlertCentre(shelf, "e2");
    expect(other.told.get()).toEqual([]);
    expect(other.choices.get()).toEqual({ sound: true, browser: false });
  });

  test("is silent at first", () => {
    expect(new AlertCentre(new Shelf(), "e1").choices.get().sound).toBe(false);
  });

  test("remembers only so much", () => {
    const centre = new AlertCentre(new Shelf(), "e1");
    centre.add(Array.from({ length: 250 }, (_, number) => found(`v${number}`, number)));
    expect(centre.told.get()).toHaveLength(200);
  });

  test("goes on where nothing can be stored, or what is stored is broken", () => {
    const shelf = {
      getItem: () => "{",
      setItem: () => {
        throw new Error("full");
      },
    };
    const centre = new AlertCentre(shelf, "e1");
    expect(centre.add([found("v1")])).toHaveLength(1);
    expect(centre.unseen).toBe(1);
  });
});
