/** Correcting keys after the exam. */
import type {
  CorrectionContent,
  CorrectionList,
  CorrectionPreview,
  Exam,
  Rescoring,
} from "../api/types";
import { lecturerRequest as send } from "./auth";

const exam = (examId: string) => `/exams/${encodeURIComponent(examId)}`;

/** Nothing is saved, so that a repeat is safe. */
export function previewCorrection(
  examId: string,
  content: CorrectionContent,
): Promise<CorrectionPreview> {
  return send("POST", `${exam(examId)}/correction-preview`, { body: content, retries: 1 });
}

export function correctKeys(
  examId: string,
  version: number,
  content: CorrectionContent,
): Promise<Exam> {
  const headers = { "If-Match": `"${version}"` };
  return send("POST", `${exam(examId)}/corrections`, { body: content, headers });
}

export function listCorrections(examId: string): Promise<CorrectionList> {
  return send("GET", `${exam(examId)}/corrections`);
}

/** Score everybody anew, a hundred at a time; says how many scores changed. */
export async function rescoreAll(examId: string): Promise<number> {
  let changed = 0;
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    // Scoring anew changes nothing the second time, so that a repeat is safe.
    const done: Rescoring = await send("POST", `${exam(examId)}/rescoring${query}`, {
      body: {},
      retries: 2,
    });
    changed += done.changes.length;
    cursor = done.next_cursor;
  } while (cursor !== null);
  return changed;
}
