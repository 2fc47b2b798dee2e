/** The calls of the review of an attempt. */
import type {
  Act,
  ActPage,
  AttemptReview,
  CameraReview,
  ExportedFile,
  KeptUploadList,
  ObservationColumns,
  OfferedFile,
  ReviewAct,
  ReviewedViolation,
} from "../../api/types";
import { listActs } from "../api";
import { lecturerRequest as send } from "../auth";
import type { Span } from "./signals";

/** Of a room's camera, its own name stands in the attempt's place. */
export interface AttemptName {
  examId: string;
  attemptId: string;
}

const attempt = ({ examId, attemptId }: AttemptName) =>
  `/exams/${encodeURIComponent(examId)}/attempts/${encodeURIComponent(attemptId)}`;

const violation = (name: AttemptName, violationId: string) =>
  `${attempt(name)}/violations/${encodeURIComponent(violationId)}`;

export function getAttempt(name: AttemptName): Promise<AttemptReview> {
  return send("GET", attempt(name));
}

export function getCameraReview(examId: string, cameraId: string): Promise<CameraReview> {
  return send(
    "GET",
    `/exams/${encodeURIComponent(examId)}/cameras/${encodeURIComponent(cameraId)}/review`,
  );
}

/** Everything that was seen, however many parts it comes in. */
export async function getObservations(name: AttemptName): Promise<ObservationColumns[]> {
  const parts: ObservationColumns[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
    const part: ObservationColumns = await send("GET", `${attempt(name)}/observations${query}`);
    parts.push(part);
    cursor = part.next_cursor;
  } while (cursor);
  return parts;
}

/** The uploads of a stretch of time, with addresses that may be gone. */
export function listKeptFrames(name: AttemptName, { from, to }: Span): Promise<KeptUploadList> {
  return send("GET", `${attempt(name)}/frames?from=${from}&to=${to}`);
}

/** What lecturers did about this student, oldest first. */
export async function getActs(name: AttemptName): Promise<Act[]> {
  const acts: Act[] = [];
  let cursor: string | null = null;
  do {
    const page: ActPage = await listActs(name.examId, cursor);
    acts.push(...page.items.filter((act) => act.attempt_ids.includes(name.attemptId)));
    cursor = page.next_cursor;
  } while (cursor);
  return acts.reverse();
}

export function reviewViolation(
  name: AttemptName,
  violationId: string,
  act: ReviewAct,
): Promise<ReviewedViolation> {
  return send("POST", `${violation(name, violationId)}/review`, { body: act });
}

/** Have the report made; the address hands it over for a quarter of an hour. */
export function makeReport(name: AttemptName): Promise<OfferedFile> {
  return send("POST", `${attempt(name)}/report`, { body: {} });
}

/** Everything that was noted in an exam, as a workbook. */
export function exportViolations(examId: string): Promise<ExportedFile> {
  return send("GET", `/exams/${encodeURIComponent(examId)}/violations/export`);
}

export function answerExplanation(
  name: AttemptName,
  violationId: string,
  text: string,
): Promise<ReviewedViolation> {
  return send("PUT", `${violation(name, violationId)}/reply`, { body: { text } });
}
