"""Gather what is kept of a student: all of it for a lecturer, their own copy for a student."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from chalicelib.domain.acts import Act
from chalicelib.domain.attempt_events import AttemptEvent, EventKind
from chalicelib.domain.attempts import Attempt
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.cards import card_key
from chalicelib.domain.errors import DataNotReadyError
from chalicelib.domain.exams import Exam
from chalicelib.domain.frame_uploads import (
    EVIDENCE_PREFIX,
    MAX_CAPTURED_MS,
    identity_key,
    spot_key,
)
from chalicelib.domain.names import fold_number
from chalicelib.domain.spot_checks import compared_ms
from chalicelib.domain.student_data import (
    AttemptData,
    ListedStudent,
    OwnAct,
    OwnData,
    OwnFinding,
    StudentData,
    StudentFiles,
)
from chalicelib.domain.violations import Violation
from chalicelib.services.explaining import is_confirmed
from chalicelib.services.ports import (
    ActStore,
    AdmissionStore,
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    ObservationStore,
    ViolationStore,
)
from chalicelib.services.reviewing import own_attempt
from chalicelib.services.storing import is_ready

ACTS_A_PAGE: Final = 200
_NAMING: Final = frozenset({EventKind.RESCORED, EventKind.SPOT_CHECK})
"""Events that say which lecturer did something."""
READERS: Final = 8
"""Pictures are read side by side, within what the client's pool holds."""


def gather_student(  # noqa: PLR0913 - what is kept of a student is in as many places
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    admissions: AdmissionStore,
    attempts: AttemptStore,
    acts: ActStore,
    events: AttemptEventStore,
    observations: ObservationStore,
    violations: ViolationStore,
    frames: FrameStore,
    clock: Clock,
) -> StudentFiles:
    """
    Return what is kept of the student of an attempt, of all their attempts at this exam.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        AttemptNotFoundError: The exam has no such attempt.
    """
    exam, named = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts
    )
    number = fold_number(named.student.number)
    own = [
        r.attempt_id for r in attempts.list_of(exam_id) if fold_number(r.student.number) == number
    ]
    kept = tuple(
        _kept_of(attempts.get(one), events=events, violations=violations, observations=observations)
        for one in sorted({attempt_id, *own})
    )
    data = StudentData(
        exam_id=exam_id,
        exam_title=exam.content.title,
        made_at=clock.now(),
        listed=_listed(exam_id, number, admissions=admissions),
        attempts=kept,
        acts=tuple(_acts_about({a.attempt.attempt_id for a in kept}, exam_id, acts=acts)),
    )
    shown = [(one.attempt, one.violations, one.events) for one in kept]
    return StudentFiles(data, _pictures(shown, observations=observations, frames=frames))


def gather_own(
    claim: AttemptClaim,
    *,
    exams: ExamStore,
    admissions: AdmissionStore,
    attempts: AttemptStore,
    acts: ActStore,
    events: AttemptEventStore,
    observations: ObservationStore,
    violations: ViolationStore,
    frames: FrameStore,
    clock: Clock,
) -> StudentFiles:
    """
    Return a student's own copy of what is kept of their attempt, once the exam is over.

    It shows what their pages show: no score before the exam does, and of what was noted that
    which a person confirmed, where students see it.  It names no lecturer.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        DataNotReadyError: The exam is not over.
    """
    exam, attempt, now = exams.get(claim.exam_id), attempts.get(claim.attempt_id), clock.now()
    if not is_ready(exam, attempt, now):
        raise DataNotReadyError(attempt_id=attempt.attempt_id)
    kept = _kept_of(attempt, events=events, violations=violations, observations=observations)
    reveals = exam.reveals(exam.content.settings.show_score, now)
    confirmed = _confirmed(exam, kept.violations)
    data = OwnData(
        exam_id=exam.exam_id,
        exam_title=exam.content.title,
        made_at=now,
        listed=_listed(exam.exam_id, fold_number(attempt.student.number), admissions=admissions),
        attempt=attempt if reveals else replace(attempt, score=None),
        events=tuple(e for e in kept.events if e.kind not in _NAMING),
        findings=tuple(_as_own(one) for one in confirmed),
        observations=kept.observations,
        baseline=kept.baseline,
        acts=tuple(
            OwnAct(act.at, act.kind, act.text, act.minutes)
            for act in _acts_about({attempt.attempt_id}, exam.exam_id, acts=acts)
        ),
    )
    shown = [(attempt, confirmed, kept.events)]
    return StudentFiles(data, _pictures(shown, observations=observations, frames=frames))


def _kept_of(
    attempt: Attempt,
    *,
    events: AttemptEventStore,
    violations: ViolationStore,
    observations: ObservationStore,
) -> AttemptData:
    attempt_id = attempt.attempt_id
    return AttemptData(
        attempt,
        events.list_of(attempt_id),
        violations.read(attempt_id).violations,
        observations.between(attempt_id, 0, MAX_CAPTURED_MS),
        observations.baseline(attempt_id),
    )


def _confirmed(exam: Exam, found: Iterable[Violation]) -> tuple[Violation, ...]:
    if not exam.content.review_rules.students_see:
        return ()
    return tuple(one for one in found if is_confirmed(one))


def _as_own(violation: Violation) -> OwnFinding:
    said = violation.explanation
    return OwnFinding(
        kind=violation.kind,
        detail=violation.detail,
        started_ms=violation.started_ms,
        ended_ms=violation.ended_ms,
        evidence=tuple(_named(one.key) for one in violation.evidence),
        explanation=said and replace(said, replied_by=None),
    )


def _named(key: str) -> str:
    return key.removeprefix(EVIDENCE_PREFIX)


def _listed(exam_id: str, number: str, *, admissions: AdmissionStore) -> ListedStudent | None:
    for entry in admissions.read(exam_id).entries:
        if fold_number(entry.number) == number:
            return ListedStudent(entry.number, entry.name, entry.class_name, entry.allowance)
    return None


def _acts_about(subjects: Collection[str], exam_id: str, *, acts: ActStore) -> Iterator[Act]:
    cursor = None
    while True:
        page = acts.list_of(exam_id, cursor=cursor, limit=ACTS_A_PAGE)
        for act in page.items:
            about = tuple(one for one in act.attempt_ids if one in subjects)
            if about:
                yield replace(act, attempt_ids=about)
        if (cursor := page.next_cursor) is None:
            return


def _pictures(
    shown: Iterable[tuple[Attempt, Iterable[Violation], Iterable[AttemptEvent]]],
    *,
    observations: ObservationStore,
    frames: FrameStore,
) -> dict[str, bytes]:
    keys = []
    for attempt, found, events in shown:
        keys += [evidence.key for violation in found for evidence in violation.evidence]
        keys += [spot_key(attempt.attempt_id, moment) for moment in compared_ms(events)]
        first = observations.identity(attempt.attempt_id)
        if first is not None:
            keys.append(identity_key(attempt.attempt_id, first))
        if attempt.card is not None:
            keys.append(card_key(attempt.attempt_id, attempt.card))
    unique = sorted(set(keys))
    with ThreadPoolExecutor(READERS) as readers:
        read = zip(unique, readers.map(frames.read, unique), strict=True)
        return {_named(key): upload.body for key, upload in read if upload is not None}
