"""A finished exam under another policy: see what it would flag, then judge it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import find_baseline
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.episodes import JUDGED, Episode
from chalicelib.domain.exam_content import check_policy
from chalicelib.domain.exams import Exam
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.page_integrity import find_page_episodes
from chalicelib.domain.page_policy import PageRule, page_rules
from chalicelib.domain.pauses import find_working_episodes, working_events
from chalicelib.domain.policies import PAGE_KINDS, Policy, PolicyChoice, make_policy
from chalicelib.domain.rejudging import rejudge
from chalicelib.domain.room_cameras import is_room_camera
from chalicelib.domain.room_policy import ROOM_JUDGED, find_room_episodes, room_policy
from chalicelib.domain.spot_checks import find_doubts
from chalicelib.domain.violations import Reconciliation
from chalicelib.services.exams import own_exam
from chalicelib.services.judging import change_violations, seen_in, started_ms
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    CameraStore,
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
    cameras: int
    """Of rooms."""
    unseen: int
    """Attempts whose observations are gone or never came: only their pages' events are judged."""
    standing: int
    """Violations of judged kinds that stand now."""
    superseded: int
    """Those that stood before and do not any more."""
    next_cursor: str | None
    """Give it back to go on; None: this was the last part."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What is stored of an exam's attempts."""

    attempts: AttemptStore
    observations: ObservationStore
    events: AttemptEventStore
    violations: ViolationStore
    frames: FrameStore
    cameras: CameraStore


def preview_policy(
    exam_id: str,
    choice: PolicyChoice,
    *,
    cursor: str | None,
    lecturer: Lecturer,
    exams: ExamStore,
    archive: Archive,
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
    part = _Part(_attempts_of(exam_id, archive), cursor, clock=clock)
    for attempt_id in part:
        attempt = archive.attempts.get(attempt_id)
        rules = make_policy(choice.preset, choice.settings, exempt=attempt.exempt)
        bundles = _seen_of(attempt, archive)
        pages = page_rules(choice.preset, choice.settings, exempt=attempt.exempt)
        noticed = _judge_page(attempt, pages, archive)
        if not bundles and not noticed:
            continue
        found = (*_judge(attempt, rules, bundles, archive), *noticed)
        kinds = {episode.kind for episode in found}
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
    archive: Archive,
    clock: Clock,
) -> Rejudgement:
    """
    Judge a closed exam anew by what is still stored of it; the policy becomes the exam's.

    Room cameras are judged anew too, by how many people each should see now.
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
    students = watching = unseen = standing = superseded = 0
    rooms = [camera.camera_id for camera in archive.cameras.list_of(exam_id)]
    part = _Part([*_attempts_of(exam_id, archive), *rooms], cursor, clock=clock)
    for name in part:
        if is_room_camera(name):
            gone, stand = _rejudge_camera(name, exam, archive)
            watching += 1
        else:
            gone, stand, was_seen = _rejudge_attempt(archive.attempts.get(name), exam, archive)
            students += was_seen
            unseen += not was_seen
        superseded += gone
        standing += stand
    return Rejudgement(students, watching, unseen, standing, superseded, part.next_cursor)


def _attempts_of(exam_id: str, archive: Archive) -> list[str]:
    return [row.attempt_id for row in archive.attempts.list_of(exam_id)]


def _seen_of(attempt: Attempt, archive: Archive) -> tuple[ObservationBundle, ...]:
    """Return all that was seen of an attempt; of one that never started nothing counts."""
    if attempt.started_at is None:
        return ()
    return archive.observations.between(attempt.attempt_id, 0, MAX_CAPTURED_MS)


def _under(exam: Exam, choice: PolicyChoice, *, exams: ExamStore, clock: Clock) -> Exam:
    """Store the policy as the exam's: uploads that arrive late are judged by it too."""
    now = clock.now()
    changed = exam.rejudged(choice.preset, choice.settings, now)
    return exam if changed == exam else exams.replace(exam, changed, now=now)


def _rejudge_attempt(attempt: Attempt, exam: Exam, archive: Archive) -> tuple[int, int, bool]:
    """
    Judge a whole attempt anew; what the page noticed is kept, also where pictures are gone.

    Returns:
        How many violations fell, how many stand, and whether there was anything seen to judge.
    """
    policy, content = attempt.policy_of(exam), exam.content
    bundles = _seen_of(attempt, archive)
    pages = page_rules(content.policy, content.policy_settings, exempt=attempt.exempt)
    episodes = (
        *_judge(attempt, policy, bundles, archive),
        *_judge_page(attempt, pages, archive),
    )
    judged = JUDGED | PAGE_KINDS if bundles else PAGE_KINDS
    gone, stand = _replace(
        attempt.attempt_id,
        exam,
        episodes,
        bundles,
        policy=policy.name,
        judged=judged,
        keep_until=attempt.evidence_until,
        archive=archive,
    )
    return gone, stand, bool(bundles)


def _rejudge_camera(camera_id: str, exam: Exam, archive: Archive) -> tuple[int, int]:
    """
    Judge all that a room camera saw anew, if anything is left of it.

    When nobody wrote is not known any more, so that its silences stay as they were found.

    Returns:
        How many violations fell, and how many stand.
    """
    bundles = archive.observations.between(camera_id, 0, MAX_CAPTURED_MS)
    policy = room_policy(archive.cameras.get(camera_id).crowd)
    seen = seen_in(bundles)
    return _replace(
        camera_id,
        exam,
        find_room_episodes(seen, policy.without({Kind.UNMONITORED})),
        bundles,
        policy=policy.name,
        judged=ROOM_JUDGED if bundles else frozenset(),
        keep_until=exam.content.evidence_until,
        archive=archive,
    )


def _replace(
    watched_id: str,
    exam: Exam,
    episodes: Sequence[Episode],
    bundles: Sequence[ObservationBundle],
    *,
    policy: str,
    judged: Collection[Kind],
    keep_until: datetime | None,
    archive: Archive,
) -> tuple[int, int]:
    """Let episodes take the place of what stood; return how many fell, and how many stand."""
    seen_ms = sorted({o.captured_ms for o in seen_in(bundles)})
    before: set[str] = set()

    def decide(ledger: Ledger) -> tuple[Reconciliation, Sequence[ObservationBundle]]:
        before.clear()
        before.update(v.violation_id for v in ledger.violations if v.stands)
        changes = rejudge(
            ledger.violations,
            episodes,
            attempt_id=watched_id,
            exam_id=exam.exam_id,
            policy=policy,
            seen_ms=seen_ms,
            judged=judged,
        )
        return changes, bundles

    after = change_violations(
        watched_id,
        decide,
        violations=archive.violations,
        frames=archive.frames,
        keep_until=keep_until,
    )
    gone = sum(v.violation_id in before and not v.stands for v in after)
    return gone, sum(v.stands and v.kind in judged for v in after)


def _judge(
    attempt: Attempt, policy: Policy, bundles: Sequence[ObservationBundle], archive: Archive
) -> tuple[Episode, ...]:
    """Find the episodes of a whole attempt, by the baseline that it was judged by before."""
    if not bundles:
        return ()
    seen, start = seen_in(bundles), started_ms(attempt)
    baseline = archive.observations.baseline(attempt.attempt_id)
    end = attempt.submitted_at and min(attempt.submitted_at, attempt.deadline)
    return find_working_episodes(
        seen,
        policy,
        attempt.supervision.unwatched,
        baseline=baseline
        or find_baseline(seen, started_ms=start, calibration=attempt.calibration).baseline,
        since_ms=start,
        until_ms=None if end is None else round(end.timestamp() * 1_000),
        from_ms=start,
    )


def _judge_page(
    attempt: Attempt, rules: Mapping[Kind, PageRule], archive: Archive
) -> tuple[Episode, ...]:
    """Find the episodes of all that an attempt's page noticed, and what people doubted."""
    if attempt.started_at is None:
        return ()
    told = archive.events.list_of(attempt.attempt_id)
    working = working_events(told, attempt.supervision.pauses)
    return (*find_page_episodes(working, rules), *find_doubts(told))


class _Part:
    """
    Some of an exam's attempts and cameras, by name: as many as the time allows, at least one.

    ``next_cursor`` is right once the last was taken.
    """

    def __init__(self, names: Iterable[str], cursor: str | None, *, clock: Clock) -> None:
        self._names = sorted(name for name in names if name > (cursor or ""))
        self._clock = clock
        self.next_cursor: str | None = None

    def __iter__(self) -> Iterator[str]:
        until = self._clock.now() + TIME
        for number, name in enumerate(islice(self._names, MOST_ATTEMPTS), start=1):
            yield name
            self.next_cursor = name if number < len(self._names) else None
            if self._clock.now() >= until:
                return
