/** The calls of the class list's page. */
import { lecturerRequest as send } from "../auth";
import type {
  DrawnPins,
  ExportedFile,
  RefusedEntryList,
  Roster,
  RosterContent,
  RosterPreview,
} from "../../api/types";

const place = (examId: string) => `/exams/${encodeURIComponent(examId)}`;
const match = (version: number) => ({ "If-Match": `"${version}"` });

export function getRoster(examId: string): Promise<Roster> {
  return send("GET", `${place(examId)}/roster`);
}

export function saveRoster(examId: string, version: number, body: RosterContent): Promise<Roster> {
  return send("PUT", `${place(examId)}/roster`, { body, headers: match(version) });
}

/** Draw PINs for everybody who has none, or for those who are named. */
export function drawPins(
  examId: string,
  version: number,
  student_numbers: string[] | null,
): Promise<DrawnPins> {
  const body = { student_numbers };
  return send("POST", `${place(examId)}/roster/pins`, { body, headers: match(version) });
}

export function listRefused(examId: string): Promise<RefusedEntryList> {
  return send("GET", `${place(examId)}/refused-entries`);
}

/** Read a class list; nothing is saved, so that a repeat is safe. */
export function previewRoster(content_base64: string, file_name: string): Promise<RosterPreview> {
  return send("POST", "/roster-imports", { body: { content_base64, file_name }, retries: 1 });
}

export function getRosterTemplate(): Promise<ExportedFile> {
  return send("GET", "/roster-template");
}
