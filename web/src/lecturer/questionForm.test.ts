import { describe, expect, test } from "vitest";
import type { Question, QuestionContent } from "../api/types";
import {
  copyQuestion,
  draftValues,
  isUntouched,
  newQuestion,
  questionContent,
  questionValues,
  withMark,
  withoutChoice,
  withType,
} from "./questionForm";

const common = {
  question_id: "q1",
  text: "Tính $x$",
  points: 0.5,
  penalty: 0.25,
  explanation: "!",
  part: "Phần I",
};
const choices = [
  { choice_id: "a", text: "1" },
  { choice_id: "b", text: "2" },
  { choice_id: "c", text: "3" },
];
const statements = [
  { statement_id: "s1", text: "Một", correct: true },
  { statement_id: "s2", text: "Hai", correct: false },
];

/** Each kind as the server keeps it, and as it must be written back. */
const pairs: [Question, QuestionContent][] = [
  [
    { ...common, type: "single_choice", choices, correct_choice_id: "b" },
    { ...common, type: "single_choice", choices, correct_choice: 1 },
  ],
  [
    { ...common, type: "several_choices", choices, correct_choice_ids: ["a", "c"], credit: "all" },
    { ...common, type: "several_choices", choices, correct_choices: [0, 2], credit: "all" },
  ],
  [
    { ...common, type: "true_false", statements, credit: "graduation" },
    { ...common, type: "true_false", statements, credit: "graduation" },
  ],
  [
    { ...common, type: "number", number: -1.5, tolerance: 0.01 },
    { ...common, type: "number", number: -1.5, tolerance: 0.01 },
  ],
  [
    { ...common, type: "short_text", accepted: ["Hà Nội", "Ha Noi"] },
    { ...common, type: "short_text", accepted: ["Hà Nội", "Ha Noi"] },
  ],
];

/** What a file gives has no names yet. */
function nameless(content: QuestionContent): QuestionContent {
  const dropped = ["question_id", "choice_id", "statement_id"];
  const text = JSON.stringify(content, (key, value: unknown) =>
    dropped.includes(key) ? undefined : value,
  );
  return JSON.parse(text) as QuestionContent;
}

describe("a question in the form", () => {
  test.each(pairs)("comes back as it went in: %o", (kept, written) => {
    expect(questionContent(questionValues(kept))).toEqual(written);
  });

  test.each(pairs)("comes out of a file as it was there: %o", (_kept, written) => {
    expect(questionContent(draftValues(nameless(written)))).toEqual(nameless(written));
  });

  test.each(pairs)("is copied without the names of its model: %o", (kept, written) => {
    expect(questionContent(copyQuestion(questionValues(kept)))).toEqual(nameless(written));
  });

  test("without a marked choice says that there is no key", () => {
    const [, written] = pairs[0] ?? [];
    const unmarked = { ...written, correct_choice: -1 } as QuestionContent;
    expect(questionContent(draftValues(unmarked))).toMatchObject({ correct_choice: -1 });
  });

  test("keeps one mark when only one choice may be right", () => {
    const several = questionValues(pairs[1]?.[0] as Question);
    const single = withType(several, "single_choice");
    expect(single.choices.map((choice) => choice.correct)).toEqual([true, false, false]);
    expect(withMark(single, 2).choices.map((choice) => choice.correct)).toEqual([
      false,
      false,
      true,
    ]);
    expect(withMark(several, 2).choices.map((choice) => choice.correct)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])("removing choice %i leaves the mark at %i", (index, correct) => {
    const question = withoutChoice(questionValues(pairs[0]?.[0] as Question), index);
    expect(questionContent(question)).toMatchObject({ correct_choice: correct });
  });

  test("the steps of the graduation exam do not follow it to choices", () => {
    const group = questionValues(pairs[2]?.[0] as Question);
    expect(withType(group, "several_choices").credit).toBe("partial");
  });

  test("is untouched until something is written", () => {
    expect(isUntouched(newQuestion())).toBe(true);
    expect(isUntouched({ ...newQuestion("number"), number: 0 })).toBe(false);
  });
});
