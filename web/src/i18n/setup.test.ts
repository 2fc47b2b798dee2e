import i18next from "i18next";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { chooseLanguage, setUpLanguage } from "./setup";

// Made anew: i18next adds to what it is given.
const vietnamese = () => ({ vi: { common: { reload: "Tải lại" } } });
const english = () => Promise.resolve({ common: { reload: "Reload" } });

beforeEach(() => {
  localStorage.clear();
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["vi-VN"]);
});

// There is one i18next for all of them.
afterEach(() => i18next.changeLanguage("vi"));

describe("words that are fetched when they are wanted", () => {
  test("who reads English gets them before anything is shown", async () => {
    localStorage.setItem("giam-thi.language", "en");
    await setUpLanguage(vietnamese(), { en: english });
    expect(i18next.t("reload", { ns: "common" })).toBe("Reload");
    expect(document.documentElement.lang).toBe("en");
  });

  test("nobody else fetches them", async () => {
    const fetched = vi.fn(english);
    await setUpLanguage(vietnamese(), { en: fetched });
    expect(fetched).not.toHaveBeenCalled();
    chooseLanguage("en");
    await vi.waitFor(() => expect(i18next.language).toBe("en"));
    expect(fetched).toHaveBeenCalledOnce();
  });

  test("where they do not come the page speaks Vietnamese", async () => {
    localStorage.setItem("giam-thi.language", "en");
    await setUpLanguage(vietnamese(), { en: () => Promise.reject(new Error("offline")) });
    expect(i18next.t("reload", { ns: "common" })).toBe("Tải lại");
    expect(document.documentElement.lang).toBe("vi");
  });
});
