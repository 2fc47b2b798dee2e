"""A finished exam under another policy: see what it would flag, then judge it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import find_baseline
from chalicelib.domain.episodes import JUDGED, Episode, find_episodes
from chalicelib.domain.exam_content import check_policy
from chalicelib.domain.exams import Exam, Lecturer
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.policies import Policy, PolicyChoice, make_policy
from chalicelib.domain.rejudging import rejudge
from chalicelib.domain.violations import Reconciliation
from chalicelib.services.exams import own_exam
from chalicelib.services.judging import change_violations, seen_in, started_ms
from chalicelib.services.ports import (
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    Ledger,
    ObservationStore,
    ViolationStore,
)

MOST_ATTEMPTS: Final = 20
TIME: Final = timedelta(seconds=12)
"""A call ends in time for API Gateway's 29 s, also when its last attempt is a long one."""
UNKNOWING: Final = frozenset({Kind.UNMONITORED, Kind.UNCERTAIN})
"""Kinds that say what the system does not know: no reason to call a student flagged."""


@dataclass(frozen=True, slots=True)
class PolicyPreview:
    """What a policy would find in some of an exam's attempts; add the parts up."""

    students: int
    """With observations to judge by."""
    flagged: int
    """With an episode of a kind that is more than not knowing."""
    by_kind: Mapping[Kind, int]
    """Students, by kind of episode; a kind that nobody has is absent."""
    next_cursor: str | None
    """Give it back to go on; None: this was the last part."""


@dataclass(frozen=True, slots=True)
class Rejudgement:
    """What was judged anew in some of an exam's attempts; add the parts up."""

    students: int
    unseen: int
    """Attempts whose observations are gone or never came: left as they are."""
    standing: int
    """Violations of judged kinds that stand now."""
    superseded: int
    """Those that stood before and do not any more."""
    next_cursor: str | None
    """Give it back to go on; None: this was the last part."""


def preview_policy(
    exam_id: str,
    choice: PolicyChoice,
    *,
    cursor: str | None,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    observations: ObservationStore,
    clock: Clock,
) -> PolicyPreview:
    """
    Say whom a policy would flag; nothing is changed.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        InvalidError: There is no such policy.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    check_policy(choice.preset, choice.settings)
    students, flagged = 0, 0
    by_kind: Counter[Kind] = Counter()
    part = _Part(exam_id, cursor, attempts=attempts, clock=clock)
    for attempt in part:
        rules = make_policy(choice.preset, choice.settings, exempt=attempt.exempt)
        bundles = _seen_of(attempt, observations=observations)
        if not bundles:
            continue
        kinds = {e.kind for e in _judge(attempt, rules, bundles, observations=observations)}
        students += 1
        flagged += bool(kinds - UNKNOWING)
        by_kind.update(kinds)
    return PolicyPreview(students, flagged, dict(by_kind), part.next_cursor)


def rejudge_exam(
    exam_id: str,
    choice: PolicyChoice,
    *,
    cursor: str | None,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    observations: ObservationStore,
    violations: ViolationStore,
    frames: FrameStore,
    clock: Clock,
) -> Rejudgement:
    """
    Judge a closed exam anew by what is still stored of it; the policy becomes the exam's.

    Reviews of violations that still stand are kept; the others are superseded, not lost.
    Doing it again with the same policy changes nothing.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: Its room is not closed.
        InvalidError: There is no such policy.
        ConflictError: An attempt's violations kept changing.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    exam = _under(exam, choice, exams=exams, clock=clock)
    students = unseen = standing = superseded = 0
    part = _Part(exam_id, cursor, attempts=attempts, clock=clock)
    for attempt in part:
        bundles = _seen_of(attempt, observations=observations)
        if not bundles:
            unseen += 1
            continue
        gone, stand = _rejudge_attempt(
            attempt,
            attempt.policy_of(exam),
            bundles,
            observations=observations,
            violations=violations,
            frames=frames,
        )
        students += 1
        superseded += gone
        standing += stand
    return Rejudgement(students, unseen, standing, superseded, part.next_cursor)


def _seen_of(attempt: Attempt, *, observations: ObservationStore) -> tuple[ObservationBundle, ...]:
    """Return all that was seen of an attempt; of one that never started nothing counts."""
    if attempt.started_at is None:
        return ()
    return observations.between(attempt.attempt_id, 0, MAX_CAPTURED_MS)


def _under(exam: Exam, choice: PolicyChoice, *, exams: ExamStore, clock: Clock) -> Exam:
    """Store the policy as the exam's: uploads that arrive late are judged by it too."""
    now = clock.now()
    changed = exam.rejudged(choice.preset, choice.settings, now)
    return exam if changed == exam else exams.replace(exam, changed, now=now)


def _rejudge_attempt(
    attempt: Attempt,
    policy: Policy,
    bundles: Sequence[ObservationBundle],
    *,
    observations: ObservationStore,
    violations: ViolationStore,
    frames: FrameStore,
) -> tuple[int, int]:
    """Judge a whole attempt anew; return how many violations fell and how many stand."""
    episodes = _judge(attempt, policy, bundles, observations=observations)
    seen_ms = sorted({o.captured_ms for o in seen_in(bundles)})
    before: set[str] = set()

    def decide(ledger: Ledger) -> tuple[Reconciliation, Sequence[ObservationBundle]]:
        before.clear()
        before.update(v.violation_id for v in ledger.violations if v.stands)
        changes = rejudge(
            ledger.violations,
            episodes,
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=policy.name,
            seen_ms=seen_ms,
        )
        return changes, bundles

    after = change_violations(
        attempt.attempt_id,
        decide,
        violations=violations,
        frames=frames,
        keep_until=attempt.evidence_until,
    )
    gone = sum(v.violation_id in before and not v.stands for v in after)
    return gone, sum(v.stands and v.kind in JUDGED for v in after)


def _judge(
    attempt: Attempt,
    policy: Policy,
    bundles: Sequence[ObservationBundle],
    *,
    observations: ObservationStore,
) -> tuple[Episode, ...]:
    """Find the episodes of a whole attempt, by the baseline that it was judged by before."""
    seen, start = seen_in(bundles), started_ms(attempt)
    baseline = observations.baseline(attempt.attempt_id)
    end = attempt.submitted_at and min(attempt.submitted_at, attempt.deadline)
    return find_episodes(
        seen,
        policy,
        baseline=baseline
        or find_baseline(seen, started_ms=start, calibration=attempt.calibration).baseline,
        since_ms=start,
        until_ms=None if end is None else round(end.timestamp() * 1_000),
        from_ms=start,
    )


class _Part:
    """
    Some of an exam's attempts, by name: as many as the time allows, at least one.

    ``next_cursor`` is right once the last was taken.
    """

    def __init__(
        self, exam_id: str, cursor: str | None, *, attempts: AttemptStore, clock: Clock
    ) -> None:
        names = sorted(row.attempt_id for row in attempts.list_of(exam_id))
        self._names = [name for name in names if name > (cursor or "")]
        self._attempts = attempts
        self._clock = clock
        self.next_cursor: str | None = None

    def __iter__(self) -> Iterator[Attempt]:
        until = self._clock.now() + TIME
        for number, name in enumerate(islice(self._names, MOST_ATTEMPTS), start=1):
            yield self._attempts.get(name)
            self.next_cursor = name if number < len(self._names) else None
            if self._clock.now() >= until:
                return
