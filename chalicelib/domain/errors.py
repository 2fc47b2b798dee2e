"""What can go wrong, by name.

Each error carries a stable ``code`` (a client may branch on it) and ``details``
(values for the message shown to a person).  Only ``chalicelib.api.errors`` knows
which HTTP status a code becomes, and only ``chalicelib.api.messages`` how it reads
in Vietnamese and English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class GiamThiError(Exception):
    """Base of every error that a caller may cause or must expect."""

    code: ClassVar[str] = "internal_error"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in what somebody sent: where it is, and what it is."""

    path: str
    """Where, as dotted names and indexes: ``questions[0].choices``."""
    code: str
    """What, as a stable name: ``too_few_choices``."""


class InvalidError(GiamThiError):
    """Raised when a value breaks the rules; names every problem at once."""

    code = "invalid"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems=[{"path": p.path, "code": p.code} for p in problems])
        self.problems = problems


class NotFoundError(GiamThiError):
    """Raised when a thing does not exist, or is not the caller's to see."""

    code = "not_found"


class ExamNotFoundError(NotFoundError):
    """Raised when no such exam belongs to the lecturer."""

    code = "exam_not_found"


class LecturerNotFoundError(NotFoundError):
    """Raised when no lecturer has an e-mail address."""

    code = "lecturer_not_found"


class RoomNotFoundError(NotFoundError):
    """Raised when no open exam has the room code."""

    code = "room_not_found"


class AttemptNotFoundError(NotFoundError):
    """Raised when no such attempt exists for the caller."""

    code = "attempt_not_found"


class ViolationNotFoundError(NotFoundError):
    """Raised when an attempt has no such violation, or it merged into another one."""

    code = "violation_not_found"


class QuestionNotFoundError(NotFoundError):
    """Raised when an answer names a question that the paper does not hold."""

    code = "question_not_found"


class BankQuestionNotFoundError(NotFoundError):
    """Raised when the lecturer's bank does not hold the question."""

    code = "bank_question_not_found"


class PictureNotFoundError(NotFoundError):
    """Raised when no picture lies where one was to be uploaded."""

    code = "picture_not_found"


class MailTroubleNotFoundError(NotFoundError):
    """Raised when mail to an address is not paused, or the lecturer never sent any there."""

    code = "mail_trouble_not_found"


class NoticeNotFoundError(NotFoundError):
    """Raised when a student reads a message that was not sent to them."""

    code = "notice_not_found"


class NotSignedInError(GiamThiError):
    """Raised when a token is absent, expired or not ours."""

    code = "not_signed_in"


class WrongPasswordError(GiamThiError):
    """Raised when the e-mail address and password do not fit together."""

    code = "wrong_password"


class NewPasswordRequiredError(GiamThiError):
    """Raised when a temporary password must be replaced before signing in."""

    code = "new_password_required"


class CodeRequiredError(GiamThiError):
    """Raised when the password is right and the authenticator's code is still missing."""

    code = "code_required"


class ForbiddenError(GiamThiError):
    """Raised when the caller sees a thing but may not do this with it."""

    code = "forbidden"


class CreatorOnlyError(ForbiddenError):
    """Raised when a co-lecturer does what is the creator's alone."""

    code = "creator_only"


class AdminOnlyError(ForbiddenError):
    """Raised when a lecturer does what is for admins."""

    code = "admin_only"


class ConflictError(GiamThiError):
    """Raised when what was asked does not fit the present state."""

    code = "conflict"


class WrongCodeError(ConflictError):
    """Raised when a code from an authenticator or a mail is wrong or too old."""

    code = "wrong_code"


class LecturerExistsError(ConflictError):
    """Raised when somebody who has an account already is invited."""

    code = "lecturer_exists"


class OwnAccountError(ConflictError):
    """Raised when an admin locks themselves out."""

    code = "own_account"


class ExamStateError(ConflictError):
    """Raised when an exam's state does not allow the step."""

    code = "exam_state"


class StaleVersionError(ConflictError):
    """Raised when somebody else saved the record first."""

    code = "stale_version"


class RoomCodeTakenError(ConflictError):
    """Raised when another open exam already uses the room code."""

    code = "room_code_taken"


class RoomNotOpenError(ConflictError):
    """Raised when a student joins before the start or after the end."""

    code = "room_not_open"


class StudentNumberTakenError(ConflictError):
    """Raised when somebody of another name already writes under the student number."""

    code = "student_number_taken"


class StudentNotListedError(ConflictError):
    """Raised when the exam has a class list, and the student number is not on it."""

    code = "student_not_listed"


class WrongPinError(ConflictError):
    """Raised when the class list asks for a PIN, and it is missing or another."""

    code = "wrong_pin"


class TooLateToJoinError(ConflictError):
    """Raised when a student who has no attempt yet comes later than the exam lets in."""

    code = "too_late_to_join"


class AttemptsUsedUpError(ConflictError):
    """Raised when a student asks for another attempt, and had as many as the exam allows."""

    code = "attempts_used_up"


class TooManyTriesError(GiamThiError):
    """Raised when so much was wrong that one has to wait; ``retry_after_s`` says how long."""

    code = "too_many_tries"

    def __init__(self, *, retry_after_s: int = 1) -> None:
        super().__init__(retry_after_s=retry_after_s, minutes=-(-retry_after_s // 60))
        self.retry_after_s = retry_after_s


class ConsentMissingError(ConflictError):
    """Raised when a student joins without agreeing to the current camera notice."""

    code = "consent_missing"


class CameraNotWaivedError(ConflictError):
    """Raised when a student would begin without a camera, and nobody granted it."""

    code = "camera_not_waived"


class GuardianConsentMissingError(ConflictError):
    """Raised when a student would begin for whom no guardian agreed, and the exam needs it."""

    code = "guardian_consent_missing"


class CardNotAskedError(ConflictError):
    """Raised when a student sends a picture of a card that this exam does not ask them for."""

    code = "card_not_asked"


class CardKeptError(ConflictError):
    """Raised when another picture of the student's card was handed in before; that one stands."""

    code = "card_kept"


class AttemptNotStartedError(ConflictError):
    """Raised when something is asked of an attempt whose clock does not run yet."""

    code = "attempt_not_started"


class AttemptStartedError(ConflictError):
    """Raised when something that belongs to the waiting room is asked of a running attempt."""

    code = "attempt_started"


class AttemptOverError(ConflictError):
    """Raised when an attempt was handed in, or its time is up."""

    code = "attempt_over"


class MailNotWantedError(ConflictError):
    """Raised when the reader of another address asked for no more mail."""

    code = "mail_not_wanted"


class NothingToUndoError(ConflictError):
    """Raised when a reviewer has no step that could be taken back."""

    code = "nothing_to_undo"


class TooManyStepsError(ConflictError):
    """Raised when a violation's history is full."""

    code = "too_many_steps"


class DataNotReadyError(ConflictError):
    """Raised when a student asks for their data before their exam is over."""

    code = "data_not_ready"


class ExplanationRefusedError(ConflictError):
    """Raised when the student may not, or cannot any more, explain a violation."""

    code = "explanation_refused"


class NothingExplainedError(ConflictError):
    """Raised when a reviewer answers an explanation that nobody gave."""

    code = "nothing_explained"


class CameraNotFoundError(NotFoundError):
    """Raised when no such room camera exists for the caller, or it was removed."""

    code = "camera_not_found"


class CameraKeyUnknownError(NotFoundError):
    """Raised when a key enrols no camera in the room: mistyped, expired, or another room's."""

    code = "camera_key_unknown"


class CameraKeyUsedError(ConflictError):
    """Raised when another camera was enrolled with the key."""

    code = "camera_key_used"


class ExamOverError(ConflictError):
    """Raised when an exam has ended for what was asked."""

    code = "exam_over"


class AttemptTakenOverError(ConflictError):
    """Raised when an attempt goes on on another device."""

    code = "attempt_taken_over"


class AttemptPausedError(ConflictError):
    """Raised when an answer arrives while a lecturer keeps the clock standing."""

    code = "attempt_paused"


class NobodyToReachError(ConflictError):
    """Raised when a lecturer's act applies to nobody in the room."""

    code = "nobody_to_reach"


class AttemptRunningError(ConflictError):
    """Raised when something is asked that must wait until nobody concerned is writing."""

    code = "attempt_running"


class ErasureNotFoundError(NotFoundError):
    """Raised when a lecturer asked for no such erasure."""

    code = "erasure_not_found"
