"""What nobody asks for and must happen: close overdue attempts, notice silent cameras."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from chalicelib.domain.attempts import OpenAttempt
from chalicelib.domain.episodes import Episode, silence
from chalicelib.domain.exams import Exam
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import Policy, Rule, make_policy
from chalicelib.domain.room_cameras import RoomCamera, is_room_camera
from chalicelib.domain.room_policy import room_policy
from chalicelib.domain.supervision import Pause
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.judging import announce, change_violations
from chalicelib.services.ports import (
    AttemptStore,
    CameraStore,
    Clock,
    ExamStore,
    Ledger,
    ObservationStore,
    ViolationStore,
    ViolationTopic,
)
from chalicelib.services.room_cameras import watches_until
from chalicelib.services.taking import hand_in

_Due = TypeVar("_Due")

AT_ONCE: Final = 16
"""Attempts looked at side by side: each waits for one answer of the database, and 10,000 of them
have a minute.  No more than the connections that are kept open."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one round did."""

    closed: int
    silent: int = 0
    """Attempts, and cameras of rooms, that nothing was seen of for too long."""
    failed: Mapping[str, Exception] = field(default_factory=dict)
    """What went wrong, by attempt, camera or exam; the next round tries again."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What should be seen: whose camera, by which rules, since when and until when."""

    watched_id: str
    """An attempt's, or a room camera's."""
    exam_id: str
    policy: Policy
    since: datetime
    until: datetime


def sweep_attempts(
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    cameras: CameraStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
    clock: Clock,
) -> Sweep:
    """
    Hand in every attempt whose time is up, and notice whose camera is silent.

    The cameras of a room are due while somebody writes there.  One that fails holds up none of
    the others.
    """
    failed: dict[str, Exception] = {}

    def close(attempt: OpenAttempt) -> bool:
        hand_in(attempt.attempt_id, exams=exams, attempts=attempts, clock=clock)
        return True

    now = clock.now()
    running: list[OpenAttempt] = []
    overdue: list[OpenAttempt] = []
    for attempt in attempts.open():
        (overdue if attempt.accepts_until < now else running).append(attempt)
    closed = _count(close, {one.attempt_id: one for one in overdue}, failed)
    known = _exams_of(running, exams, failed)

    def look(watch: Watch) -> bool:
        return notice_silence(
            watch,
            now=now,
            attempts=attempts,
            observations=observations,
            violations=violations,
            topic=topic,
        )

    students = [_of_attempt(one, known[one.exam_id]) for one in running if one.exam_id in known]
    rooms = _rooms_of(known.values(), cameras, failed)
    watches = {one.watched_id: one for one in (*students, *rooms)}
    return Sweep(closed, _count(look, watches, failed), failed)


def _exams_of(
    attempts: Sequence[OpenAttempt], exams: ExamStore, failed: dict[str, Exception]
) -> Mapping[str, Exam]:
    """Read every exam once; what cannot be read fails all its attempts."""
    known: dict[str, Exam] = {}
    faults: dict[str, Exception] = {}
    for exam_id in {attempt.exam_id for attempt in attempts}:
        try:
            known[exam_id] = exams.get(exam_id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the other exams are due too
            faults[exam_id] = error
    failed |= {one.attempt_id: faults[one.exam_id] for one in attempts if one.exam_id in faults}
    return known


def _of_attempt(attempt: OpenAttempt, exam: Exam) -> Watch:
    content = exam.content
    policy = make_policy(content.policy, content.policy_settings, exempt=attempt.exempt)
    return Watch(
        attempt.attempt_id, exam.exam_id, policy, since=attempt.started_at, until=attempt.deadline
    )


def _of_camera(camera: RoomCamera, exam: Exam) -> Watch:
    since = max(camera.enrolled_at, exam.content.starts_at)
    policy = room_policy(camera.crowd)
    return Watch(camera.camera_id, exam.exam_id, policy, since=since, until=watches_until(exam))


def _rooms_of(
    exams: Iterable[Exam], cameras: CameraStore, failed: dict[str, Exception]
) -> list[Watch]:
    """Return what should be seen of the exams' rooms."""
    found: list[Watch] = []
    for exam in exams:
        try:
            present = [one for one in cameras.list_of(exam.exam_id) if not one.removed]
        except Exception as error:  # noqa: BLE001 - whatever it was, the other rooms are due too
            failed[exam.exam_id] = error
        else:
            found += [_of_camera(one, exam) for one in present]
    return found


def notice_silence(
    watch: Watch,
    *,
    now: datetime,
    attempts: AttemptStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> bool:
    """
    Bring an ``unmonitored`` violation up to the present, if a camera is silent.

    It says that nobody could see, not why.  When frames come again, their analysis ends it.

    Returns:
        Whether the camera is silent.

    Raises:
        ConflictError: Others changed the violations every time.
    """
    now_ms = round(min(now, watch.until).timestamp() * 1_000)
    rule = watch.policy.rules.get(Kind.UNMONITORED)
    if rule is None:
        return False
    last = observations.last_before(watch.watched_id, now_ms + 1)
    since_ms = round(watch.since.timestamp() * 1_000)
    heard_ms = since_ms if last is None else max(since_ms, last.observations[-1].captured_ms)
    episode = silence(rule, heard_ms, now_ms)
    if episode is not None and not is_room_camera(watch.watched_id):
        # Seldom: the record itself tells whether the clock stood meanwhile.
        pauses = attempts.get(watch.watched_id).supervision.unwatched
        episode = _since_pause(episode, rule, pauses)
    if episode is None:
        return False

    def decide(ledger: Ledger) -> tuple[Reconciliation, tuple[()]]:
        changes = reconcile(
            ledger.violations,
            [episode],
            attempt_id=watch.watched_id,
            exam_id=watch.exam_id,
            policy=watch.policy.name,
        )
        return changes, ()

    standing = change_violations(watch.watched_id, decide, violations=violations, frames=None)
    announce(standing, violations=violations, topic=topic)
    return True


def _since_pause(episode: Episode, rule: Rule, pauses: Sequence[Pause]) -> Episode | None:
    """Return the silence since the last pause ended; None: the clock stands, or it is too short."""
    if not pauses:
        return episode
    until_ms = pauses[-1].until_ms
    if until_ms is None:
        return None
    return silence(rule, max(episode.started_ms, until_ms), episode.ended_ms)


def _count(
    act: Callable[[_Due], bool], due: Mapping[str, _Due], failed: dict[str, Exception]
) -> int:
    """Do something with everything that is due, side by side; return how often it said yes."""

    def safely(name: str) -> bool:
        try:
            return act(due[name])
        except Exception as error:  # noqa: BLE001 - whatever it was, the others are due too
            failed[name] = error
            return False

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sum(threads.map(safely, due))
