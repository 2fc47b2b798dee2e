import { describe, expect, test } from "vitest";
import enAccounts from "./en/accounts.json";
import enCommon from "./en/common.json";
import enFindings from "./en/findings.json";
import enIdentity from "./en/identity.json";
import enLecturer from "./en/lecturer.json";
import enPrivacy from "./en/privacy.json";
import enReview from "./en/review.json";
import enRoster from "./en/roster.json";
import enSheet from "./en/sheet.json";
import enStored from "./en/stored.json";
import enStudent from "./en/student.json";
import enWaiting from "./en/waiting.json";
import { preferredLanguage } from "./setup";
import viAccounts from "./vi/accounts.json";
import viCommon from "./vi/common.json";
import viFindings from "./vi/findings.json";
import viIdentity from "./vi/identity.json";
import viLecturer from "./vi/lecturer.json";
import viPrivacy from "./vi/privacy.json";
import viReview from "./vi/review.json";
import viRoster from "./vi/roster.json";
import viSheet from "./vi/sheet.json";
import viStored from "./vi/stored.json";
import viStudent from "./vi/student.json";
import viWaiting from "./vi/waiting.json";

/** Every key of a word list; plural forms of one key count once, as languages have other ones. */
function keys(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object"
      ? keys(value as object, `${path}${key}.`)
      : [path + key.replace(/_(one|other)$/, "")],
  );
}

const unique = (words: object) => [...new Set(keys(words))].sort();

describe("words", () => {
  test.each([
    ["accounts", viAccounts, enAccounts],
    ["common", viCommon, enCommon],
    ["student", viStudent, enStudent],
    ["findings", viFindings, enFindings],
    ["lecturer", viLecturer, enLecturer],
    ["review", viReview, enReview],
    ["waiting", viWaiting, enWaiting],
    ["roster", viRoster, enRoster],
    ["privacy", viPrivacy, enPrivacy],
    ["identity", viIdentity, enIdentity],
    ["sheet", viSheet, enSheet],
    ["stored", viStored, enStored],
  ])("%s says the same things in English as in Vietnamese", (_name, vi, en) => {
    expect(unique(en)).toEqual(unique(vi));
  });
});

describe("preferredLanguage", () => {
  test("a choice made before wins over the browser", () => {
    expect(preferredLanguage("en", ["vi-VN"])).toBe("en");
  });
  test("the browser's first language that we speak is taken", () => {
    expect(preferredLanguage(null, ["fr-FR", "en-US", "vi"])).toBe("en");
  });
  test("Vietnamese is the last resort", () => {
    expect(preferredLanguage(null, ["fr"])).toBe("vi");
  });
});
