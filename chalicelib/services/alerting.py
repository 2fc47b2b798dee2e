"""Mail about violations: one digest an exam, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.domain.attempts import Student
from chalicelib.domain.exams import Exam
from chalicelib.domain.violations import Violation
from chalicelib.services.ports import AttemptStore, Email, ExamStore, Mailer, ViolationStore


@dataclass(frozen=True, slots=True)
class Digest:
    """What one mail tells: an exam's violations by student, in order of time."""

    exam: Exam
    sections: tuple[tuple[Student, tuple[Violation, ...]], ...]


def send_digests(
    violations: Iterable[Violation],
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    ledger: ViolationStore,
    mailer: Mailer,
    compose: Callable[[Digest], Email],
) -> dict[str, Exception]:
    """
    Send one mail an exam about violations that no mail was sent about.

    Each violation is reserved before sending, so that a repeated event, or two workers,
    send nothing twice; when sending fails the reservation is given back.

    Returns:
        What went wrong, by exam, so that the caller lets the queue try again.
    """
    by_exam: dict[str, dict[str, Violation]] = defaultdict(dict)
    for violation in violations:
        by_exam[violation.exam_id][f"{violation.attempt_id}/{violation.violation_id}"] = violation
    failed: dict[str, Exception] = {}
    for exam_id, found in by_exam.items():
        claimed: list[Violation] = []
        try:
            for violation in found.values():
                if ledger.claim_mail(violation):
                    claimed.append(violation)  # noqa: PERF401 - kept even if the next claim fails
            if claimed:
                digest = _digest(exam_id, claimed, exams=exams, attempts=attempts)
                mailer.send(compose(digest))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the queue tries again
            for violation in claimed:
                ledger.release_mail(violation)
            failed[exam_id] = error
    return failed


def _digest(
    exam_id: str, violations: Iterable[Violation], *, exams: ExamStore, attempts: AttemptStore
) -> Digest:
    by_attempt: dict[str, list[Violation]] = defaultdict(list)
    for violation in sorted(violations, key=lambda v: v.started_ms):
        by_attempt[violation.attempt_id].append(violation)
    return Digest(
        exams.get(exam_id),
        tuple(
            (attempts.get(attempt_id).student, tuple(found))
            for attempt_id, found in by_attempt.items()
        ),
    )
