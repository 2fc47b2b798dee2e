/** The calls about an exam's policy. */
import type {
  Exam,
  PolicyChoice,
  PolicyContent,
  PolicyPreview,
  PresetList,
  Rejudgement,
} from "../../api/types";
import { lecturerRequest as send } from "../auth";

const exam = (examId: string) => `/exams/${encodeURIComponent(examId)}`;

export function listPresets(): Promise<PresetList> {
  return send("GET", "/policies");
}

/** Save over exactly the version that was read. */
export function changePolicy({ exam_id, version }: Exam, content: PolicyContent): Promise<Exam> {
  const headers = { "If-Match": `"${version}"` };
  return send("PUT", `${exam(exam_id)}/policy`, { body: content, headers });
}

/** What a policy would find in the whole exam, however many parts it is told in. */
export async function previewPolicy(examId: string, choice: PolicyChoice): Promise<PolicyPreview> {
  const whole: PolicyPreview = { students: 0, flagged: 0, by_kind: {}, next_cursor: null };
  let path: string | null = `${exam(examId)}/policy-preview`;
  while (path) {
    // Nothing is changed, so that a repeat is safe.
    const part: PolicyPreview = await send("POST", path, { body: choice, retries: 1 });
    whole.students += part.students;
    whole.flagged += part.flagged;
    for (const [kind, count] of Object.entries(part.by_kind)) {
      whole.by_kind[kind] = (whole.by_kind[kind] ?? 0) + count;
    }
    path = after(`${exam(examId)}/policy-preview`, part.next_cursor);
  }
  return whole;
}

/** Judge the whole exam anew; doing it again with the same policy changes nothing. */
export async function rejudgeExam(
  examId: string,
  choice: PolicyChoice,
  onPart: (sofar: Rejudgement) => void,
): Promise<Rejudgement> {
  const whole = {
    students: 0,
    cameras: 0,
    unseen: 0,
    standing: 0,
    superseded: 0,
    next_cursor: null,
  };
  let path: string | null = `${exam(examId)}/rejudge`;
  while (path) {
    const part: Rejudgement = await send("POST", path, { body: choice, retries: 2 });
    whole.students += part.students;
    whole.cameras += part.cameras;
    whole.unseen += part.unseen;
    whole.standing += part.standing;
    whole.superseded += part.superseded;
    onPart({ ...whole });
    path = after(`${exam(examId)}/rejudge`, part.next_cursor);
  }
  return whole;
}

function after(path: string, cursor: string | null): string | null {
  return cursor && `${path}?cursor=${encodeURIComponent(cursor)}`;
}
