import { describe, expect, test } from "vitest";
import { fromLocalField, knownZones, placeOf, toLocalField, zoneDiffers, zoneOffset } from "./zones";

const PARIS = "Europe/Paris";

describe("a zone's wall clock", () => {
  test.each([
    ["2026-11-22T01:00:00Z", "Asia/Ho_Chi_Minh", "2026-11-22T08:00"],
    ["2026-11-22T18:30:00Z", "Asia/Ho_Chi_Minh", "2026-11-23T01:30"],
    ["2026-07-01T12:00:00Z", PARIS, "2026-07-01T14:00"],
    ["2026-12-01T12:00:00Z", PARIS, "2026-12-01T13:00"],
    ["2026-12-01T12:00:00Z", "Asia/Kolkata", "2026-12-01T17:30"],
    ["2026-12-01T12:00:00Z", "America/New_York", "2026-12-01T07:00"],
  ])("%s in %s is %s, and back", (instant, zone, field) => {
    expect(toLocalField(instant, zone)).toBe(field);
    expect(fromLocalField(field, zone)).toBe(instant);
  });

  test("an empty field stays empty", () => {
    expect(fromLocalField("", PARIS)).toBe("");
  });

  test("a time that comes twice in autumn is the first of the two", () => {
    expect(fromLocalField("2026-10-25T02:30", PARIS)).toBe("2026-10-25T00:30:00Z");
  });

  test("a time that spring leaves out is read as if the clock had gone on", () => {
    expect(fromLocalField("2026-03-29T02:30", PARIS)).toBe("2026-03-29T01:30:00Z");
  });

  test("just before and after the change, the clock is right", () => {
    expect(fromLocalField("2026-03-29T01:59", PARIS)).toBe("2026-03-29T00:59:00Z");
    expect(fromLocalField("2026-03-29T03:00", PARIS)).toBe("2026-03-29T01:00:00Z");
  });

  test("its distance from UTC is told", () => {
    expect(zoneOffset("2026-11-22T01:00:00Z", "Asia/Ho_Chi_Minh")).toBe("UTC+7");
    expect(zoneOffset("2026-11-22T01:00:00Z", "Asia/Kolkata")).toBe("UTC+5:30");
    expect(zoneOffset("2026-11-22T01:00:00Z", "America/New_York")).toBe("UTC\u22125");
    expect(zoneOffset("2026-11-22T01:00:00Z", "UTC")).toBe("UTC");
  });

  test("the zones to choose from hold Vietnam's and the one that is set", () => {
    const zones = knownZones("Etc/Unheard");
    expect(zones).toContain("Asia/Ho_Chi_Minh");
    expect(zones).toContain("Etc/Unheard");
  });
});

describe("a reader in another zone", () => {
  const summer = "2026-07-01T12:00:00Z";
  test.each([
    [PARIS, "Europe/Berlin", false],
    [PARIS, "Asia/Ho_Chi_Minh", true],
    ["Asia/Bangkok", "Asia/Ho_Chi_Minh", false],
    [PARIS, "Africa/Lagos", true],
  ])("%s differs from %s in summer: %s", (zone, own, differs) => {
    expect(zoneDiffers(summer, zone, own)).toBe(differs);
  });
  test("in winter Paris and Lagos agree", () => {
    expect(zoneDiffers("2026-12-01T12:00:00Z", PARIS, "Africa/Lagos")).toBe(false);
  });
  test("a place is named without its continent", () => {
    expect(placeOf("America/New_York")).toBe("New York");
  });
});
