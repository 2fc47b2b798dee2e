"""What goes over the wire about reviewing an attempt."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.attempt_schemas import AttemptStateName, Guardian, Waiver
from chalicelib.api.judging_schemas import DetailName, KindName, ReviewRules, SeverityName
from chalicelib.api.question_schemas import Text
from chalicelib.api.room_camera_schemas import Crowd
from chalicelib.api.schemas import Instant
from chalicelib.api.violation_schemas import Evidence

ReviewName = Literal["open", "confirmed", "dismissed"]
ActName = Literal["confirm", "dismiss", "reopen", "undo", "note"]


class ReviewAct(Struct, frozen=True):
    """One step in a review; a note goes with any of them, and is one of its own."""

    act: ActName
    note: Text = ""


class ReviewStep(Struct, frozen=True):
    """One line of a history; ``join`` is the system's own."""

    act: Literal["confirm", "dismiss", "reopen", "undo", "note", "join"]
    at_ms: int
    reviewer: str
    before: ReviewName
    after: ReviewName
    note: str


class Explanation(Struct, frozen=True):
    """What the student says of a violation, and what was answered."""

    text: str
    at_ms: int
    reply: str
    replied_ms: int | None
    replied_by: str | None


class ExplanationText(Struct, frozen=True):
    """What somebody writes, at most 2,000 characters."""

    text: Text


class ReviewedViolation(Struct, frozen=True):
    """A violation with all that people did about it."""

    violation_id: str
    kind: KindName
    detail: DetailName | None
    """In which of its ways the kind showed; null for a kind with one way."""
    severity: SeverityName
    started_ms: int
    ended_ms: int
    worst_ms: int | None
    peak: float
    """The strongest signal, in the unit of the kind's."""
    confidence: float
    policy: str
    evidence: list[Evidence]
    review: ReviewName
    proposed: ReviewName
    """The newest verdict; where it differs from ``review``, another lecturer must agree."""
    history: list[ReviewStep]
    can_undo: bool
    """Whether the caller has a step to take back."""
    explanation: Explanation | None


class AnswerTime(Struct, frozen=True):
    """When a question was last answered; its number counts from 1 in the paper."""

    number: int
    question_id: str
    answered_ms: int
    given: bool
    """False: the student took the answer back."""


class RuleInForce(Struct, frozen=True):
    """A rule that this attempt is judged by."""

    kind: KindName
    minimum_s: float
    threshold: float
    severity: SeverityName


class SignalRange(Struct, frozen=True):
    """Where a signal lies while the student works quietly, and what still passes for it.

    The limits hold at the start; they follow slow changes of posture. Null: none on that side.
    """

    signal: str
    """``yaw``, ``pitch``, ``gaze_x``, ``gaze_y`` or ``mouth``."""
    neutral: float | None
    low: float | None
    high: float | None
    lower_limit: float | None
    upper_limit: float | None


class AttemptEvent(Struct, frozen=True):
    """Something that a page, the server or a lecturer noticed or did."""

    at_ms: int
    kind: str
    source: Literal["page", "server", "lecturer"]
    lasted_ms: int
    details: dict[str, str | int | float | bool]


class Agreement(Struct, frozen=True):
    """What a student agreed to, when, and who agreed for them where the exam asks for it."""

    consent_version: str
    agreed_at: Instant
    guardian: Guardian | None


class AttemptReview(Struct, frozen=True):
    """Everything about an attempt but what was seen second by second."""

    attempt_id: str
    exam_id: str
    exam_title: str
    time_zone: str
    """The exam's own; its times are meant in it."""
    student_name: str
    student_number: str
    state: AttemptStateName
    started_at: Instant | None
    deadline: Instant
    submitted_at: Instant | None
    question_count: int
    score: float | None
    max_score: float | None
    receipt: str | None
    agreement: Agreement
    card: Literal["not_asked", "missing", "kept"]
    """Of the student card; ``missing``: the exam asks for it, and the student showed none."""
    waivers: list[Waiver]
    """When the student went without a camera, in order."""
    exempt: list[KindName]
    """What is not looked for in this student."""
    risk: float
    answers: list[AnswerTime]
    policy: str
    rules: list[RuleInForce]
    ranges: list[SignalRange]
    review_rules: ReviewRules
    violations: list[ReviewedViolation]
    events: list[AttemptEvent]
    server_time_ms: int


class CameraReview(Struct, frozen=True):
    """Everything about a room camera but what was seen second by second."""

    camera_id: str
    exam_id: str
    exam_title: str
    time_zone: str
    """The exam's own; its times are meant in it."""
    name: str
    enrolled_at: Instant
    removed: bool
    crowd: Crowd | None
    rules: list[RuleInForce]
    review_rules: ReviewRules
    violations: list[ReviewedViolation]
    server_time_ms: int


Number = float | None
Rectangle = tuple[float, float, float, float]
"""Left, top, width, height in fractions of the picture."""


class SeenThing(Struct, frozen=True):
    """An object found in a picture."""

    kind: str
    score: float
    box: Rectangle


class ObservationColumns(Struct, frozen=True):
    """What was seen, by signal: the n-th value of each list belongs to the n-th picture.

    Angles in degrees, gaze in parts of the eye's opening; left is the student's own. Null: it
    could not be told. ``next_cursor`` asks for what follows.
    """

    captured_ms: list[int]
    faces: list[int | None]
    yaw: list[Number]
    pitch: list[Number]
    roll: list[Number]
    gaze_x: list[Number]
    gaze_y: list[Number]
    mouth: list[Number]
    brightness: list[Number]
    face: list[Rectangle | None]
    """The student's."""
    others: list[list[Rectangle]]
    """Other faces."""
    objects: list[list[SeenThing]]
    next_cursor: str | None


class OfferedFile(Struct, frozen=True):
    """A file to be fetched; the address works for a quarter of an hour."""

    url: str
    file_name: str


class Flag(Struct, frozen=True):
    """A confirmed violation, as its student may know it."""

    violation_id: str
    kind: KindName
    started_ms: int
    ended_ms: int
    explanation: Explanation | None


class FlagList(Struct, frozen=True):
    """What was confirmed of an attempt; nothing is shown before the exam is over."""

    shown: bool
    may_explain: bool
    items: list[Flag]


class KeptUpload(Struct, frozen=True):
    """Pictures one after the other in one file, by the times they were taken.

    ``url`` works for some minutes, and answers 404 once the pictures have expired.
    """

    captured_ms: list[int]
    url: str


class KeptUploadList(Struct, frozen=True):
    """A stretch of an attempt's camera."""

    items: list[KeptUpload]
