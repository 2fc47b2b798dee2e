"""What goes over the wire: the requests and responses of the HTTP API.

The OpenAPI document, and from it the front end's types, are generated from these.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from chalicelib.api.exam_settings import ExamSettings, RevealName
from chalicelib.api.judging_schemas import (
    DetailName,
    KindName,
    PolicySettings,
    Preset,
    ReviewRules,
    SeverityName,
)
from chalicelib.api.picture_schemas import ImportedPicture
from chalicelib.api.question_schemas import (
    Answer,
    Line,
    PaperQuestion,
    Question,
    QuestionContent,
    Text,
)
from chalicelib.domain.exam_settings import DEFAULT_TIME_ZONE
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS

Instant = Annotated[datetime, Meta(tz=True)]


class Problem(Struct, frozen=True):
    """One fault in what was sent."""

    path: str
    code: str
    message: str


class ErrorBody(Struct, frozen=True):
    """Every error reads like this."""

    code: str
    message: str
    details: dict[str, Any]


class SignIn(Struct, frozen=True):
    """A lecturer's e-mail address and password."""

    email: Line
    password: Line


class Refresh(Struct, frozen=True):
    """What renews a sign-in."""

    refresh_token: Annotated[Text, Meta(min_length=1)]


class Lecturer(Struct, frozen=True):
    """Who writes exams and watches rooms."""

    lecturer_id: str
    email: str
    name: str


class Session(Struct, frozen=True):
    """A lecturer's sign-in; ``id_token`` is the bearer token of the lecturer's routes."""

    id_token: str
    refresh_token: str
    expires_in_s: int
    lecturer: Lecturer


ExamStateName = Literal["draft", "published", "open", "closed", "archived"]


class Scoring(Struct, frozen=True):
    """How points become a score: ``floor`` stops penalties, ``scale`` is the best score."""

    floor: float = 0.0
    scale: float | None = None


class ExamContent(Struct, frozen=True):
    """
    An exam as it is written; the room code is drawn when absent.

    ``time_zone`` is the IANA name of the zone that its times are shown in.
    Policy settings that are absent or null stay as they are.
    """

    title: Text
    room_name: Text
    starts_at: Instant
    ends_at: Instant
    duration_minutes: int
    questions: list[QuestionContent]
    subject: Text = ""
    room_code: Line | None = None
    time_zone: Line = DEFAULT_TIME_ZONE
    policy: Preset = "standard"
    policy_settings: PolicySettings | None = None
    scoring: Scoring = Scoring()
    settings: ExamSettings = ExamSettings()


class ExamSummary(Struct, frozen=True):
    """An exam without its questions."""

    exam_id: str
    title: str
    subject: str
    room_name: str
    room_code: str
    starts_at: Instant
    ends_at: Instant
    duration_minutes: int
    time_zone: str
    policy: str
    state: ExamStateName
    creator: Lecturer
    co_lecturers: list[Lecturer]
    role: Literal["creator", "co_lecturer"]
    """Of the lecturer who asks."""
    steps: list[str]
    """What the lecturer who asks may do with it now."""
    version: int
    created_at: Instant
    question_count: int


class Exam(ExamSummary, frozen=True):
    """An exam as its lecturer sees it."""

    questions: list[Question]
    scoring: Scoring
    settings: ExamSettings
    missing: list[Problem]
    """What keeps a draft from being published."""
    changes: list[str]
    """The fields that may change now."""
    policy_settings: PolicySettings = {}
    review_rules: ReviewRules = ReviewRules()


class ExamPage(Struct, frozen=True):
    """Some exams, newest first; ``next_cursor`` asks for what follows."""

    items: list[ExamSummary]
    next_cursor: str | None


class TemplatePart(Struct, frozen=True):
    """So many questions of one kind, of so many points each."""

    title: str
    count: int
    points: float


class ExamTemplate(Struct, frozen=True):
    """A ready format: what it asks for, and a paper whose texts and keys are still to be set."""

    template_id: str
    subject: str
    duration_minutes: int
    scoring: Scoring
    parts: list[TemplatePart]
    questions: list[QuestionContent]


class ExamTemplateList(Struct, frozen=True):
    """The ready formats."""

    items: list[ExamTemplate]


class QuestionImport(Struct, frozen=True):
    """A file of questions, at most 4 MB, to be looked through; nothing is saved."""

    format: Literal["text", "docx", "aiken", "gift", "moodle", "qti", "xlsx"]
    content_base64: bytes
    file_name: Line = ""


class ImportProblem(Struct, frozen=True):
    """A line that was not understood, or from which something was left out."""

    line: int
    text: str
    code: str
    message: str
    question: int | None = None
    """The place, from 0, of the question it belongs to; null: to none."""


class ImportPreview(Struct, frozen=True):
    """What a file holds, to be put into an exam, and what was not understood."""

    questions: list[QuestionContent]
    problems: list[ImportProblem]
    pictures: list[ImportedPicture] = []
    """Those that the questions' texts show; to be uploaded before the questions are saved."""


class ExportedFile(Struct, frozen=True):
    """A file to be saved."""

    file_name: str
    content_type: str
    content_base64: bytes


AttemptStateName = Literal["joined", "writing", "submitted"]
CameraName = Literal["on", "off", "unknown"]


class LiveFlag(Struct, frozen=True):
    """Something that was noticed; its pictures are among the violations."""

    violation_id: str
    kind: KindName
    severity: SeverityName
    started_ms: int
    ended_ms: int
    review: Literal["open", "confirmed", "dismissed"]


class AttemptSummary(Struct, frozen=True):
    """A student in the room."""

    attempt_id: str
    student_name: str
    student_number: str
    state: AttemptStateName
    started_at: Instant | None
    deadline: Instant
    submitted_at: Instant | None
    answered: int
    question_count: int
    score: float | None
    max_score: float | None
    last_seen_at: Instant | None
    camera: CameraName
    violations: int
    risk: float
    """0..100, for sorting only."""
    paused_at: Instant | None
    """Since when a lecturer keeps the clock standing."""
    marked: bool
    notices_read: list[str]
    """The acts whose messages the student says they read."""
    flags: list[LiveFlag]
    """What was noticed in the last minutes, newest first."""


class AttemptList(Struct, frozen=True):
    """
    Who is in the room; those who ask for a look first.

    Asked with ``?since=``, an earlier ``server_time_ms``, it leaves out those who did not change.
    """

    items: list[AttemptSummary]
    server_time_ms: int


class LiveFrame(Struct, frozen=True):
    """A student's newest upload: JPEG pictures one after the other, the newest last."""

    attempt_id: str
    captured_ms: int
    faces: int | None
    url: str


class LiveFrameList(Struct, frozen=True):
    """The newest pictures of the students that were asked for, where there are any."""

    items: list[LiveFrame]


class Evidence(Struct, frozen=True):
    """A kept picture; the address works for some minutes."""

    captured_ms: int
    url: str


class Violation(Struct, frozen=True):
    """A stretch of an attempt that met a rule of the policy; a person judges it."""

    violation_id: str
    attempt_id: str
    exam_id: str
    student_name: str
    student_number: str
    kind: KindName
    detail: DetailName | None
    """In which of its ways the kind showed; null for a kind with one way."""
    severity: SeverityName
    started_ms: int
    ended_ms: int
    confidence: float
    policy: str
    evidence: list[Evidence]
    review: Literal["open", "confirmed", "dismissed"]


class ViolationList(Struct, frozen=True):
    """What was noticed, newest first."""

    items: list[Violation]


class IceServer(Struct, frozen=True, omit_defaults=True):
    """A STUN or TURN server, as WebRTC's RTCIceServer; credentials end after some hours."""

    urls: list[str]
    username: str = ""
    credential: str = ""


class LiveTicket(Struct, frozen=True):
    """Connect to the address, then send ``{"action": "subscribe", "ticket": …}``."""

    url: str
    ticket: str
    ice_servers: list[IceServer]
    """What helps two browsers to find each other for live video."""
    ice_transport: Literal["all", "relay"]
    """``relay``: only ways through those of the servers that relay may be taken."""


class RoomView(Struct, frozen=True):
    """What anybody with the code may know before joining."""

    exam_id: str
    title: str
    subject: str
    room_name: str
    room_code: str
    starts_at: Instant
    ends_at: Instant
    duration_minutes: int
    time_zone: str
    instructions: str
    question_count: int
    consent_version: str
    sound: bool
    """Whether lecturers who watch a student live may hear them."""
    frame_days: int
    """How long pictures are kept that belong to nothing noted."""
    evidence_until: Instant
    """Until when those that do are kept."""
    has_roster: bool
    """Whether a class list says who may enter, and under which name."""
    needs_pin: bool
    """Whether some of those on it need a PIN."""
    server_time_ms: int


class Join(Struct, frozen=True):
    """
    A student's name, number, and consent to the camera notice they were shown.

    Where there is a class list, the name on it counts.
    """

    student_name: Line
    student_number: Line
    consent_version: Line
    pin: Line = ""
    further: bool = False
    """Whether another attempt is asked for after one that was handed in."""


class CalibrationStep(Struct, frozen=True):
    """The dot stood in one place of the screen for a while, in server time."""

    target: Literal["centre", "top_left", "top_right", "bottom_left", "bottom_right"]
    from_ms: int
    to_ms: int


class Start(Struct, frozen=True):
    """What the waiting room found out; empty if the student skipped the calibration."""

    calibration: list[CalibrationStep] = []


class UploadPolicy(Struct, frozen=True):
    """A signed permission to post frames; send ``fields`` unchanged before the file."""

    url: str
    fields: dict[str, str]
    key_prefix: str
    content_type: str
    max_bytes: int
    max_frames: int
    expires_at: Instant


class AttemptView(Struct, frozen=True, kw_only=True):
    """All that a student's page needs to go on."""

    attempt_id: str
    exam_id: str
    title: str
    room_name: str
    student_name: str
    student_number: str
    state: AttemptStateName
    starts_at: Instant
    ends_at: Instant
    time_zone: str
    started_at: Instant | None
    """None: in the waiting room, where the paper is empty."""
    full_screen: bool
    """Whether the exam asks for full screen."""
    sound: bool
    """Whether lecturers who watch live may hear the student: the exam and the consent cover it."""
    deadline: Instant
    server_time_ms: int
    paper: list[PaperQuestion]
    answers: dict[str, Answer]
    upload: UploadPolicy | None
    """None once it is handed in: nothing more is due."""
    score: float | None
    max_score: float | None
    score_shown: RevealName
    """When the student is shown the score; before, it is null."""
    passed: bool | None
    """Null: no score is shown, or the exam has no pass mark."""
    keys_shown: RevealName
    """When the student may see the right answers, by a route of their own."""
    receipt: str | None
    ended_for: str | None
    """Why a lecturer handed it in; None: nobody did."""
    device: int
    """Which of the attempt's devices this is; each counts its saves for itself."""
    ordinal: int
    """The student's first attempt, their second, and so on."""
    attempts_allowed: int


class JoinedAttempt(AttemptView, frozen=True, kw_only=True):
    """A student's entry; ``attempt_token`` is the bearer token of the student's routes."""

    attempt_token: str


class PageEvent(Struct, frozen=True):
    """What the page noticed of itself; sent again, with a longer duration, while it lasts."""

    kind: Literal[
        "page_left",
        "fullscreen_left",
        "copied",
        "cut",
        "pasted",
        "printed",
        "second_display",
        "virtual_camera",
        "automation",
        "impossible_timing",
    ]
    at_ms: Annotated[int, Meta(ge=0, le=MAX_CAPTURED_MS)]
    """In server time."""
    lasted_ms: Annotated[int, Meta(ge=0, le=86_400_000)] = 0
    label: Annotated[str, Meta(max_length=200)] = ""
    """A virtual camera's name."""
    count: Annotated[int, Meta(ge=0, le=1_000)] = 0
    """How many answers came at once."""


class HeartbeatContent(Struct, frozen=True):
    """What the page says every few seconds."""

    camera: CameraName
    events: list[PageEvent] = []


class Notice(Struct, frozen=True):
    """A lecturer's message that the student has not read."""

    notice_id: str
    text: str
    sent_at: Instant


class Heartbeat(Struct, frozen=True):
    """What the page learns in return."""

    state: AttemptStateName
    deadline: Instant
    server_time_ms: int
    upload: UploadPolicy | None
    """None once it is handed in: nothing more is due."""
    paused_at: Instant | None
    """Since when a lecturer keeps the clock standing: what was left then is still left."""
    earlier_answers: dict[str, Answer]
    """What stands of the devices that this one took over from; it may have come only now."""
    notices: list[Notice]
