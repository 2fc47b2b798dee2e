/** The calls of a student's page. */
import { request } from "../api/client";
import type {
  AnswerContent,
  AttemptView,
  CalibrationStep,
  CameraCheck,
  CardKept,
  Heartbeat,
  Join,
  JoinedAttempt,
  LiveTicket,
  OfferedFile,
  OwnSheet,
  PageEvent,
  PictureAddresses,
  PictureUpload,
  RoomView,
  SavedAnswer,
  StoredData,
} from "../api/types";

const path = encodeURIComponent;

export function getRoom(roomCode: string): Promise<RoomView> {
  return request("GET", `/rooms/${path(roomCode)}`);
}

/**
 * Enter the waiting room, or take an attempt up again: the student number decides.
 *
 * Sent again under the same key after an answer was lost, it gives the same attempt and token.
 */
export function joinRoom(roomCode: string, body: Join, key: string): Promise<JoinedAttempt> {
  const headers = { "Idempotency-Key": key };
  return request("POST", `/rooms/${path(roomCode)}/attempts`, { body, headers, retries: 2 });
}

/** The calls of one attempt, made with its token. */
export function attemptApi(attemptId: string, token: string) {
  const base = `/attempts/${path(attemptId)}`;
  return {
    get: (): Promise<AttemptView> => request("GET", base, { token }),
    /** Let the clock run; a repeat goes on with the attempt that runs. */
    start: (calibration: CalibrationStep[] = []): Promise<AttemptView> =>
      request("POST", `${base}/start`, { token, body: { calibration }, retries: 2 }),
    beginCardUpload: (): Promise<PictureUpload> =>
      request("POST", `${base}/card-uploads`, { token, body: {} }),
    keepCard: (uploadId: string): Promise<CardKept> =>
      request("PUT", `${base}/card`, { token, body: { upload_id: uploadId }, retries: 2 }),
    checkCamera: (): Promise<CameraCheck> => request("GET", `${base}/camera-check`, { token }),
    saveAnswer: (questionId: string, body: AnswerContent): Promise<SavedAnswer> =>
      request("PUT", `${base}/answers/${path(questionId)}`, { token, body }),
    heartbeat: (camera: "on" | "off", events: PageEvent[] = []): Promise<Heartbeat> =>
      request("POST", `${base}/heartbeat`, { token, body: { camera, events } }),
    locatePictures: (ids: string[]): Promise<PictureAddresses> =>
      request("GET", `${base}/pictures?ids=${ids.join(",")}`, { token }),
    readNotice: (noticeId: string): Promise<void> =>
      request("PUT", `${base}/notices/${path(noticeId)}`, { token, body: {}, retries: 2 }),
    storedData: (): Promise<StoredData> => request("GET", `${base}/stored-data`, { token }),
    /** Have a copy packed; the address works for a quarter of an hour. */
    ownData: (): Promise<OfferedFile> => request("POST", `${base}/data`, { token, body: {} }),
    answerSheet: (): Promise<OwnSheet> => request("GET", `${base}/answer-sheet`, { token }),
    liveTicket: (): Promise<LiveTicket> =>
      request("POST", `${base}/live-ticket`, { token, body: {} }),
    submit: (): Promise<AttemptView> =>
      request("POST", `${base}/submit`, { token, body: {}, retries: 2 }),
  };
}

export type AttemptApi = ReturnType<typeof attemptApi>;
