/** Names for the API's types, which are generated from the OpenAPI document. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type ErrorBody = Omit<Schemas["ErrorBody"], "details"> & {
  details: Record<string, unknown>;
};
export type Session = Schemas["Session"];
export type Lecturer = Schemas["Lecturer"];

export type Exam = Schemas["Exam"];
export type ExamSummary = Schemas["ExamSummary"];
export type ExamPage = Schemas["ExamPage"];
export type ExamContent = Schemas["ExamContent"];
export type Policy = NonNullable<ExamContent["policy"]>;
export type AttemptSummary = Schemas["AttemptSummary"];
export type AttemptList = Schemas["AttemptList"];
export type Violation = Schemas["Violation"];
export type ViolationList = Schemas["ViolationList"];
export type Evidence = Schemas["Evidence"];
export type LiveTicket = Schemas["LiveTicket"];

export type RoomView = Schemas["RoomView"];
export type AttemptView = Schemas["AttemptView"];
export type JoinedAttempt = Schemas["JoinedAttempt"];
export type PaperQuestion = Schemas["PaperQuestion"];
export type SavedAnswer = Schemas["Answer"];
export type Heartbeat = Schemas["Heartbeat"];
export type UploadPolicy = Schemas["UploadPolicy"];
