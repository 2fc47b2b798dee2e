"""An exam's violations and decisions as a workbook: one row a violation, one a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain.attempts import Student
from chalicelib.domain.reports import ExamReport
from chalicelib.domain.reviews import ReviewStep
from chalicelib.domain.violations import Violation
from chalicelib.reporting.words import WORDS, Clock, Language, Words
from chalicelib.spreadsheets import CellValue, Sheet, write_workbook

VIOLATIONS: Final = (
    "number", "student", "kind", "severity", "from", "to", "length", "confidence", "policy",
    "review", "note", "explanation", "pictures",
)  # fmt: skip
STEPS: Final = (
    "number", "student", "kind", "from", "at", "by", "act", "before", "after", "note",
)  # fmt: skip


def write_exam(report: ExamReport, language: Language) -> bytes:
    """Return the report as an ``.xlsx`` file; times are in the exam's own zone."""
    words, clock = WORDS[language], Clock(ZoneInfo(report.exam.content.time_zone))
    violations = [_violation(student, found, words, clock) for student, found in report.rows]
    steps = [
        _step(student, found, step, words, clock)
        for student, found in report.rows
        for step in found.history
    ]
    return write_workbook(
        (
            Sheet(words["sheet"], [words[name] for name in VIOLATIONS], violations),
            Sheet(words["steps"], [words[name] for name in STEPS], steps),
        )
    )


def _violation(
    student: Student, found: Violation, words: Words, clock: Clock
) -> Sequence[CellValue]:
    notes = [step.note for step in found.history if step.note]
    return (
        student.number,
        student.name,
        words.kinds[found.kind],
        words.severities[found.severity],
        clock.at(found.started_ms, with_day=True),
        clock.at(found.ended_ms, with_day=True),
        round((found.ended_ms - found.started_ms) / 1_000, 1),
        found.confidence,
        found.policy,
        words.reviews[found.review],
        notes[-1] if notes else "",
        found.explanation.text if found.explanation else "",
        len(found.evidence),
    )


def _step(
    student: Student, found: Violation, step: ReviewStep, words: Words, clock: Clock
) -> Sequence[CellValue]:
    return (
        student.number,
        student.name,
        words.kinds[found.kind],
        clock.at(found.started_ms, with_day=True),
        clock.at(step.at_ms, with_day=True),
        step.reviewer.name or words["system"],
        words.acts[step.act],
        words.reviews[step.before],
        words.reviews[step.after],
        step.note,
    )
