/** The calls about erasing. */
import type { Erasure, ErasurePage } from "../../api/types";
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

export function listErasures(cursor: string | null): Promise<ErasurePage> {
  return send("GET", cursor ? `/erasures?cursor=${encodeURIComponent(cursor)}` : "/erasures");
}

export function getErasure(erasureId: string): Promise<Erasure> {
  return send("GET", `/erasures/${encodeURIComponent(erasureId)}`);
}
