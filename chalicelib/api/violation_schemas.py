"""What was noticed of a student, over the wire."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.judging_schemas import DetailName, KindName, SeverityName


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
