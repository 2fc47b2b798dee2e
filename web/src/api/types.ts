/** Names for the API's types, which are generated from the OpenAPI document. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type ErrorBody = Omit<Schemas["ErrorBody"], "details"> & {
  details: Record<string, unknown>;
};
export type Session = Schemas["Session"];
export type SignedIn = Schemas["SignedIn"];
export type Account = Schemas["Account"];
export type AccountPage = Schemas["AccountPage"];
export type OwnAccount = Schemas["OwnAccount"];
export type Invitation = Required<Schemas["Invitation"]>;
export type AuthenticatorKey = Schemas["AuthenticatorKey"];

export type AlertPreferences = Required<Schemas["AlertPreferences"]>;
export type AlertSettings = Required<Schemas["AlertSettings"]>;
export type KeptUpload = Schemas["KeptUpload"];
export type KeptUploadList = Schemas["KeptUploadList"];
export type MailTrouble = Schemas["MailTrouble"];

export type IdentityPicture = Schemas["IdentityPicture"];
export type NextSpotCheck = Schemas["NextSpotCheck"];
export type SpotCheck = Schemas["SpotCheck"];
export type SpotChecks = Schemas["SpotChecks"];
export type SpotDecision = Schemas["SpotDecision"];

export type AccessList = Schemas["AccessList"];
export type Erasure = Schemas["Erasure"];
export type ErasurePage = Schemas["ErasurePage"];

export type Exam = Schemas["Exam"];
export type ExamSummary = Schemas["ExamSummary"];
export type ExamPage = Schemas["ExamPage"];
export type ExamContent = Schemas["ExamContent"];
export type ExamSettings = Schemas["ExamSettings"];
export type ExamClone = Schemas["ExamClone"];
export type ExamState = ExamSummary["state"];
/** A question with its key, as it is kept. */
export type Question = Exam["questions"][number];
/** A question with its key, as it is written. */
export type QuestionContent = ExamContent["questions"][number];
export type QuestionType = QuestionContent["type"];
export type ExamTemplate = Schemas["ExamTemplate"];
export type QuestionImport = Schemas["QuestionImport"];
export type ImportFormat = QuestionImport["format"];
export type ImportPreview = Schemas["ImportPreview"];
export type ExportedFile = Schemas["ExportedFile"];
export type ExamTemplateList = Schemas["ExamTemplateList"];
export type ImportProblem = Schemas["ImportProblem"];
export type ImportedPicture = Schemas["ImportedPicture"];
export type BankPage = Schemas["BankPage"];
export type BankQuestion = Schemas["BankQuestion"];
export type BankLevel = NonNullable<BankQuestion["level"]>;
/** A question of a file, and what the file says that it asks of a student. */
export interface ImportedQuestion {
  content: QuestionContent;
  level: BankLevel | null;
}
export type Picture = Schemas["Picture"];
export type CardKept = Schemas["CardKept"];
export type PictureUpload = Schemas["PictureUpload"];
export type PictureAddresses = Schemas["PictureAddresses"];
export type Policy = NonNullable<ExamContent["policy"]>;
export type ExamResults = Schemas["ExamResults"];
export type ResultRow = Schemas["ResultRow"];
export type CorrectionContent = Schemas["CorrectionContent"];
export type CorrectionPreview = Schemas["CorrectionPreview"];
export type CorrectionList = Schemas["CorrectionList"];
export type Rescoring = Schemas["Rescoring"];
export type ItemFigures = Schemas["ItemFigures"];
export type AttemptSummary = Schemas["AttemptSummary"];
export type AttemptList = Schemas["AttemptList"];
export type LiveFrameList = Schemas["LiveFrameList"];
export type Act = Schemas["Act"];
export type ActPage = Schemas["ActPage"];
export type ActRequest = Schemas["ActRequest"];
export type Order = ActRequest["order"];
export type PerformedAct = Schemas["PerformedAct"];
export type Violation = Schemas["Violation"];
export type ViolationList = Schemas["ViolationList"];
export type Evidence = Schemas["Evidence"];
export type AttemptReview = Schemas["AttemptReview"];
export type CameraReview = Schemas["CameraReview"];
export type ReviewedViolation = Schemas["ReviewedViolation"];
export type ReviewAct = Schemas["ReviewAct"];
export type ReviewStep = Schemas["ReviewStep"];
export type SignalRange = Schemas["SignalRange"];
export type ObservationColumns = Schemas["ObservationColumns"];
export type Kind = Violation["kind"];
export type PolicyContent = Schemas["PolicyContent"];
export type PresetList = Schemas["PresetList"];
export type RuleSetting = Schemas["RuleSetting"];
export type PolicyChoice = Schemas["PolicyChoice"];
export type PresetFacts = Schemas["PresetFacts"];
export type RuleFacts = Schemas["RuleFacts"];
export type ReviewRules = Schemas["ReviewRules"];
export type PolicyPreview = Schemas["PolicyPreview"];
export type Rejudgement = Schemas["Rejudgement"];
export type OfferedFile = Schemas["OfferedFile"];
export type FlagList = Schemas["FlagList"];
export type Flag = Schemas["Flag"];
export type CameraKey = Schemas["CameraKey"];
export type RemovedCamera = Schemas["RemovedCamera"];
export type RoomCamera = Schemas["RoomCamera"];
export type RoomCameraList = Schemas["RoomCameraList"];
export type LiveTicket = Schemas["LiveTicket"];

export type Roster = Schemas["Roster"];
export type RosterContent = Schemas["RosterContent"];
export type RosterLineContent = RosterContent["entries"][number];
export type RosterPreview = Schemas["RosterPreview"];
export type DrawnPins = Schemas["DrawnPins"];
export type RefusedEntryList = Schemas["RefusedEntryList"];

export type RoomView = Schemas["RoomView"];
export type AttemptView = Schemas["AttemptView"];
export type Join = Schemas["Join"];
export type Guardian = Schemas["Guardian"];
export type JoinedAttempt = Schemas["JoinedAttempt"];
export type PaperQuestion = AttemptView["paper"][number];
export type AnswerContent = Schemas["AnswerContent"];
export type SavedAnswer = Schemas["Answer"];
export type Heartbeat = Schemas["Heartbeat"];
export type PageEvent = Required<Schemas["PageEvent"]>;
export type CalibrationStep = Schemas["CalibrationStep"];
export type CameraCheck = Schemas["CameraCheck"];
export type SheetItem = Schemas["SheetItem"];
export type OwnSheet = Schemas["OwnSheet"];
export type StoredData = Schemas["StoredData"];
export type StudentSheet = Schemas["StudentSheet"];
export type UploadPolicy = Schemas["UploadPolicy"];
