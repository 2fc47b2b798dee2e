/** The calls of the lecturer's side. */
import { drawKey } from "../shared/useRequestKey";
import { accountRequest, lecturerRequest as send } from "./auth";
import type {
  AlertPreferences,
  AlertSettings,
  ActPage,
  AttemptList,
  Exam,
  ExamClone,
  ExamContent,
  ExamPage,
  ExamResults,
  ExamState,
  ExamTemplateList,
  ExportedFile,
  ImportPreview,
  LiveFrameList,
  CameraKey,
  LiveTicket,
  RoomCamera,
  RoomCameraList,
  Order,
  PerformedAct,
  Picture,
  PictureAddresses,
  PictureUpload,
  QuestionImport,
  StudentSheet,
  ViolationList,
} from "../api/types";

const exam = (examId: string) => `/exams/${encodeURIComponent(examId)}`;

export interface ExamFilter {
  search: string;
  /** "" lists all but archived exams. */
  state: ExamState | "";
}

export function listExams(filter: ExamFilter, cursor: string | null): Promise<ExamPage> {
  const asked = new URLSearchParams();
  if (filter.search) asked.set("search", filter.search);
  if (filter.state) asked.set("state", filter.state);
  if (cursor) asked.set("cursor", cursor);
  return send("GET", asked.size > 0 ? `/exams?${asked}` : "/exams");
}

export function getExam(examId: string): Promise<Exam> {
  return send("GET", exam(examId));
}

export function getAlertSettings(): Promise<AlertSettings> {
  return send("GET", "/me/alerts");
}

export function saveAlertPreferences(chosen: AlertPreferences): Promise<AlertSettings> {
  return send("PUT", "/me/alerts", { body: chosen });
}

export function tryAddressAgain(address: string): Promise<AlertSettings> {
  return send("POST", "/me/alerts/retries", { body: { address } });
}

export function listExamTemplates(): Promise<ExamTemplateList> {
  return send("GET", "/exam-templates");
}

/** Read a file of questions; nothing is saved, so that a repeat is safe. */
export function previewImport(file: QuestionImport): Promise<ImportPreview> {
  return send("POST", "/question-imports", { body: file, retries: 1 });
}

export function beginPictureUpload(content_type: string): Promise<PictureUpload> {
  return send("POST", "/picture-uploads", { body: { content_type }, retries: 1 });
}

/** Have an uploaded picture looked at; a repeat keeps it once. */
export function keepPicture(upload_id: string): Promise<Picture> {
  return send("POST", "/pictures", { body: { upload_id }, retries: 1 });
}

export function locatePictures(ids: string[]): Promise<PictureAddresses> {
  return send("GET", `/pictures?ids=${ids.join(",")}`);
}

export type ExportFormat = "moodle" | "qti" | "gift" | "xlsx";

export function exportExam(examId: string, format: ExportFormat): Promise<ExportedFile> {
  return send("GET", `${exam(examId)}/export?format=${format}`);
}

/** Sent again under the same key after an answer was lost, it creates nothing twice. */
export function createExam(content: ExamContent, key: string): Promise<Exam> {
  return send("POST", "/exams", { body: content, headers: once(key), retries: 1 });
}

export function cloneExam(examId: string, clone: ExamClone, key: string): Promise<Exam> {
  return send("POST", `${exam(examId)}/clone`, { body: clone, headers: once(key), retries: 1 });
}

const once = (key: string) => ({ "Idempotency-Key": key });

/** Save over exactly the version that was read; anything newer makes the server refuse. */
export function updateExam(examId: string, version: number, content: ExamContent): Promise<Exam> {
  const headers = { "If-Match": `"${version}"` };
  return send("PUT", exam(examId), { body: content, headers });
}

export function deleteExam(examId: string): Promise<void> {
  return send("DELETE", exam(examId));
}

/** The steps that are a route of their own, by the name that the server gives them. */
export const STEP_PATHS = {
  publish: "publish",
  withdraw: "withdraw",
  open: "open",
  close: "close",
  archive: "archive",
  restore: "restore",
  change_code: "room-code",
} as const;

export type TakenStep = keyof typeof STEP_PATHS;

export function takeStep(examId: string, step: TakenStep): Promise<Exam> {
  return send("POST", `${exam(examId)}/${STEP_PATHS[step]}`, { body: {} });
}

export function shareExam(examId: string, version: number, emails: string[]): Promise<Exam> {
  const headers = { "If-Match": `"${version}"` };
  return send("PUT", `${exam(examId)}/co-lecturers`, { body: { emails }, headers });
}

/** Who is in the room; with `since`, an earlier answer's time, only who changed. */
export function listAttempts(examId: string, since?: number): Promise<AttemptList> {
  return send("GET", `${exam(examId)}/attempts${since === undefined ? "" : `?since=${since}`}`);
}

export function listFrames(examId: string, attemptIds: string[]): Promise<LiveFrameList> {
  return send("GET", `${exam(examId)}/frames?attempts=${attemptIds.join(",")}`);
}

/** Act on some students, or without names on everybody; sent again, it reaches nobody twice. */
export function performAct(
  examId: string,
  order: Order,
  attemptIds: string[] | null,
): Promise<PerformedAct> {
  const body = { order, attempt_ids: attemptIds };
  const headers = once(drawKey());
  return send("POST", `${exam(examId)}/acts`, { body, headers, retries: 1 });
}

export function listActs(examId: string, cursor: string | null): Promise<ActPage> {
  const page = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
  return send("GET", `${exam(examId)}/acts${page}`);
}

export function listViolations(examId: string): Promise<ViolationList> {
  return send("GET", `${exam(examId)}/violations`);
}

export function getResults(examId: string): Promise<ExamResults> {
  return send("GET", `${exam(examId)}/results`);
}

export function getSheet(examId: string, attemptId: string): Promise<StudentSheet> {
  return send("GET", `${exam(examId)}/attempts/${encodeURIComponent(attemptId)}/answer-sheet`);
}

export function exportResults(examId: string): Promise<ExportedFile> {
  return send("GET", `${exam(examId)}/results-workbook`);
}

export function drawCameraKey(examId: string): Promise<CameraKey> {
  return send("POST", `${exam(examId)}/camera-keys`, { body: {} });
}

export function listRoomCameras(examId: string): Promise<RoomCameraList> {
  return send("GET", `${exam(examId)}/cameras`);
}

const camera = (examId: string, cameraId: string) =>
  `${exam(examId)}/cameras/${encodeURIComponent(cameraId)}`;

export function changeRoomCamera(
  examId: string,
  cameraId: string,
  crowd: RoomCamera["crowd"],
): Promise<RoomCamera> {
  return send("PUT", camera(examId, cameraId), { body: { crowd } });
}

export function removeRoomCamera(examId: string, cameraId: string): Promise<void> {
  return send("DELETE", camera(examId, cameraId));
}

export function getLiveTicket(examId: string): Promise<LiveTicket> {
  return accountRequest("POST", `${exam(examId)}/live-ticket`);
}
