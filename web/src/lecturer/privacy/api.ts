/** The calls about erasing. */
import type { AccessList, Erasure, ErasurePage, OfferedFile } from "../../api/types";
import { lecturerRequest as send } from "../auth";

export interface Erasable {
  examId: string;
  /** One student's attempt; without it, the whole exam. */
  attemptId?: string;
}

export function erase({ examId, attemptId }: Erasable, confirmation: string): Promise<Erasure> {
  const exam = `/exams/${encodeURIComponent(examId)}`;
  const subject = attemptId ? `${exam}/attempts/${encodeURIComponent(attemptId)}` : exam;
  return send("POST", `${subject}/erasure`, { body: { confirmation } });
}

const attempt = (examId: string, attemptId: string) =>
  `/exams/${encodeURIComponent(examId)}/attempts/${encodeURIComponent(attemptId)}`;

/** Have everything that is kept of a student packed; the address works for a quarter of an hour. */
export function handOverData({ examId, attemptId }: Required<Erasable>): Promise<OfferedFile> {
  return send("POST", `${attempt(examId, attemptId)}/data`, { body: {} });
}

export function listAccesses({ examId, attemptId }: Required<Erasable>): Promise<AccessList> {
  return send("GET", `${attempt(examId, attemptId)}/accesses`);
}

export function listErasures(cursor: string | null): Promise<ErasurePage> {
  return send("GET", cursor ? `/erasures?cursor=${encodeURIComponent(cursor)}` : "/erasures");
}

export function getErasure(erasureId: string): Promise<Erasure> {
  return send("GET", `/erasures/${encodeURIComponent(erasureId)}`);
}
