"""Exams in a dictionary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.corrections import Correction
from chalicelib.domain.errors import (
    ExamNotFoundError,
    RoomCodeTakenError,
    RoomNotFoundError,
    StaleVersionError,
)
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.services.ports import Page


class FakeExamStore:
    def __init__(self) -> None:
        self._exams: dict[str, tuple[Exam, Paper]] = {}
        self._rooms: dict[str, str] = {}
        """The exam that took a code last, by code."""
        self._corrections: dict[str, list[Correction]] = {}

    def add(self, exam: Exam, paper: Paper) -> bool:
        if exam.exam_id in self._exams:
            return False
        self._exams[exam.exam_id] = (exam, paper)
        if exam.stage is ExamStage.PUBLISHED:
            self._rooms[exam.content.room_code] = exam.exam_id
        return True

    def get(self, exam_id: str) -> Exam:
        return self._find(exam_id)[0]

    def get_paper(self, exam_id: str) -> Paper:
        return self._find(exam_id)[1]

    def replace(
        self,
        before: Exam,
        after: Exam,
        *,
        now: datetime,
        paper: Paper | None = None,
        correction: Correction | None = None,
    ) -> Exam:
        if self.get(before.exam_id).version != before.version:
            raise StaleVersionError
        if after.holds_code(now):
            code = after.content.room_code
            others = (exam for exam, _ in self._exams.values() if exam.exam_id != after.exam_id)
            if any(one.content.room_code == code and one.holds_code(now) for one in others):
                raise RoomCodeTakenError(room_code=code)
            self._rooms[code] = after.exam_id
        saved = replace(after, version=after.version + 1)
        kept = self.get_paper(after.exam_id) if paper is None else paper
        self._exams[after.exam_id] = (saved, kept)
        if correction is not None:
            self._corrections.setdefault(after.exam_id, []).append(correction)
        return saved

    def corrections(self, exam_id: str) -> tuple[Correction, ...]:
        return tuple(self._corrections.get(exam_id, ()))

    def delete(self, exam: Exam) -> None:
        if self.get(exam.exam_id).version != exam.version:
            raise StaleVersionError
        del self._exams[exam.exam_id]

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        own = [
            exam
            for exam, _ in self._exams.values()
            if lecturer_id in {one.lecturer_id for one in (exam.creator, *exam.co_lecturers)}
        ]
        own.sort(key=lambda exam: exam.created_at, reverse=True)
        start = int(cursor or 0)
        following = start + limit
        return Page(tuple(own[start:following]), str(following) if following < len(own) else None)

    def find_by_code(self, room_code: str) -> Exam:
        exam_id = self._rooms.get(room_code)
        if exam_id is None or exam_id not in self._exams:
            raise RoomNotFoundError(room_code=room_code)
        exam = self.get(exam_id)
        if exam.stage is not ExamStage.PUBLISHED or exam.content.room_code != room_code:
            raise RoomNotFoundError(room_code=room_code)
        return exam

    def _find(self, exam_id: str) -> tuple[Exam, Paper]:
        try:
            return self._exams[exam_id]
        except KeyError:
            raise ExamNotFoundError(exam_id=exam_id) from None
