"""Exams in a dictionary."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.errors import (
    ExamNotFoundError,
    RoomCodeTakenError,
    RoomNotFoundError,
    StaleVersionError,
)
from chalicelib.domain.exams import Exam, ExamState
from chalicelib.domain.questions import Paper
from chalicelib.services.ports import Page


class FakeExamStore:
    def __init__(self) -> None:
        self._exams: dict[str, tuple[Exam, Paper]] = {}

    def add(self, exam: Exam, paper: Paper) -> None:
        self._exams[exam.exam_id] = (exam, paper)

    def get(self, exam_id: str) -> Exam:
        return self._find(exam_id)[0]

    def get_paper(self, exam_id: str) -> Paper:
        return self._find(exam_id)[1]

    def replace(self, exam: Exam, paper: Paper) -> Exam:
        self._check_version(exam)
        saved = replace(exam, version=exam.version + 1)
        self._exams[exam.exam_id] = (saved, paper)
        return saved

    def open_room(self, exam: Exam) -> Exam:
        for other, _ in self._exams.values():
            same_code = other.content.room_code == exam.content.room_code
            if same_code and other.state is ExamState.OPEN and other.exam_id != exam.exam_id:
                raise RoomCodeTakenError(room_code=exam.content.room_code)
        return self.replace(exam, self.get_paper(exam.exam_id))

    def close_room(self, exam: Exam) -> Exam:
        return self.replace(exam, self.get_paper(exam.exam_id))

    def delete(self, exam: Exam) -> None:
        self._check_version(exam)
        del self._exams[exam.exam_id]

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        own = [e for e, _ in self._exams.values() if e.creator.lecturer_id == lecturer_id]
        own.sort(key=lambda exam: exam.created_at, reverse=True)
        start = int(cursor or 0)
        following = start + limit
        return Page(tuple(own[start:following]), str(following) if following < len(own) else None)

    def find_open(self, room_code: str) -> Exam:
        for exam, _ in self._exams.values():
            if exam.content.room_code == room_code and exam.state is ExamState.OPEN:
                return exam
        raise RoomNotFoundError(room_code=room_code)

    def _find(self, exam_id: str) -> tuple[Exam, Paper]:
        try:
            return self._exams[exam_id]
        except KeyError:
            raise ExamNotFoundError(exam_id=exam_id) from None

    def _check_version(self, exam: Exam) -> None:
        if self.get(exam.exam_id).version != exam.version:
            raise StaleVersionError
