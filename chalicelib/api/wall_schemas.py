"""Who is in a room and what their cameras show, over the wire."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.attempt_schemas import (
    AttemptStateName,
    CameraName,
    CameraRuleName,
    Waiver,
)
from chalicelib.api.judging_schemas import KindName, SeverityName
from chalicelib.api.schemas import Instant


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
    camera_rule: CameraRuleName
    waiver: Waiver | None
    """By what they take the exam without a camera; null: they do not."""
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
