/** The calls of a student's page. */
import { request } from "../api/client";
import type {
  AnswerContent,
  AttemptView,
  Heartbeat,
  JoinedAttempt,
  RoomView,
  SavedAnswer,
} from "../api/types";

const path = encodeURIComponent;

export function getRoom(roomCode: string): Promise<RoomView> {
  return request("GET", `/rooms/${path(roomCode)}`);
}

/** Start the attempt, or take it up again: the student number decides, so a repeat is safe. */
export function startAttempt(
  roomCode: string,
  body: { student_name: string; student_number: string; consent_version: string },
): Promise<JoinedAttempt> {
  return request("POST", `/rooms/${path(roomCode)}/attempts`, { body, retries: 2 });
}

/** The calls of one attempt, made with its token. */
export function attemptApi(attemptId: string, token: string) {
  const base = `/attempts/${path(attemptId)}`;
  return {
    get: (): Promise<AttemptView> => request("GET", base, { token }),
    saveAnswer: (questionId: string, body: AnswerContent): Promise<SavedAnswer> =>
      request("PUT", `${base}/answers/${path(questionId)}`, { token, body }),
    heartbeat: (camera: "on" | "off"): Promise<Heartbeat> =>
      request("POST", `${base}/heartbeat`, { token, body: { camera } }),
    submit: (): Promise<AttemptView> =>
      request("POST", `${base}/submit`, { token, body: {}, retries: 2 }),
  };
}

export type AttemptApi = ReturnType<typeof attemptApi>;
