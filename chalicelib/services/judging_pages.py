"""Every minute: fold what students' pages noticed of themselves into violations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.exams import Exam
from chalicelib.domain.page_integrity import find_page_episodes
from chalicelib.domain.page_policy import page_rules
from chalicelib.domain.pauses import working_events
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.judging import announce, change_violations
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    ExamSource,
    Ledger,
    ViolationStore,
    ViolationTopic,
)


@dataclass(frozen=True, slots=True)
class PageJudging:
    """What one round did."""

    judged: int
    """Attempts with something new to judge."""
    failed: Mapping[str, Exception] = field(default_factory=dict)
    """What went wrong, by attempt; the next round tries again."""


def judge_pages(
    *,
    events: AttemptEventStore,
    attempts: AttemptStore,
    exams: ExamSource,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> PageJudging:
    """Judge the events that wait for it; one attempt that fails holds up none of the others."""
    judged, failed = 0, {}
    for attempt_id in list(events.unjudged()):
        try:
            attempt = attempts.get(attempt_id)
            judge_page(
                attempt,
                exams.get(attempt.exam_id),
                events=events,
                violations=violations,
                topic=topic,
            )
            judged += 1
        except Exception as error:  # noqa: BLE001 - whatever it was, the others are due too
            failed[attempt_id] = error
    return PageJudging(judged, failed)


def judge_page(
    attempt: Attempt,
    exam: Exam,
    *,
    events: AttemptEventStore,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> None:
    """
    Bring an attempt's violations up to what its page noticed; doing it again changes nothing.

    Raises:
        ConflictError: Others changed the violations every time.
    """
    told = events.list_of(attempt.attempt_id)
    content = exam.content
    rules = page_rules(content.policy, content.policy_settings, exempt=attempt.exempt)
    episodes = find_page_episodes(working_events(told, attempt.supervision.pauses), rules)

    def decide(ledger: Ledger) -> tuple[Reconciliation, tuple[()]]:
        changes = reconcile(
            ledger.violations,
            episodes,
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=attempt.policy_of(exam).name,
        )
        return changes, ()

    if episodes:
        standing = change_violations(attempt.attempt_id, decide, violations=violations, frames=None)
        announce(standing, violations=violations, topic=topic)
    # Last: a worker that dies before leaves them to be judged again.
    events.mark_judged(attempt.attempt_id, told)
