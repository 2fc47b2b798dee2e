"""Attempts with their answers, their heartbeats, and who holds which student number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pynamodb.attributes import Attribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from chalicelib.adapters import keys
from chalicelib.adapters.tables.answers import answer_to_plain
from chalicelib.adapters.tables.attempt_records import (
    AttemptRecord,
    AttemptTableModel,
    OpenAttemptRecord,
    PresenceRecord,
    StudentRecord,
    presence_record,
    to_attempt,
    to_open_attempt,
    to_presence,
    to_record,
    to_row,
)
from chalicelib.adapters.tables.base import (
    condition_raises,
    conditional_write,
    transaction,
)
from chalicelib.domain.attempts import (
    Answer,
    Attempt,
    AttemptState,
    OpenAttempt,
    Presence,
    newest,
)
from chalicelib.domain.cards import Card
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptNotStartedError,
    AttemptOverError,
    AttemptPausedError,
    AttemptTakenOverError,
    ConflictError,
    NoticeNotFoundError,
    QuestionNotFoundError,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.scoring import Score
from chalicelib.services.ports import AttemptRow

JOINED: Final = AttemptState.JOINED.value
WRITING: Final = AttemptState.WRITING.value
MAX_TRIES: Final = 5
TAKEN_OVER: Final = (
    AttemptRecord.device,
    AttemptRecord.device_since,
    AttemptRecord.entry_key,
    AttemptRecord.consent_version,
    AttemptRecord.agreed_anew_at,
    AttemptRecord.guardian_name,
    AttemptRecord.guardian_relation,
)
"""What another device changes: itself, and what was agreed to there."""
SUPERVISED: Final = (
    AttemptRecord.deadline,
    AttemptRecord.accepts_until,
    AttemptRecord.paused_at,
    AttemptRecord.stood,
    AttemptRecord.marked,
    AttemptRecord.notices,
    AttemptRecord.ended_for,
    AttemptRecord.waivers,
    AttemptRecord.extended,
    AttemptRecord.acts,
    AttemptRecord.open_shard,
)
"""What lecturers' acts change."""


class DynamoAttemptStore:
    """Attempts in DynamoDB; see ``chalicelib.services.ports.AttemptStore``."""

    def add(self, attempt: Attempt) -> Attempt:
        claim_key = keys.student(attempt.exam_id, attempt.student.number)
        claim = StudentRecord(claim_key, attempt_id=attempt.attempt_id)
        for _ in range(MAX_TRIES):
            with conditional_write() as written, transaction() as write:
                write.save(claim, condition=StudentRecord.attempt_id.does_not_exist())
                write.save(to_record(attempt))
            if written.held:
                return attempt
            # None while the transaction that we lost against is not finished.
            if held := _find_claim(claim_key):
                return self.get(held.attempt_id)
        raise ConflictError(exam_id=attempt.exam_id)

    def add_further(self, attempt: Attempt, *, after: Attempt) -> bool:
        claim_key = keys.student(attempt.exam_id, attempt.student.number)
        claim = StudentRecord(claim_key, attempt_id=attempt.attempt_id)
        with conditional_write() as written, transaction() as write:
            write.save(claim, condition=StudentRecord.attempt_id == after.attempt_id)
            write.save(to_record(attempt))
        return written.held

    def last_of(self, exam_id: str, student_number: str) -> Attempt | None:
        held = _find_claim(keys.student(exam_id, student_number))
        return self.get(held.attempt_id) if held else None

    def take_over(self, attempt: Attempt) -> bool:
        with conditional_write() as written:
            AttemptRecord(attempt.attempt_id).update(
                actions=[
                    *_all_of(to_record(attempt), TAKEN_OVER),
                    # A hand-in that read the attempt before must not write the old device back.
                    AttemptRecord.revision.add(1),
                ],
                condition=AttemptRecord.device == attempt.device - 1,
            )
        return written.held

    def get(self, attempt_id: str) -> Attempt:
        try:
            return to_attempt(AttemptRecord.get(attempt_id, keys.ATTEMPT, consistent_read=True))
        except DoesNotExist as error:
            raise AttemptNotFoundError(attempt_id=attempt_id) from error

    def start(self, attempt: Attempt) -> Attempt:
        record = to_record(attempt)
        with conditional_write() as written:
            AttemptRecord(attempt.attempt_id).update(
                actions=[
                    AttemptRecord.state.set(WRITING),
                    AttemptRecord.started_at.set(record.started_at),
                    AttemptRecord.deadline.set(record.deadline),
                    AttemptRecord.accepts_until.set(record.accepts_until),
                    AttemptRecord.grace_seconds.set(record.grace_seconds),
                    AttemptRecord.question_ids.set(record.question_ids),
                    AttemptRecord.question_count.set(record.question_count),
                    AttemptRecord.open_shard.set(record.open_shard),
                    AttemptRecord.calibration.set(record.calibration),
                ],
                condition=AttemptRecord.state == JOINED,
            )
        return attempt if written.held else self.get(attempt.attempt_id)

    def save_answer(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        place = AttemptRecord.answers[question_id]
        answered_at = datetime.fromtimestamp(answer.answered_ms / 1000, UTC)
        with conditional_write() as written:
            AttemptRecord(attempt_id).update(
                actions=[place.set(answer_to_plain(answer)), AttemptRecord.revision.add(1)],
                condition=(AttemptRecord.state == WRITING)
                & AttemptRecord.paused_at.does_not_exist()
                & (AttemptRecord.accepts_until >= now)
                & (AttemptRecord.deadline >= answered_at)
                & (
                    (AttemptRecord.device == answer.device)
                    | (AttemptRecord.device_since >= answered_at)
                )
                & AttemptRecord.question_ids.contains(question_id)
                & _is_older(place, answer),
            )
        if not written.held:
            return self._explain(attempt_id, question_id, answer, now=now)
        return answer

    def record_presence(self, attempt: Attempt, presence: Presence) -> None:
        presence_record(attempt, presence).save()

    def submit(self, attempt: Attempt) -> bool:
        record = to_record(attempt)
        with conditional_write() as written:
            record.save(
                condition=(AttemptRecord.state == WRITING)
                & (AttemptRecord.revision == attempt.revision)
            )
        return written.held

    def list_of(self, exam_id: str) -> tuple[AttemptRow, ...]:
        attempts: list[AttemptRecord] = []
        presences: dict[str, Presence] = {}
        for record in AttemptTableModel.by_exam.query(exam_id):
            if isinstance(record, AttemptRecord):
                attempts.append(record)
            elif isinstance(record, PresenceRecord):
                presences[record.partition_key] = to_presence(record)
        return tuple(to_row(record, presences.get(record.partition_key)) for record in attempts)

    def is_being_written(self, exam_id: str) -> bool:
        being_written = AttemptRecord.state == WRITING
        found = AttemptTableModel.by_exam.query(exam_id, filter_condition=being_written)
        return next(iter(found), None) is not None

    def read_all(self, attempt_ids: Collection[str]) -> tuple[Attempt, ...]:
        wanted = [(attempt_id, keys.ATTEMPT) for attempt_id in attempt_ids]
        return tuple(to_attempt(record) for record in AttemptRecord.batch_get(wanted))

    def rescore(self, attempt: Attempt, score: Score) -> bool:
        if attempt.score is None:
            return False
        with conditional_write() as written:
            AttemptRecord(attempt.attempt_id).update(
                actions=[
                    AttemptRecord.score.set(score.points),
                    AttemptRecord.max_score.set(score.maximum),
                ],
                condition=(AttemptRecord.score == attempt.score.points)
                & (AttemptRecord.max_score == attempt.score.maximum),
            )
        return written.held

    def exempt(self, attempt_id: str, kinds: Collection[Kind]) -> None:
        # An empty set cannot be stored.  The revision makes a hand-in that read the attempt
        # before be done again, so that it does not write the old ones back.
        named = {kind.value for kind in kinds}
        change = AttemptRecord.exempt.set(named) if named else AttemptRecord.exempt.remove()
        with condition_raises(AttemptNotFoundError(attempt_id=attempt_id)):
            AttemptRecord(attempt_id).update(
                actions=[change, AttemptRecord.revision.add(1)],
                condition=AttemptRecord.state.exists(),
            )

    def supervise(self, attempt: Attempt, *, after: Attempt) -> bool:
        # The revision makes a hand-in that read the attempt before be done again.
        known = after.supervision.version
        unchanged = AttemptRecord.acts == known if known else AttemptRecord.acts.does_not_exist()
        with conditional_write() as written:
            AttemptRecord(attempt.attempt_id).update(
                actions=[*_all_of(to_record(attempt), SUPERVISED), AttemptRecord.revision.add(1)],
                condition=(AttemptRecord.state == after.state.value) & unchanged,
            )
        return written.held

    def keep_card(self, attempt_id: str, card: Card) -> Attempt:
        with conditional_write():
            AttemptRecord(attempt_id).update(
                actions=[
                    AttemptRecord.card_digest.set(card.digest),
                    AttemptRecord.card_taken_ms.set(card.taken_ms),
                ],
                condition=(AttemptRecord.state == JOINED)
                & AttemptRecord.card_digest.does_not_exist(),
            )
        return self.get(attempt_id)

    def read_notice(self, attempt_id: str, notice_id: str) -> None:
        with condition_raises(NoticeNotFoundError(notice_id=notice_id)):
            AttemptRecord(attempt_id).update(
                actions=[
                    AttemptRecord.notices_read.add({notice_id}),
                    AttemptRecord.revision.add(1),
                ],
                condition=AttemptRecord.notices[notice_id].exists(),
            )

    def give_time(self, attempt_id: str, extra_time: timedelta) -> None:
        with conditional_write():
            AttemptRecord(attempt_id).update(
                actions=[AttemptRecord.extra_seconds.set(extra_time.total_seconds())],
                condition=AttemptRecord.state == JOINED,
            )

    def open(self) -> Iterator[OpenAttempt]:
        for shard in keys.open_shards():
            for record in OpenAttemptRecord.by_deadline.query(shard):
                yield to_open_attempt(record)

    def seen_in(self, exam_id: str, attempt_ids: Collection[str]) -> frozenset[str]:
        # The heartbeats, because they are small: an attempt is read with all its answers.
        named = [(attempt_id, keys.PRESENCE) for attempt_id in set(attempt_ids)]
        found = PresenceRecord.batch_get(named)
        return frozenset(one.partition_key for one in found if one.exam_id == exam_id)

    def with_answers(self, exam_id: str) -> tuple[Attempt, ...]:
        listed = [(row.attempt_id, keys.ATTEMPT) for row in self.list_of(exam_id)]
        return tuple(to_attempt(record) for record in AttemptRecord.batch_get(listed))

    def _explain(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        """Say why an answer was not written: a newer one stands, or it may not be."""
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
        return newest(attempt.answers.get(question_id), answer)


def _is_older(place: Path, answer: Answer) -> Condition:
    """Say that the answer in a place, if there is one, comes before another."""
    same_device: Condition = place["device"] == answer.device
    older: Condition = place["device"] < answer.device
    absent: Condition = place.does_not_exist()
    earlier: Condition = place["sequence"] < answer.sequence
    newer_than_kept: Condition = absent | older | (same_device & earlier)
    return newer_than_kept


def _find_claim(claim_key: str) -> StudentRecord | None:
    try:
        return StudentRecord.get(claim_key, keys.CLAIM, consistent_read=True)
    except DoesNotExist:
        return None


def _all_of(record: AttemptRecord, changed: Iterable[Attribute[Any]]) -> list[Action]:
    """Write some attributes of a record that holds them, and leave alone all else."""
    return [
        attribute.remove() if value is None else attribute.set(value)
        for attribute in changed
        for value in (getattr(record, attribute.attr_name),)
    ]
