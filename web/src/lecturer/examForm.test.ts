import { describe, expect, test } from "vitest";
import type { Exam } from "../api/types";
import {
  contentOf,
  emptyExam,
  formErrors,
  valuesOf,
  withTemplate,
} from "./examForm";
import { settingsContent, usualSettings } from "./settingsForm";

const exam: Exam = {
  exam_id: "e1",
  title: "Giải tích 1",
  subject: "Toán",
  room_name: "P.101",
  room_code: "ABC234",
  starts_at: "2026-11-22T01:00:00Z",
  ends_at: "2026-11-22T03:00:00Z",
  duration_minutes: 60,
  time_zone: "Asia/Bangkok",
  policy: "strict",
  policy_settings: { talking: { enabled: false } },
  state: "draft",
  co_lecturers: [],
  role: "creator",
  missing: [],
  steps: [],
  changes: [],
  creator: { lecturer_id: "l1", email: "a@example.edu.vn", name: "A" },
  version: 3,
  created_at: "2026-11-21T00:00:00Z",
  question_count: 1,
  scoring: { scale: 10, floor: 0 },
  settings: { attempts_allowed: 2, draws: { "Phần I": 1 } },
  questions: [
    {
      question_id: "q1",
      type: "single_choice",
      text: "1 + 1 = ?",
      points: 2,
      part: "Phần I",
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
      time_zone: "Asia/Bangkok",
      policy: "strict",
      policy_settings: { talking: { enabled: false } },
      scoring: { scale: 10, floor: 0 },
      settings: {
        ...settingsContent(usualSettings(), []),
        attempts_allowed: 2,
        draws: { "Phần I": 1 },
      },
      questions: [
        {
          question_id: "q1",
          type: "single_choice",
          text: "1 + 1 = ?",
          points: 2,
          penalty: 0,
          explanation: "",
          part: "Phần I",
          choices: [
            { choice_id: "a", text: "1" },
            { choice_id: "b", text: "2" },
            { choice_id: "c", text: "3" },
          ],
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

  test("the server's problems go to the fields that they are about", () => {
    expect(
      formErrors([{ path: "questions[0].choices[2].text", code: "required", message: "Thiếu" }]),
    ).toEqual({ "questions.0.choices.2.text": "Thiếu" });
  });

  test("a format takes the place of what is still empty, and its numbers wait for a key", () => {
    const values = withTemplate(emptyExam(0), {
      template_id: "graduation-mathematics",
      subject: "Toán",
      duration_minutes: 90,
      scoring: { scale: 10, floor: 0 },
      parts: [{ title: "Phần III", count: 1, points: 0.5 }],
      questions: [{ type: "number", text: "", points: 0.5, number: null }],
    });
    expect(values).toMatchObject({ subject: "Toán", duration_minutes: 90, scale: 10 });
    expect(values.questions).toMatchObject([{ type: "number", points: 0.5, number: "" }]);
    expect(contentOf(values).questions).toMatchObject([{ type: "number", number: null }]);
  });
});
