"""Attempts, their answers and their heartbeats."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from chalicelib.domain.attempts import (
    Answer,
    Attempt,
    AttemptState,
    CameraRule,
    OpenAttempt,
    Presence,
    Student,
    camera_rule_of,
)
from chalicelib.domain.cards import Card
from chalicelib.domain.kinds import Kind
from chalicelib.domain.scoring import Score
from chalicelib.domain.supervision import Supervision


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One line of a room's list: an attempt without its answers, and its last heartbeat."""

    attempt_id: str
    student: Student
    state: AttemptState
    started_at: datetime | None
    deadline: datetime
    submitted_at: datetime | None
    question_count: int
    answered: int
    score: Score | None
    presence: Presence | None
    supervision: Supervision
    """Without the texts of messages."""
    consent_version: str

    @property
    def camera_rule(self) -> CameraRule:
        """Whether the student needs a camera."""
        return camera_rule_of(self.supervision, self.consent_version)


class AttemptStore(Protocol):
    """Attempts, their answers and their heartbeats."""

    def add(self, attempt: Attempt) -> Attempt:
        """Store a student's first attempt, or return the last one that the number has."""
        ...

    def add_further(self, attempt: Attempt, *, after: Attempt) -> bool:
        """Store a student's next attempt; False when ``after`` is not their last one by now."""
        ...

    def last_of(self, exam_id: str, student_number: str) -> Attempt | None:
        """Return the last attempt of a student number; None: it has none."""
        ...

    def take_over(self, attempt: Attempt) -> bool:
        """
        Store the device of an attempt that another one took over.

        Returns:
            False when another device came first: read again.
        """
        ...

    def get(self, attempt_id: str) -> Attempt:
        """Return an attempt with its answers; raises AttemptNotFoundError."""
        ...

    def start(self, attempt: Attempt) -> Attempt:
        """
        Store a started attempt, or return the one that is stored if it was started before.

        Raises:
            AttemptNotFoundError: There is no such attempt.
        """
        ...

    def save_answer(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        """
        Store an answer unless a newer one is stored; return the newest.

        Raises:
            AttemptNotFoundError: There is no such attempt.
            AttemptNotStartedError: It takes no answers yet.
            AttemptOverError: It takes no answers any more.
            AttemptPausedError: Its clock stands.
            AttemptTakenOverError: It goes on on another device than the answer's.
        """
        ...

    def record_presence(self, attempt: Attempt, presence: Presence) -> None:
        """Store the last heartbeat."""
        ...

    def submit(self, attempt: Attempt) -> bool:
        """
        Store a handed-in attempt.

        Returns:
            False when an answer or another hand-in came first: read again.
        """
        ...

    def list_of(self, exam_id: str) -> tuple[AttemptRow, ...]:
        """Return every attempt of an exam, without answers."""
        ...

    def is_being_written(self, exam_id: str) -> bool:
        """
        Say whether somebody writes an exam, their clock standing or not.

        What changed within the last second may not be seen yet.
        """
        ...

    def seen_in(self, exam_id: str, attempt_ids: Collection[str]) -> frozenset[str]:
        """Return those of these attempts that belong to an exam and were heard of."""
        ...

    def with_answers(self, exam_id: str) -> tuple[Attempt, ...]:
        """Return every attempt of an exam with its answers, in no order."""
        ...

    def read_all(self, attempt_ids: Collection[str]) -> tuple[Attempt, ...]:
        """Return attempts with their answers, in no order; those that are no more are left out."""
        ...

    def rescore(self, attempt: Attempt, score: Score) -> bool:
        """Store another score in place of the one read; False when another was stored meanwhile."""
        ...

    def exempt(self, attempt_id: str, kinds: Collection[Kind]) -> None:
        """Store which kinds are not looked for; raises AttemptNotFoundError."""
        ...

    def supervise(self, attempt: Attempt, *, after: Attempt) -> bool:
        """
        Store what an act changed: the deadline and the supervision.

        Args:
            attempt: As it is to be.
            after: As it was read before.

        Returns:
            False when another act or the hand-in came first: read again.
        """
        ...

    def keep_card(self, attempt_id: str, card: Card) -> Attempt:
        """
        Store which picture shows the student card, once and for all, while the student waits.

        Returns:
            The attempt as it is stored by then: with this card, an earlier one, or, once it was
            started, perhaps without any.

        Raises:
            AttemptNotFoundError: There is no such attempt.
        """
        ...

    def read_notice(self, attempt_id: str, notice_id: str) -> None:
        """Note that the student read a message; raises NoticeNotFoundError."""
        ...

    def give_time(self, attempt_id: str, extra_time: timedelta) -> None:
        """Store the extra time of an attempt that has not started; of another nothing changes."""
        ...

    def open(self) -> Iterable[OpenAttempt]:
        """Yield the attempts that are being written, with what the sweep needs of them."""
        ...
