import { describe, expect, test } from "vitest";
import type { Exam } from "../api/types";
import {
  contentOf,
  copyQuestion,
  emptyExam,
  formErrors,
  valuesOf,
  withoutChoice,
} from "./examForm";

const exam: Exam = {
  exam_id: "e1",
  title: "Giải tích 1",
  subject: "Toán",
  room_name: "P.101",
  room_code: "ABC234",
  starts_at: "2026-11-22T01:00:00Z",
  ends_at: "2026-11-22T03:00:00Z",
  duration_minutes: 60,
  policy: "strict",
  state: "draft",
  creator: { lecturer_id: "l1", email: "a@example.edu.vn", name: "A" },
  version: 3,
  created_at: "2026-11-21T00:00:00Z",
  question_count: 1,
  questions: [
    {
      question_id: "q1",
      type: "single_choice",
      text: "1 + 1 = ?",
      points: 2,
      choices: [
        { choice_id: "a", text: "1" },
        { choice_id: "b", text: "2" },
        { choice_id: "c", text: "3" },
      ],
      correct_choice_id: "b",
    },
  ],
};

describe("the exam form", () => {
  test("an exam comes back from the form as it went in", () => {
    const { title, subject, room_name, room_code, starts_at, ends_at } = exam;
    expect(contentOf(valuesOf(exam))).toEqual({
      ...{ title, subject, room_name, room_code, starts_at, ends_at },
      duration_minutes: 60,
      policy: "strict",
      questions: [
        {
          question_id: "q1",
          type: "single_choice",
          text: "1 + 1 = ?",
          points: 2,
          choices: exam.questions[0]?.choices,
          correct_choice: 1,
        },
      ],
    });
  });

  test("an empty room code is left out, so that the server draws one", () => {
    expect(contentOf(emptyExam(0))).not.toHaveProperty("room_code");
  });

  test("a new exam starts at the next full hour in Vietnam's time", () => {
    expect(emptyExam(Date.parse("2026-11-22T01:20:00Z")).starts_at).toBe("2026-11-22T09:00");
  });

  test("a copied question carries none of the ids of its model", () => {
    const [question] = valuesOf(exam).questions;
    const copy = question && copyQuestion(question);
    expect(copy).not.toHaveProperty("question_id");
    expect(copy?.choices[0]).not.toHaveProperty("choice_id");
    expect(copy?.correct_choice).toBe(1);
  });

  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])("removing choice %i leaves the mark at %i", (index, correct) => {
    const [question] = valuesOf(exam).questions;
    expect(question && withoutChoice(question, index).correct_choice).toBe(correct);
  });

  test("the server's problems go to the fields that they are about", () => {
    expect(
      formErrors([{ path: "questions[0].choices[2].text", code: "required", message: "Thiếu" }]),
    ).toEqual({ "questions.0.choices.2.text": "Thiếu" });
  });
});
