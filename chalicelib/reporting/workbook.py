"""An exam's violations and decisions as a workbook: one row a violation, one a step."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from chalicelib.domain.attempts import Student
from chalicelib.domain.reports import ExamReport
from chalicelib.domain.reviews import ReviewStep
from chalicelib.domain.violations import Violation
from chalicelib.reporting.words import WORDS, Clock, Language, Words

VIOLATIONS: Final = (
    ("number", 14), ("student", 26), ("kind", 34), ("severity", 10), ("from", 20), ("to", 20),
    ("length", 9), ("confidence", 12), ("policy", 20), ("review", 16), ("note", 40),
    ("explanation", 40), ("pictures", 9),
)  # fmt: skip
STEPS: Final = (
    ("number", 14), ("student", 26), ("kind", 34), ("from", 20), ("at", 20), ("by", 26),
    ("act", 22), ("before", 16), ("after", 16), ("note", 40),
)  # fmt: skip
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that a workbook's XML cannot hold."""


def write_exam(report: ExamReport, language: Language) -> bytes:
    """Return the report as an ``.xlsx`` file."""
    words, clock = WORDS[language], Clock(ZoneInfo(report.exam.content.time_zone))
    book = Workbook()
    _fill(
        book.active,
        words["sheet"],
        [(words[name], width) for name, width in VIOLATIONS],
        (_violation(student, found, words, clock) for student, found in report.rows),
    )
    _fill(
        book.create_sheet(),
        words["steps"],
        [(words[name], width) for name, width in STEPS],
        (
            _step(student, found, step, words, clock)
            for student, found in report.rows
            for step in found.history
        ),
    )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _violation(student: Student, found: Violation, words: Words, clock: Clock) -> Sequence[object]:
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
) -> Sequence[object]:
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


def _fill(
    sheet: Any,  # noqa: ANN401 - a Worksheet; openpyxl is untyped
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[object]],
) -> None:
    sheet.title = title
    sheet.freeze_panes = "A2"
    for number, (heading, width) in enumerate(columns, 1):
        cell = sheet.cell(1, number, heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width
    for place, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            _write(sheet.cell(place, number), value)
    sheet.auto_filter.ref = sheet.dimensions


def _write(cell: Any, value: object) -> None:  # noqa: ANN401 - a Cell; openpyxl is untyped
    """Write a value; a text stays a text, even one that begins like a formula."""
    if not isinstance(value, str):
        cell.value = value
    elif value:
        cell.value = _ILLEGAL.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
