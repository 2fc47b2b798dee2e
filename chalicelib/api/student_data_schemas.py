"""What goes over the wire about a student's data."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.attempt_schemas import CameraRuleName, Guardian
from chalicelib.api.schemas import Instant
from chalicelib.api.sign_in_schemas import Lecturer

AccessName = Literal["review", "report", "identity", "data", "room"]


class Access(Struct, frozen=True):
    """That somebody looked at an attempt, its room, report or data, the first time in an hour."""

    at: Instant
    kind: AccessName
    lecturer: Lecturer


class AccessList(Struct, frozen=True):
    """Who looked, the newest hour first."""

    items: list[Access]


class Look(Struct, frozen=True):
    """That one of the exam's lecturers looked, as the student may know it: when and at what."""

    at: Instant
    kind: AccessName


class StoredData(Struct, frozen=True):
    """What is stored of a student; the rest stays until a lecturer has it erased."""

    student_name: str
    student_number: str
    consent_version: str
    agreed_at: Instant
    guardian: Guardian | None
    """Who agreed for the student, as they stated."""
    camera_rule: CameraRuleName
    card: bool
    """Whether a picture of the student card was handed in; kept as other evidence."""
    frames_until: Instant
    """When the last picture that belongs to nothing noted is gone."""
    evidence_until: Instant
    """When kept pictures and camera data are gone."""
    looks: list[Look]
    """The newest hour first."""
    is_ready: bool
    """Whether a copy can be downloaded by now: once the exam is over."""
