"""Gather everything that is kept of a student, to hand it over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from chalicelib.domain.acts import Act
from chalicelib.domain.exams import Lecturer
from chalicelib.domain.frame_uploads import EVIDENCE_PREFIX, MAX_CAPTURED_MS, identity_key
from chalicelib.domain.rosters import fold_number
from chalicelib.domain.student_data import AttemptData, ListedStudent, StudentData, StudentFiles
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

ACTS_A_PAGE: Final = 200
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
        AttemptData(
            attempts.get(one),
            events.list_of(one),
            violations.read(one).violations,
            observations.between(one, 0, MAX_CAPTURED_MS),
            observations.baseline(one),
        )
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
    return StudentFiles(data, _pictures(kept, observations=observations, frames=frames))


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
    kept: Iterable[AttemptData], *, observations: ObservationStore, frames: FrameStore
) -> dict[str, bytes]:
    keys = []
    for one in kept:
        keys += [e.key for violation in one.violations for e in violation.evidence]
        first = observations.identity(one.attempt.attempt_id)
        if first is not None:
            keys.append(identity_key(one.attempt.attempt_id, first))
    unique = sorted(set(keys))
    with ThreadPoolExecutor(READERS) as readers:
        found = zip(unique, readers.map(frames.read, unique), strict=True)
        return {key.removeprefix(EVIDENCE_PREFIX): up.body for key, up in found if up is not None}
