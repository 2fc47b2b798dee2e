"""Attempts in a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.attempts import Answer, Attempt, AttemptState, OpenAttempt, Presence, newest
from chalicelib.domain.cards import Card
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptNotStartedError,
    AttemptOverError,
    AttemptPausedError,
    AttemptTakenOverError,
    NoticeNotFoundError,
    QuestionNotFoundError,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.names import fold_number
from chalicelib.domain.scoring import Score
from chalicelib.services.ports import AttemptRow


class FakeAttemptStore:
    """What ``before_…`` holds runs once before something is stored: another request slips in."""

    def __init__(self) -> None:
        self._attempts: dict[str, Attempt] = {}
        self.presences: dict[str, Presence] = {}
        self.before_submit: list[Callable[[], object]] = []
        self.before_supervise: list[Callable[[], object]] = []

    def add(self, attempt: Attempt) -> Attempt:
        if last := self.last_of(attempt.exam_id, attempt.student.number):
            return last
        self._attempts[attempt.attempt_id] = attempt
        return attempt

    def add_further(self, attempt: Attempt, *, after: Attempt) -> bool:
        last = self.last_of(attempt.exam_id, attempt.student.number)
        if last is None or last.attempt_id != after.attempt_id:
            return False
        self._attempts[attempt.attempt_id] = attempt
        return True

    def last_of(self, exam_id: str, student_number: str) -> Attempt | None:
        folded = fold_number(student_number)
        of_number = (
            attempt
            for attempt in self._attempts.values()
            if attempt.exam_id == exam_id and fold_number(attempt.student.number) == folded
        )
        return max(of_number, key=lambda attempt: attempt.ordinal, default=None)

    def take_over(self, attempt: Attempt) -> bool:
        stored = self.get(attempt.attempt_id)
        if stored.device != attempt.device - 1:
            return False
        self._attempts[attempt.attempt_id] = replace(
            stored,
            device=attempt.device,
            device_since=attempt.device_since,
            entry_key=attempt.entry_key,
            consent_version=attempt.consent_version,
            agreed_anew_at=attempt.agreed_anew_at,
            guardian=attempt.guardian,
            revision=stored.revision + 1,
        )
        return True

    def get(self, attempt_id: str) -> Attempt:
        try:
            return self._attempts[attempt_id]
        except KeyError:
            raise AttemptNotFoundError(attempt_id=attempt_id) from None

    def start(self, attempt: Attempt) -> Attempt:
        stored = self.get(attempt.attempt_id)
        if stored.state is not AttemptState.JOINED:
            return stored
        self._attempts[attempt.attempt_id] = attempt
        return attempt

    def save_answer(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        attempt = self.get(attempt_id)
        if attempt.state is AttemptState.JOINED:
            raise AttemptNotStartedError(attempt_id=attempt_id)
        if not attempt.takes(answer, now):
            raise AttemptOverError(attempt_id=attempt_id)
        if not attempt.heeds(answer):
            raise AttemptTakenOverError(attempt_id=attempt_id)
        if question_id not in attempt.question_ids:
            raise QuestionNotFoundError(question_id=question_id)
        if attempt.supervision.paused_at is not None:
            raise AttemptPausedError(attempt_id=attempt_id)
        kept = newest(attempt.answers.get(question_id), answer)
        if kept is answer:
            self._attempts[attempt_id] = replace(
                attempt,
                answers={**attempt.answers, question_id: answer},
                revision=attempt.revision + 1,
            )
        return kept

    def record_presence(self, attempt: Attempt, presence: Presence) -> None:
        self.presences[attempt.attempt_id] = presence

    def submit(self, attempt: Attempt) -> bool:
        if self.before_submit:
            self.before_submit.pop(0)()
        stored = self.get(attempt.attempt_id)
        if stored.state is AttemptState.SUBMITTED or stored.revision != attempt.revision:
            return False
        self._attempts[attempt.attempt_id] = attempt
        return True

    def list_of(self, exam_id: str) -> tuple[AttemptRow, ...]:
        return tuple(self._row(a) for a in self._attempts.values() if a.exam_id == exam_id)

    def is_being_written(self, exam_id: str) -> bool:
        return any(row.state is AttemptState.WRITING for row in self.list_of(exam_id))

    def read_all(self, attempt_ids: Collection[str]) -> tuple[Attempt, ...]:
        return tuple(self._attempts[name] for name in attempt_ids if name in self._attempts)

    def rescore(self, attempt: Attempt, score: Score) -> bool:
        stored = self.get(attempt.attempt_id)
        if stored.score != attempt.score:
            return False
        self._attempts[attempt.attempt_id] = replace(stored, score=score)
        return True

    def exempt(self, attempt_id: str, kinds: Collection[Kind]) -> None:
        attempt = self.get(attempt_id)
        self._attempts[attempt_id] = replace(
            attempt, exempt=frozenset(kinds), revision=attempt.revision + 1
        )

    def supervise(self, attempt: Attempt, *, after: Attempt) -> bool:
        if self.before_supervise:
            self.before_supervise.pop(0)()
        stored = self.get(attempt.attempt_id)
        known = after.supervision.version
        if stored.state is not after.state or stored.supervision.version != known:
            return False
        self._attempts[attempt.attempt_id] = replace(
            stored,
            deadline=attempt.deadline,
            supervision=replace(attempt.supervision, read=stored.supervision.read),
            revision=stored.revision + 1,
        )
        return True

    def read_notice(self, attempt_id: str, notice_id: str) -> None:
        attempt = self.get(attempt_id)
        supervision = attempt.supervision
        if notice_id not in supervision.notices:
            raise NoticeNotFoundError(notice_id=notice_id)
        self._attempts[attempt_id] = replace(
            attempt,
            supervision=replace(supervision, read=supervision.read | {notice_id}),
            revision=attempt.revision + 1,
        )

    def keep_card(self, attempt_id: str, card: Card) -> Attempt:
        attempt = self.get(attempt_id)
        if attempt.state is AttemptState.JOINED and attempt.card is None:
            self._attempts[attempt_id] = replace(attempt, card=card)
        return self._attempts[attempt_id]

    def give_time(self, attempt_id: str, extra_time: timedelta) -> None:
        attempt = self.get(attempt_id)
        if attempt.state is AttemptState.JOINED:
            self._attempts[attempt_id] = replace(attempt, extra_time=extra_time)

    def open(self) -> Iterator[OpenAttempt]:
        for attempt in list(self._attempts.values()):
            stands = attempt.supervision.paused_at is not None
            if attempt.state is AttemptState.WRITING and attempt.started_at and not stands:
                yield OpenAttempt(
                    attempt.attempt_id,
                    attempt.exam_id,
                    attempt.started_at,
                    attempt.deadline,
                    attempt.accepts_until,
                    attempt.exempt,
                )

    def seen_in(self, exam_id: str, attempt_ids: Collection[str]) -> frozenset[str]:
        return frozenset(
            one
            for one in attempt_ids
            if one in self.presences and self._attempts[one].exam_id == exam_id
        )

    def with_answers(self, exam_id: str) -> tuple[Attempt, ...]:
        return tuple(a for a in self._attempts.values() if a.exam_id == exam_id)

    def _row(self, attempt: Attempt) -> AttemptRow:
        presence = self.presences.get(attempt.attempt_id)
        told = presence.answered if presence else 0
        return AttemptRow(
            attempt_id=attempt.attempt_id,
            student=attempt.student,
            state=attempt.state,
            started_at=attempt.started_at,
            deadline=attempt.deadline,
            submitted_at=attempt.submitted_at,
            question_count=len(attempt.question_ids),
            answered=attempt.answered if attempt.state is AttemptState.SUBMITTED else told,
            score=attempt.score,
            presence=presence,
            supervision=replace(attempt.supervision, notices={}),
            consent_version=attempt.consent_version,
        )
