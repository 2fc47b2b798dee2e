"""What a student learns of the review of their attempt, and may say about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import ExplanationRefusedError, InvalidError
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import text_problems
from chalicelib.domain.review_rules import MAX_EXPLANATION
from chalicelib.domain.reviews import Explanation, Review
from chalicelib.domain.violations import Violation
from chalicelib.services.ports import AttemptStore, Clock, ExamStore, ViolationStore
from chalicelib.services.reviewing import change_one


@dataclass(frozen=True, slots=True)
class ConfirmedFlags:
    """What a student may know."""

    shown: bool
    """Whether the exam shows anything, and does so by now."""
    may_explain: bool
    items: tuple[Violation, ...]
    """What was confirmed, by its start; nothing while nothing is shown."""


def read_flags(
    claim: AttemptClaim,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
    clock: Clock,
) -> ConfirmedFlags:
    """
    Return what was confirmed of a student's attempt, once the exam is over.

    Raises:
        AttemptNotFoundError: There is no such attempt.
    """
    exam, attempt = exams.get(claim.exam_id), attempts.get(claim.attempt_id)
    if not _shows(exam, attempt, clock.now()):
        return ConfirmedFlags(shown=False, may_explain=False, items=())
    found = violations.read(claim.attempt_id).violations
    confirmed = [v for v in found if is_confirmed(v)]
    return ConfirmedFlags(
        shown=True,
        may_explain=exam.content.review_rules.students_explain,
        items=tuple(sorted(confirmed, key=lambda v: v.started_ms)),
    )


def explain(
    claim: AttemptClaim,
    violation_id: str,
    text: str,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
    clock: Clock,
) -> Violation:
    """
    Keep what a student says of a confirmed violation; once.

    Raises:
        ViolationNotFoundError: The attempt has no such violation.
        InvalidError: The text is empty or too long.
        ExplanationRefusedError: The exam does not ask, it is not confirmed, or was explained.
    """
    if problems := tuple(text_problems(text, "text", MAX_EXPLANATION)):
        raise InvalidError(problems)
    exam, attempt, now = exams.get(claim.exam_id), attempts.get(claim.attempt_id), clock.now()
    if not (_shows(exam, attempt, now) and exam.content.review_rules.students_explain):
        raise ExplanationRefusedError
    said = Explanation(text.strip(), round(now.timestamp() * 1_000))

    def change(old: Violation) -> Violation:
        if old.explanation is not None and old.explanation.text == said.text:
            return old  # sent twice
        if old.explanation is not None or not is_confirmed(old):
            raise ExplanationRefusedError
        return replace(old, explanation=said)

    return change_one(claim.exam_id, claim.attempt_id, violation_id, change, violations=violations)


def _shows(exam: Exam, attempt: Attempt, now: datetime) -> bool:
    done = attempt.state is AttemptState.SUBMITTED
    return exam.content.review_rules.students_see and exam.is_over(now) and done


def is_confirmed(violation: Violation) -> bool:
    """Say whether a violation stands and a person confirmed it."""
    return violation.stands and violation.review is Review.CONFIRMED
