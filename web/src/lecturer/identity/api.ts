/** The calls about the face at the start and later ones. */
import type { NextSpotCheck, SpotChecks, SpotDecision } from "../../api/types";
import { lecturerRequest as send } from "../auth";
import type { AttemptName } from "../review/api";
import { splitPictures } from "../wall/frames";

const exam = (examId: string) => `/exams/${encodeURIComponent(examId)}`;
const checks = ({ examId, attemptId }: AttemptName) =>
  `${exam(examId)}/attempts/${encodeURIComponent(attemptId)}/spot-checks`;

export function getSpotChecks(name: AttemptName): Promise<SpotChecks> {
  return send("GET", checks(name));
}

export function getNextSpotCheck(examId: string, after: string | null): Promise<NextSpotCheck> {
  const query = after ? `?after=${encodeURIComponent(after)}` : "";
  return send("GET", `${exam(examId)}/next-spot-check${query}`);
}

export function decideSpotCheck(name: AttemptName, decision: SpotDecision): Promise<SpotChecks> {
  return send("POST", checks(name), { body: decision });
}

/** One of the pictures that lie one after the other at an address; null: it is gone. */
export async function loadPicture(url: string, index: number): Promise<Blob | null> {
  const response = await fetch(url);
  if (!response.ok) return null;
  const picture = splitPictures(new Uint8Array(await response.arrayBuffer()))[index];
  return picture ? new Blob([picture], { type: "image/jpeg" }) : null;
}
