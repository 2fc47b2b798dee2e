"""Erasures and traces, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.erasures import Erased, Erasure, ErasureState, ErasureTask
from chalicelib.domain.errors import ErasureNotFoundError
from chalicelib.domain.exams import Exam
from chalicelib.services.ports import Page


class FakeErasureStore:
    def __init__(self) -> None:
        self.receipts: dict[tuple[str, str], Erasure] = {}
        self.open: dict[str, ErasureTask] = {}
        self.gone: list[Exam] = []

    def begin(self, receipt: Erasure, task: ErasureTask, *, gone: Exam | None) -> None:
        self.receipts[task.lecturer_id, task.erasure_id] = receipt
        self.open[task.erasure_id] = task
        if gone is not None:
            self.gone.append(gone)

    def tasks(self) -> tuple[ErasureTask, ...]:
        return tuple(self.open[name] for name in sorted(self.open))

    def advance(self, task: ErasureTask, erased: Erased) -> None:
        self.open[task.erasure_id] = task
        receipt = self.receipts[task.lecturer_id, task.erasure_id]
        first = task.look_again_at is None
        self.receipts[task.lecturer_id, task.erasure_id] = replace(
            receipt,
            state=ErasureState.ERASING if first else ErasureState.CHECKING,
            done=task.done if first else receipt.done,
            erased=receipt.erased + erased,
        )

    def finish(self, task: ErasureTask, erased: Erased, *, at: datetime) -> None:
        if self.open.pop(task.erasure_id, None) is None:
            return
        receipt = self.receipts[task.lecturer_id, task.erasure_id]
        self.receipts[task.lecturer_id, task.erasure_id] = replace(
            receipt,
            state=ErasureState.DONE,
            erased=receipt.erased + erased,
            finished_at=at,
        )

    def get(self, lecturer_id: str, erasure_id: str) -> Erasure:
        try:
            return self.receipts[lecturer_id, erasure_id]
        except KeyError:
            raise ErasureNotFoundError(erasure_id=erasure_id) from None

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Erasure]:
        own = [one for key, one in sorted(self.receipts.items()) if key[0] == lecturer_id]
        start = int(cursor or 0)
        newest = own[::-1][start : start + limit]
        more = len(own) > start + limit
        return Page(tuple(newest), str(start + limit) if more else None)


class FakeTraces:
    """Traces by subject; a subject may refuse to be erased for a while."""

    def __init__(self, *subjects: str) -> None:
        self.left = set(subjects)
        self.asked: list[str] = []
        self.stuck: set[str] = set()
        self.around: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens while a subject is erased."""

    def erase_subject(self, subject: str) -> Erased:
        self.meanwhile()
        if subject in self.stuck:
            raise TimeoutError(subject)
        self.asked.append(subject)
        there = subject in self.left
        self.left.discard(subject)
        return Erased(attempts=1 if there else 0)

    def erase_student(self, task: ErasureTask) -> Erased:
        self.around.append(task.erasure_id)
        return Erased(others=1)

    def erase_exam(self, task: ErasureTask) -> Erased:
        self.around.append(task.erasure_id)
        return Erased(others=1)
