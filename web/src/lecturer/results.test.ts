import { describe, expect, test } from "vitest";
import type { ItemFigures, Question, ResultRow } from "../api/types";
import {
  barsOf,
  cellOf,
  draws,
  filterRows,
  filtersFor,
  hintsFor,
  needsLook,
  neighbours,
  passedOf,
  repeated,
  searchRows,
  sortRows,
} from "./results";

function row(student_name: string, student_number: string, score: number | null): ResultRow {
  const submitted_at = score === null ? null : "2026-11-22T02:00:00Z";
  const state = score === null ? "writing" : "submitted";
  return {
    ...{ attempt_id: student_number, student_name, student_number, state },
    ...{ submitted_at, score, max_score: 10, passed: null, points: [], asked: [] },
    ...{ ordinal: 1, counts: score !== null, receipt: score === null ? null : "14B8-CE09-8270" },
  };
}

const rows = [
  row("Nguyễn Văn Đạt", "12A1-10", 7.5),
  row("Trần Thị Ánh", "12A1-9", null),
  row("Lê Hoàng Bình", "12A1-1", 9),
];
const names = (sorted: ResultRow[]) => sorted.map((one) => one.student_name.split(" ").at(-1));

describe("the table of results", () => {
  test("sorts names by the given name, as class lists do", () => {
    expect(names(sortRows(rows, { by: "name", down: false }))).toEqual(["Ánh", "Bình", "Đạt"]);
  });
  test("sorts numbers by their value", () => {
    expect(names(sortRows(rows, { by: "number", down: false }))).toEqual(["Bình", "Ánh", "Đạt"]);
  });
  test.each([
    [false, ["Đạt", "Bình", "Ánh"]],
    [true, ["Bình", "Đạt", "Ánh"]],
  ])("keeps those without a score last, down: %s", (down, expected) => {
    expect(names(sortRows(rows, { by: "score", down }))).toEqual(expected);
  });
  test.each([
    ["dat nguyen", ["Đạt"]],
    ["BÌNH", ["Bình"]],
    ["12a1", ["Đạt", "Ánh", "Bình"]],
    ["14b8-ce09", ["Đạt", "Bình"]],
    ["", ["Đạt", "Ánh", "Bình"]],
  ])("a search for “%s” finds", (words, found) => {
    expect(names(searchRows(rows, words))).toEqual(found);
  });
});

describe("the filter of the table", () => {
  const absent: ResultRow = { ...row("Vũ Thị Yến", "12A1-7", null), state: "absent", attempt_id: null };
  const judged = rows.map((one) => ({ ...one, passed: one.score === null ? null : one.score >= 8 }));

  test.each([
    ["all", ["Đạt", "Ánh", "Bình", "Yến"]],
    ["submitted", ["Đạt", "Bình"]],
    ["unfinished", ["Ánh"]],
    ["passed", ["Bình"]],
    ["failed", ["Đạt"]],
    ["absent", ["Yến"]],
  ] as const)("keeps of “%s”", (filter, found) => {
    expect(names(filterRows([...judged, absent], filter))).toEqual(found);
  });
  test("offers what tells rows apart, with how many", () => {
    expect(filtersFor([...rows, absent])).toEqual([
      { filter: "all", count: 4 },
      { filter: "submitted", count: 2 },
      { filter: "unfinished", count: 1 },
      { filter: "absent", count: 1 },
    ]);
    expect(filtersFor(rows.slice(0, 1))).toEqual([{ filter: "all", count: 1 }]);
  });
  test("counts who passed, of the attempts that count", () => {
    expect(passedOf([...judged, absent])).toEqual({ passed: 1, total: 2 });
    expect(passedOf(rows)).toBeNull();
  });
  test("leaves who never came out of the sheets", () => {
    expect(neighbours([...rows, absent], "12A1-9").total).toBe(3);
  });
});

describe("a cell of a question", () => {
  const drawn = { ...row("An", "1", 5), points: [0, null, null], asked: [true, true, false] };

  test("tells points, a blank answer and a question that was not asked apart", () => {
    expect([0, 1, 2].map((at) => cellOf(drawn, at))).toEqual([0, "blank", "not_asked"]);
  });
  test("says that papers differ", () => {
    expect([draws([drawn]), draws([{ ...drawn, asked: [true, true, true] }])]).toEqual([true, false]);
  });
  test("says nothing of who only joined", () => {
    expect(draws([{ ...drawn, state: "joined" }])).toBe(false);
  });
});

describe("from sheet to sheet", () => {
  test("goes by given names, past who only joined", () => {
    const waiting = { ...row("Lý Bảo", "12A1-7", null), state: "joined" as const };
    const { at, total, before, after } = neighbours([...rows, waiting], "12A1-1");
    expect([at, total, before?.student_number, after?.student_number]).toEqual([
      1,
      3,
      "12A1-9",
      "12A1-10",
    ]);
  });
  test("a sheet that is not in the table has no neighbours", () => {
    expect(neighbours(rows, "?")).toMatchObject({ before: undefined, after: undefined });
  });
  test("a student's attempts stand in their order", () => {
    const again = { ...row("Lê Hoàng Bình", "12A1-1", 9), attempt_id: "again", ordinal: 2 };
    expect([...rows, again].filter(repeated([...rows, again]))).toHaveLength(2);
    expect(neighbours([again, ...rows], "again").before?.attempt_id).toBe("12A1-1");
  });
});

test("the bars of a distribution share the scale", () => {
  expect(barsOf([1, 0, 3, 2], 10).at(-1)).toEqual({ from: 7.5, to: 10, count: 2 });
});

const question: Question = {
  ...{ type: "single_choice", question_id: "q1", text: "", points: 1, correct_choice_id: "a" },
  choices: ["a", "b", "c"].map((choice_id) => ({ choice_id, text: choice_id })),
};

function item(changes: Partial<ItemFigures>, counts = [20, 6, 4]): ItemFigures {
  const options = ["a", "b", "c"].map((option, at) => ({
    ...{ option, count: counts[at] ?? 0, upper: at === 0 ? 8 : 0, lower: 2 },
  }));
  return {
    ...{ question_id: "q1", answered: 30, difficulty: 0.66, discrimination: 0.5, upper_lower: 0.6 },
    options,
    ...changes,
  };
}

describe("hints", () => {
  const codes = (figures: ItemFigures) => hintsFor(figures, question, 30).map((hint) => hint.code);

  test("a good question says so, and nothing else", () => {
    expect(codes(item({}))).toEqual(["good"]);
    expect(needsLook(hintsFor(item({}), question, 30))).toBe(false);
  });
  test.each([
    [{ discrimination: -0.1 }, "negative"],
    [{ discrimination: 0.1 }, "weak"],
    [{ difficulty: 0.95 }, "easy"],
    [{ difficulty: 0.1 }, "hard"],
    [{ answered: 15 }, "skipped"],
  ])("%o asks for a look: %s", (changes, code) => {
    expect(codes(item(changes))).toContain(code);
  });
  test("a wrong choice taken more often than the key may be the right one", () => {
    expect(hintsFor(item({}, [5, 22, 3]), question, 30)[0]).toEqual({
      code: "beatsKey",
      letters: "B",
    });
  });
  test("a wrong choice that nobody takes is named, but only in a class large enough", () => {
    expect(codes(item({}, [26, 4, 0]))).toEqual(["unused"]);
    expect(hintsFor(item({}, [6, 4, 0]), question, 10).map((hint) => hint.code)).toEqual(["good"]);
  });
});
