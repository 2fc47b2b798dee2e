"""Exams that need not be the newest: an upload every few seconds a student must not read one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.exams import Exam
from chalicelib.services.ports import Clock, ExamSource

KEPT_FOR: Final = timedelta(minutes=1)
"""So long uploads may still be judged by rules that the lecturer has just changed; every violation
names the rules it was found by, and judging anew makes all alike."""
MOST_EXAMS: Final = 64
"""More than run at once where one process sees their uploads; a bound all the same."""


class RecentExams:
    """Exams as they were at most a minute ago; one a process."""

    def __init__(self, exams: ExamSource, *, clock: Clock) -> None:
        self._exams = exams
        self._clock = clock
        self._kept: dict[str, tuple[datetime, Exam]] = {}

    def get(self, exam_id: str) -> Exam:
        """Return an exam; raises ExamNotFoundError."""
        now = self._clock.now()
        kept = self._kept.get(exam_id)
        if kept is not None and now - kept[0] < KEPT_FOR:
            return kept[1]
        exam = self._exams.get(exam_id)
        self._kept.pop(exam_id, None)
        while len(self._kept) >= MOST_EXAMS:
            del self._kept[next(iter(self._kept))]  # the one read longest ago
        self._kept[exam_id] = (now, exam)
        return exam
