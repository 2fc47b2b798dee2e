"""Sample values: whole and valid, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from chalicelib.domain.attempts import Answer, Attempt, AttemptState, Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.consent import CAMERA_NOTICE
from chalicelib.domain.episodes import Episode
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Box, MainFace, Observation
from chalicelib.domain.questions import (
    Choice,
    NumberQuestion,
    Paper,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    Statement,
    TrueFalseQuestion,
)
from chalicelib.domain.responses import ChoiceResponse
from chalicelib.domain.violations import Violation, violation_id

NOW: Final = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NOW_MS: Final = int(NOW.timestamp() * 1000)
LECTURER: Final = Lecturer("lecturer-1", "co.lan@truong-mau.example", "Cô Lan")
SOMEBODY_ELSE: Final = Lecturer("lecturer-2", "thay.minh@truong-mau.example", "Thầy Minh")
STUDENT: Final = Student("Nguyễn Văn An", "SBD001")
ATTEMPT_ID: Final = "a" * 32


def content(**changes: Any) -> ExamContent:
    written: dict[str, Any] = {
        "title": "Kiểm tra Hóa học",
        "subject": "Hóa học",
        "room_name": "Phòng 12A1",
        "room_code": "HHC234",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=2),
        "duration_minutes": 45,
        "policy": "standard",
    }
    return ExamContent(**{**written, **changes})


def question(name: str = "q1", *, points: float = 1.0, **changes: Any) -> SingleChoiceQuestion:
    written: dict[str, Any] = {
        "question_id": name,
        "text": "Chất nào làm quỳ tím hóa đỏ?",
        "points": points,
        "choices": (Choice("c1", "NaOH"), Choice("c2", "HCl"), Choice("c3", "NaCl")),
        "correct_choice_id": "c2",
    }
    return SingleChoiceQuestion(**{**written, **changes})


def several_choices(name: str = "q2", **changes: Any) -> SeveralChoicesQuestion:
    written: dict[str, Any] = {
        "question_id": name,
        "text": "Những chất nào là axit?",
        "points": 2.0,
        "choices": (
            Choice("c1", "HCl"),
            Choice("c2", "NaOH"),
            Choice("c3", "HNO3"),
            Choice("c4", "NaCl"),
        ),
        "correct_choice_ids": frozenset({"c1", "c3"}),
    }
    return SeveralChoicesQuestion(**{**written, **changes})


def true_false(name: str = "q3", **changes: Any) -> TrueFalseQuestion:
    written: dict[str, Any] = {
        "question_id": name,
        "text": "Xét phản ứng đốt cháy metan.",
        "points": 1.0,
        "statements": (
            Statement("s1", "Phản ứng tỏa nhiệt.", correct=True),
            Statement("s2", "Sản phẩm có nước.", correct=True),
            Statement("s3", "Metan là chất oxi hóa.", correct=False),
            Statement("s4", "Phản ứng cần oxi.", correct=True),
        ),
    }
    return TrueFalseQuestion(**{**written, **changes})


def number(name: str = "q4", **changes: Any) -> NumberQuestion:
    written: dict[str, Any] = {
        "question_id": name,
        "text": "Tính pH của dung dịch HCl 0,01 M.",
        "points": 0.5,
        "number": 2.0,
        "tolerance": 0.05,
    }
    return NumberQuestion(**{**written, **changes})


def short_text(name: str = "q5", **changes: Any) -> ShortTextQuestion:
    written: dict[str, Any] = {
        "question_id": name,
        "text": "Tên thường gọi của NaCl?",
        "points": 1.0,
        "accepted": ("muối ăn", "muối bếp"),
    }
    return ShortTextQuestion(**{**written, **changes})


def every_type() -> Paper:
    """One question of each type."""
    return (question("q1"), several_choices(), true_false(), number(), short_text())


def paper(count: int = 2) -> Paper:
    return tuple(question(f"q{number}") for number in range(1, count + 1))


def exam(
    exam_id: str = "exam-1", *, stage: ExamStage = ExamStage.PUBLISHED, **changes: Any
) -> Exam:
    written: dict[str, Any] = {
        "exam_id": exam_id,
        "content": content(),
        "question_count": 2,
        "stage": stage,
        "creator": LECTURER,
        "created_at": NOW - timedelta(days=1),
        "version": 1,
    }
    return Exam(**{**written, **changes})


def attempt(attempt_id: str = ATTEMPT_ID, **changes: Any) -> Attempt:
    written: dict[str, Any] = {
        "attempt_id": attempt_id,
        "exam_id": "exam-1",
        "student": STUDENT,
        "consent_version": CAMERA_NOTICE,
        "joined_at": NOW,
        "state": AttemptState.WRITING,
        "started_at": NOW,
        "deadline": NOW + timedelta(minutes=45),
        "question_ids": ("q1", "q2"),
    }
    return Attempt(**{**written, **changes})


def answer(choice_id: str | None = "c2", sequence: int = 1, answered_ms: int = NOW_MS) -> Answer:
    response = None if choice_id is None else ChoiceResponse(choice_id)
    return Answer(response, sequence, answered_ms)


def answers(chosen: Mapping[str, str | None]) -> dict[str, Answer]:
    return {question_id: answer(choice_id) for question_id, choice_id in chosen.items()}


def face(yaw: float | None = 0.0) -> MainFace:
    return MainFace(Box(0.4, 0.3, 0.2, 0.3), score=0.9, yaw=yaw, pitch=0.0, roll=0.0)


def seen(captured_ms: int, faces: int | None = 1, *, yaw: float | None = 0.0) -> Observation:
    """One frame with so many faces; None: it could not be read."""
    if faces is None:
        return Observation(captured_ms, None, reason="truncated")
    return Observation(captured_ms, faces, face(yaw) if faces else None)


def looking(captured_ms: int, **signals: float | None) -> Observation:
    """One frame with one face that works quietly, but for what is named."""
    quiet: dict[str, Any] = {
        "yaw": 0.0,
        "pitch": 10.0,
        "gaze_x": 0.0,
        "gaze_y": 0.05,
        "mouth": 0.05,
    }
    measured = {**quiet, "roll": 0.0, **signals}
    return Observation(captured_ms, 1, MainFace(Box(0.4, 0.3, 0.2, 0.3), score=0.9, **measured))


def stretch(
    faces: int | None, *, start_ms: int = NOW_MS, seconds: int = 10, step_ms: int = 1_000
) -> list[Observation]:
    """Frames at a steady pace, both ends included."""
    ends_ms = start_ms + seconds * 1_000
    return [seen(moment, faces) for moment in range(start_ms, ends_ms + 1, step_ms)]


def episode(
    kind: Kind = Kind.NO_FACE, started_ms: int = 0, ended_ms: int = 6_000, **changes: Any
) -> Episode:
    written: dict[str, Any] = {
        "kind": kind,
        "severity": Severity.MEDIUM,
        "started_ms": started_ms,
        "ended_ms": ended_ms,
        "confidence": 1.0,
        "matched_ms": tuple(range(started_ms, ended_ms + 1, 1_000)),
    }
    return Episode(**{**written, **changes})


def violation(kind: Kind = Kind.NO_FACE, started_ms: int = NOW_MS, **changes: Any) -> Violation:
    written: dict[str, Any] = {
        "violation_id": violation_id(kind, started_ms),
        "attempt_id": ATTEMPT_ID,
        "exam_id": "exam-1",
        "kind": kind,
        "severity": Severity.MEDIUM,
        "started_ms": started_ms,
        "ended_ms": started_ms + 6_000,
        "confidence": 1.0,
        "policy": "standard",
    }
    return Violation(**{**written, **changes})
