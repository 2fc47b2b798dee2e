"""A student's way through an exam, over the wire: the room, the paper, the heartbeat."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.exam_settings import RevealName
from chalicelib.api.question_schemas import Answer, Line, PaperQuestion
from chalicelib.api.schemas import Instant, Whole
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS

AttemptStateName = Literal["joined", "writing", "submitted"]
CameraName = Literal["on", "off", "unknown"]


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
    consent_version_without_camera: str
    """What those agree to who ask for an exam without a camera; a lecturer grants it or not."""
    card: bool
    """Whether students are asked for a picture of their student card before they begin."""
    guardian: bool
    """Whether each student has to state who agreed for them."""
    frame_days: int
    """How long pictures are kept that belong to nothing noted."""
    evidence_until: Instant
    """Until when those that do are kept."""
    has_roster: bool
    """Whether a class list says who may enter, and under which name."""
    needs_pin: bool
    """Whether some of those on it need a PIN."""
    server_time_ms: int


class Guardian(Struct, frozen=True):
    """Who agreed for a student, by the student's own statement."""

    name: Line
    relation: Literal["mother", "father", "guardian"]


class Waiver(Struct, frozen=True):
    """That a student takes the exam without a camera: who granted it, when and why."""

    at: Instant
    by: str
    reason: str
    until: Instant | None
    """When it was taken back; null: it stands."""


CameraRuleName = Literal["needed", "asked", "waived"]


CardStepName = Literal["not_asked", "asked", "kept"]


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
    guardian: Guardian | None = None
    """Needed where the room says so; kept nowhere else."""


class CalibrationStep(Struct, frozen=True):
    """The dot stood in one place of the screen for a while, in server time."""

    target: Literal["centre", "top_left", "top_right", "bottom_left", "bottom_right"]
    from_ms: Whole
    to_ms: Whole


class Start(Struct, frozen=True):
    """What the waiting room found out; empty if the student skipped the calibration."""

    calibration: Annotated[list[CalibrationStep], Meta(max_length=200)] = []


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
    camera_rule: CameraRuleName
    """``asked``: they agreed to no camera, and wait for a lecturer to grant that."""
    card: CardStepName
    """``asked``: a picture of the student card may be handed in while the clock stands."""
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
    events: Annotated[list[PageEvent], Meta(max_length=1_000)] = []


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
    camera_rule: CameraRuleName
    notices: list[Notice]
