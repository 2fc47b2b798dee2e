"""After the exam: read an attempt with all that was noted of it, and decide about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import Baseline
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    InvalidError,
    NothingExplainedError,
    Problem,
    ViolationNotFoundError,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.policies import Policy
from chalicelib.domain.questions import Paper, text_problems
from chalicelib.domain.review_rules import MAX_EXPLANATION
from chalicelib.domain.reviews import PERSONAL, VERDICTS, Act, Reviewer, has_verdict, take_step
from chalicelib.domain.risk import risk_of
from chalicelib.domain.violations import Reconciliation, Violation
from chalicelib.services.exams import own_exam
from chalicelib.services.judging import change_violations
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    Ledger,
    ObservationStore,
    ViolationStore,
)
from chalicelib.services.watching import EvidencePicture


@dataclass(frozen=True, slots=True)
class ReviewedViolation:
    """A violation with addresses of its pictures."""

    violation: Violation
    pictures: tuple[EvidencePicture, ...]


@dataclass(frozen=True, slots=True)
class AttemptReview:
    """Everything about one attempt but what was seen second by second."""

    exam: Exam
    paper: Paper
    attempt: Attempt
    policy: Policy
    """The rules in force for this student."""
    baseline: Baseline | None
    violations: tuple[ReviewedViolation, ...]
    """Those that stand, by their start."""
    events: tuple[AttemptEvent, ...]
    risk: float
    now: datetime


def read_attempt(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
    observations: ObservationStore,
    events: AttemptEventStore,
    frames: FrameStore,
    clock: Clock,
) -> AttemptReview:
    """Return an attempt for review; raises ExamNotFoundError, AttemptNotFoundError."""
    exam, attempt = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts
    )
    standing = [v for v in violations.read(attempt_id).violations if v.stands]
    return AttemptReview(
        exam=exam,
        paper=exams.get_paper(exam_id),
        attempt=attempt,
        policy=attempt.policy_of(exam),
        baseline=observations.baseline(attempt_id),
        violations=tuple(
            with_pictures(v, frames=frames) for v in sorted(standing, key=lambda v: v.started_ms)
        ),
        events=events.list_of(attempt_id),
        risk=risk_of(standing),
        now=clock.now(),
    )


def review_violation(
    exam_id: str,
    attempt_id: str,
    violation_id: str,
    *,
    act: Act,
    note: str,
    lecturer: Lecturer,
    exams: ExamStore,
    violations: ViolationStore,
    frames: FrameStore,
    clock: Clock,
) -> ReviewedViolation:
    """
    Take one step in the review of a violation.

    Giving the verdict that one gave already, without a note, changes nothing.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ViolationNotFoundError: The attempt has no such violation, or it merged into another.
        InvalidError: The note is too long or missing, or nobody may do such a step.
        NothingToUndoError: The lecturer has nothing to take back.
        TooManyStepsError: The history is full.
    """
    if act not in PERSONAL:
        raise InvalidError((Problem("act", "unknown"),))
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    by, reviewers = reviewer_of(lecturer), exam.content.review_rules.reviewers
    at_ms = round(clock.now().timestamp() * 1_000)

    def change(old: Violation) -> Violation:
        again = act in VERDICTS and has_verdict(old.history, by, VERDICTS[act])
        if again and not note.strip():
            return old
        history = take_step(old.history, act, by=by, note=note, at_ms=at_ms, reviewers=reviewers)
        review = old.review if act is Act.NOTE else history[-1].after
        return replace(old, review=review, history=history)

    changed = change_one(exam_id, attempt_id, violation_id, change, violations=violations)
    return with_pictures(changed, frames=frames)


def answer_explanation(
    exam_id: str,
    attempt_id: str,
    violation_id: str,
    *,
    text: str,
    lecturer: Lecturer,
    exams: ExamStore,
    violations: ViolationStore,
    frames: FrameStore,
    clock: Clock,
) -> ReviewedViolation:
    """
    Answer what a student explained; a further answer replaces the last.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ViolationNotFoundError: The attempt has no such violation.
        InvalidError: The text is empty or too long.
        NothingExplainedError: The student said nothing.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    if problems := tuple(text_problems(text, "text", MAX_EXPLANATION)):
        raise InvalidError(problems)
    at_ms = round(clock.now().timestamp() * 1_000)

    def change(old: Violation) -> Violation:
        if old.explanation is None:
            raise NothingExplainedError
        answered = replace(
            old.explanation,
            reply=text.strip(),
            replied_ms=at_ms,
            replied_by=reviewer_of(lecturer),
        )
        return replace(old, explanation=answered)

    changed = change_one(exam_id, attempt_id, violation_id, change, violations=violations)
    return with_pictures(changed, frames=frames)


def change_one(
    exam_id: str,
    attempt_id: str,
    violation_id: str,
    change: Callable[[Violation], Violation],
    *,
    violations: ViolationStore,
) -> Violation:
    """Change one violation of a ledger; raises ViolationNotFoundError and what ``change`` does."""

    def decide(ledger: Ledger) -> tuple[Reconciliation, Sequence[ObservationBundle]]:
        found = _find(ledger.violations, exam_id, violation_id)
        changed = change(found)
        return Reconciliation(save=() if changed == found else (changed,)), ()

    after = change_violations(attempt_id, decide, violations=violations, frames=None)
    return _find(after, exam_id, violation_id)


def reviewer_of(lecturer: Lecturer) -> Reviewer:
    """Return a lecturer as a history names them."""
    return Reviewer(lecturer.lecturer_id, lecturer.name or lecturer.email)


def with_pictures(violation: Violation, *, frames: FrameStore) -> ReviewedViolation:
    """Give a violation addresses of its pictures that work for some minutes."""
    pictures = tuple(
        EvidencePicture(evidence.captured_ms, frames.sign_read(evidence.key))
        for evidence in violation.evidence
    )
    return ReviewedViolation(violation, pictures)


def _find(found: Sequence[Violation], exam_id: str, violation_id: str) -> Violation:
    for violation in found:
        if violation.violation_id == violation_id and violation.exam_id == exam_id:
            return violation
    raise ViolationNotFoundError(violation_id=violation_id)


def own_attempt(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
) -> tuple[Exam, Attempt]:
    """Return an attempt at a lecturer's exam; raises ExamNotFoundError, AttemptNotFoundError."""
    exam, attempt = own_exam(exam_id, lecturer=lecturer, exams=exams), attempts.get(attempt_id)
    if attempt.exam_id != exam_id:
        raise AttemptNotFoundError(attempt_id=attempt_id)
    return exam, attempt
