import { describe, expect, test } from "vitest";
import { ApiError } from "../../api/errors";
import { contentOf, entryOf, faultsOf, merge, NEW_ENTRY, search, type Entry } from "./entries";

const entry = (student_number: string, changes: Partial<Entry> = {}): Entry => ({
  ...NEW_ENTRY,
  student_number,
  student_name: `Học sinh ${student_number}`,
  ...changes,
});

describe("merge", () => {
  test("a known number is written anew where it stands, others follow", () => {
    const merged = merge(
      [entry("S1"), entry("S2")],
      [entry("S3"), entry(" s1 ", { class_name: "12A1" })],
    );
    expect(merged.map((one) => one.student_number)).toEqual([" s1 ", "S2", "S3"]);
    expect(merged[0]?.class_name).toBe("12A1");
  });

  test("a file without a PIN keeps the one that the student has", () => {
    const [merged] = merge([entry("S1", { has_pin: true })], [entry("S1")]);
    expect(merged).toMatchObject({ has_pin: true, pin: null });
  });
});

test("what is sent says nothing of whether there is a PIN already", () => {
  const [line] = contentOf([entry("S1", { has_pin: true, pin: null })]).entries;
  expect(line).not.toHaveProperty("has_pin");
  expect(line).toMatchObject({ student_number: "S1", pin: null });
});

test("a line of a file with a PIN has one", () => {
  const read = { student_number: "S1", student_name: "An", class_name: "", pin: "4826" };
  expect(entryOf({ ...read, extra_minutes: 0, extra_percent: 0, exempt: [] })).toMatchObject({
    has_pin: true,
    pin: "4826",
  });
});

test("students are found by number, name or class", () => {
  const all = [entry("S1", { class_name: "12A1" }), entry("S2", { student_name: "Trần Bình" })];
  expect(search(all, "12a").map((one) => one.student_number)).toEqual(["S1"]);
  expect(search(all, "BÌNH").map((one) => one.student_number)).toEqual(["S2"]);
  expect(search(all, " ")).toHaveLength(2);
});

test("a fault is told by its line", () => {
  const problems = [{ path: "entries[2].student_number", code: "required", message: "Cần điền." }];
  expect(faultsOf(new ApiError(400, "invalid", "", { problems }))).toEqual([
    { line: 3, message: "Cần điền." },
  ]);
  expect(faultsOf(new Error("other"))).toEqual([]);
});
