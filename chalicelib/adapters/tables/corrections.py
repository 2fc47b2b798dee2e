"""What was corrected after an exam, a record each, beside the exam."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import TableMeta, TableModel
from chalicelib.adapters.tables.papers import paper_from_text, paper_to_text
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.corrections import Correction
from chalicelib.domain.exams import Exam


class CorrectionRecord(TableModel):
    """A correction; written once."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    corrected_at = UTCDateTimeAttribute()
    lecturer_id = UnicodeAttribute()
    lecturer_email = UnicodeAttribute()
    lecturer_name = UnicodeAttribute()
    reason = UnicodeAttribute()
    questions = UnicodeAttribute()
    """As they were, and behind them as they are."""


def correction_record(exam: Exam, correction: Correction) -> CorrectionRecord:
    """
    Return the record of a correction.

    Raises:
        InvalidError: So many questions are corrected at once that no record holds them.
    """
    return CorrectionRecord(
        exam.exam_id,
        keys.correction(exam.version + 1),
        corrected_at=correction.at,
        lecturer_id=correction.by.lecturer_id,
        lecturer_email=correction.by.email,
        lecturer_name=correction.by.name,
        reason=correction.reason,
        questions=paper_to_text((*correction.before, *correction.after)),
    )


def to_correction(record: CorrectionRecord) -> Correction:
    """Return the correction that a record holds."""
    questions = paper_from_text(record.questions)
    half = len(questions) // 2
    return Correction(
        at=record.corrected_at,
        by=Lecturer(record.lecturer_id, record.lecturer_email, record.lecturer_name),
        reason=record.reason,
        before=questions[:half],
        after=questions[half:],
    )
