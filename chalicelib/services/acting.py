"""Lecturers act in a room: every act is recorded, then done, then told."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from chalicelib.domain.acts import Act, ActKind, Order, apply_act, check_order
from chalicelib.domain.attempts import Attempt
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.errors import AttemptNotFoundError, NobodyToReachError
from chalicelib.domain.identifiers import derived_id
from chalicelib.services.exams import Repeatable, own_exam
from chalicelib.services.ports import (
    ActStore,
    AttemptStore,
    Clock,
    ExamStore,
    Identifiers,
    Page,
    RoomNewsQueue,
)
from chalicelib.services.taking import hand_in

PAGE_SIZE: Final = 50
SIDE_BY_SIDE: Final = 10
"""Attempts changed at once: a room of 500 would take half a minute one by one."""
MAX_TRIES: Final = 5
FEW: Final = 5
"""So many attempts are read one by one, more by reading the room."""


@dataclass(frozen=True, slots=True)
class Performed:
    """What an act came to."""

    act: Act
    missed: tuple[str, ...]
    """Attempts that it was recorded for and did not reach: they ended in that moment."""


def perform_act(
    exam_id: str,
    order: Order,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    acts: ActStore,
    news: RoomNewsQueue,
    identifiers: Identifiers,
    clock: Clock,
    repeatable: Repeatable | None = None,
) -> Performed:
    """
    Do what a lecturer asks for to everybody whom it applies to.

    It is recorded first: an act that nobody can read about later must not happen.  Asked for
    again, it reaches those whom it did not reach, and nobody twice.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        InvalidError: The order lacks something.
        AttemptNotFoundError: It names an attempt of another exam.
        NobodyToReachError: It applies to nobody, as when all have handed in.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    check_order(order)
    act = Act(
        act_id=_name(exam_id, lecturer, repeatable) or identifiers.new_id(),
        exam_id=exam_id,
        at=clock.now(),
        lecturer=lecturer,
        kind=order.kind,
        everybody=order.attempt_ids is None,
        attempt_ids=(),
        text=order.text,
        minutes=order.minutes,
    )
    named = _attempts_of(exam_id, order.attempt_ids, attempts=attempts)
    meant = [attempt for attempt in named if apply_act(act, attempt) is not attempt]
    if not meant:
        return Performed(_done_before(act, repeatable, acts=acts), missed=())
    act = replace(act, attempt_ids=tuple(attempt.attempt_id for attempt in meant))
    acts.add(act)

    def reach(attempt: Attempt) -> bool:
        return _reach(act, attempt, exams=exams, attempts=attempts, clock=clock)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        reached = list(pool.map(reach, meant))
    missed = tuple(a.attempt_id for a, was in zip(meant, reached, strict=True) if not was)
    if missed:
        acts.add(_missed(act, missed, act_id=identifiers.new_id()))
    news.publish(exam_id, act.attempt_ids)
    return Performed(act, missed)


def _name(exam_id: str, lecturer: Lecturer, repeatable: Repeatable | None) -> str | None:
    """Return the same name for the same request, if the caller says which that is."""
    if repeatable is None:
        return None
    key, body = repeatable.key, repeatable.body
    return derived_id("act", exam_id, lecturer.lecturer_id, key, body)


def _done_before(act: Act, repeatable: Repeatable | None, *, acts: ActStore) -> Act:
    """Return the act that the same request did; raises NobodyToReachError when it did none."""
    if repeatable:
        lately = acts.list_of(act.exam_id, cursor=None, limit=PAGE_SIZE).items
        for one in lately:
            if one.act_id == act.act_id:
                return one
    raise NobodyToReachError(exam_id=act.exam_id)


def list_acts(
    exam_id: str, *, cursor: str | None, lecturer: Lecturer, exams: ExamStore, acts: ActStore
) -> Page[Act]:
    """Return what lecturers did in the room, newest first; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    return acts.list_of(exam_id, cursor=cursor, limit=PAGE_SIZE)


def read_notice(claim: AttemptClaim, notice_id: str, *, attempts: AttemptStore) -> None:
    """Note that the student read a message; raises NoticeNotFoundError."""
    attempts.read_notice(claim.attempt_id, notice_id)


def _attempts_of(
    exam_id: str, attempt_ids: Sequence[str] | None, *, attempts: AttemptStore
) -> tuple[Attempt, ...]:
    """Return the named attempts, or all of the exam; raises AttemptNotFoundError."""
    if attempt_ids is not None and len(attempt_ids) <= FEW:
        found = tuple(attempts.get(attempt_id) for attempt_id in dict.fromkeys(attempt_ids))
    else:
        found = attempts.with_answers(exam_id)
    if attempt_ids is None:
        return found
    own = {attempt.attempt_id: attempt for attempt in found if attempt.exam_id == exam_id}
    for attempt_id in attempt_ids:
        if attempt_id not in own:
            raise AttemptNotFoundError(attempt_id=attempt_id)
    return tuple(own[attempt_id] for attempt_id in dict.fromkeys(attempt_ids))


def _reach(
    act: Act, attempt: Attempt, *, exams: ExamStore, attempts: AttemptStore, clock: Clock
) -> bool:
    """Change one attempt; False when it does not apply any more."""
    for _ in range(MAX_TRIES):
        changed = apply_act(act, attempt)
        if changed is attempt:
            return False
        if attempts.supervise(changed, after=attempt):
            break
        attempt = attempts.get(attempt.attempt_id)
    else:
        return False
    if act.kind is ActKind.END:
        hand_in(attempt.attempt_id, exams=exams, attempts=attempts, clock=clock)
    return True


def _missed(act: Act, attempt_ids: tuple[str, ...], *, act_id: str) -> Act:
    return replace(
        act,
        act_id=act_id,
        kind=ActKind.MISSED,
        everybody=False,
        attempt_ids=attempt_ids,
        text="",
        minutes=0,
        concerning=act.act_id,
    )
