"""Spot checks: the face at the start beside a later one, for a person to say who it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource
from chalicelib.domain.attempts import Attempt, AttemptState, Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.exams import Exam
from chalicelib.domain.frame_uploads import (
    MAX_OFFSET_MS,
    FrameUploadError,
    identity_key,
    split_bundle,
    spot_key,
)
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.spot_checks import (
    NEAR_MS,
    Verdict,
    choose_picture,
    find_doubts,
    spot_moments,
    verdicts_on,
)
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.exams import own_exam
from chalicelib.services.identifying import CardShown, Picture, show_card
from chalicelib.services.judging import announce, change_violations
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    Ledger,
    ObservationStore,
    StoredUpload,
    Tokens,
    ViolationStore,
    ViolationTopic,
)
from chalicelib.services.reviewing import own_attempt

MOST_ASKED: Final = 40
"""Students that one call looks at for a check that nobody made: each costs a read or two."""

_Source = tuple[ObservationBundle, StoredUpload]
"""Where a picture comes from: what was seen in an upload, and the upload."""


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """One moment of an attempt, its picture, and what people said."""

    moment_ms: int
    picture: Picture | None
    """None: no picture of that moment came."""
    verdicts: tuple[AttemptEvent, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class SpotChecks:
    """The face at the start, and the moments at which it is compared."""

    attempt_id: str
    student: Student
    first: Picture | None
    """None: no good picture of one face came at the start; nothing can be compared."""
    card: CardShown
    items: tuple[SpotCheck, ...]


@dataclass(frozen=True, slots=True)
class SpotCheckRoom:
    """What spot checks read and write."""

    exams: ExamStore
    attempts: AttemptStore
    observations: ObservationStore
    events: AttemptEventStore
    violations: ViolationStore
    frames: FrameStore
    topic: ViolationTopic
    tokens: Tokens
    clock: Clock


def read_spot_checks(
    exam_id: str, attempt_id: str, *, lecturer: Lecturer, room: SpotCheckRoom
) -> SpotChecks:
    """Return an attempt's spot checks so far; raises ExamNotFoundError, AttemptNotFoundError."""
    exam, attempt = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=room.exams, attempts=room.attempts
    )
    events = room.events.list_of(attempt_id)
    return _show(exam, attempt, _moments(attempt, room), events, room)


def next_spot_check(
    exam_id: str, *, after: str | None, lecturer: Lecturer, room: SpotCheckRoom
) -> SpotChecks | None:
    """
    Return a check that nobody made yet, of somebody who writes: of each student the newest one.

    Args:
        exam_id: Whose students.
        after: Go on behind this attempt, by name; None: from the first one.
        lecturer: Who asks.
        room: What is read.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=room.exams)
    rows = [r for r in room.attempts.list_of(exam_id) if r.state is AttemptState.WRITING]
    names = sorted(row.attempt_id for row in rows if row.attempt_id > (after or ""))
    for attempt_id in names[:MOST_ASKED]:
        attempt = room.attempts.get(attempt_id)
        moments = _moments(attempt, room)[-1:]
        events = room.events.list_of(attempt_id) if moments else ()
        if moments and not verdicts_on(moments[0], events):
            found = _show(exam, attempt, moments, events, room)
            if found.first and found.items[0].picture:
                return found
    return None


def decide_spot_check(
    exam_id: str,
    attempt_id: str,
    moment_ms: int,
    verdict: Verdict,
    *,
    lecturer: Lecturer,
    room: SpotCheckRoom,
) -> SpotChecks:
    """
    Keep what a lecturer says of a moment, and the picture with it.

    "Not the same" leaves a violation with the picture, which is reviewed as all others are.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        AttemptNotFoundError: The exam has no such attempt.
        InvalidError: That moment is none, or its picture or the one at the start is gone.
        ConflictError: Others kept changing the violations; try again.
    """
    exam, attempt = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=room.exams, attempts=room.attempts
    )
    if moment_ms not in _moments(attempt, room):
        raise InvalidError((Problem("moment_ms", "unknown"),))
    if room.observations.identity(attempt_id) is None:
        raise InvalidError((Problem("moment_ms", "nothing_to_compare"),))
    before = room.events.list_of(attempt_id)
    said = verdicts_on(moment_ms, before)
    if said:
        captured_ms, source = int(said[-1].details["captured_ms"]), None
    else:
        captured_ms, source = _keep_picture(attempt, moment_ms, room)
    event = AttemptEvent(
        room.clock.now(),
        EventKind.SPOT_CHECK,
        EventSource.LECTURER,
        {
            "verdict": verdict.value,
            "moment_ms": moment_ms,
            "captured_ms": captured_ms,
            "by": lecturer.name or lecturer.email,
        },
    )
    room.events.add(attempt_id, [event])
    after = (*before, event)
    if verdict is Verdict.DIFFERENT:
        _leave_doubt(exam, attempt, after, source, room)
    return _show(exam, attempt, _moments(attempt, room), after, room)


def _moments(attempt: Attempt, room: SpotCheckRoom) -> tuple[int, ...]:
    now_ms = round(room.clock.now().timestamp() * 1_000)
    return spot_moments(attempt, now_ms, seal=room.tokens.seal)


def _show(
    exam: Exam,
    attempt: Attempt,
    moments: Sequence[int],
    events: Sequence[AttemptEvent],
    room: SpotCheckRoom,
) -> SpotChecks:
    attempt_id = attempt.attempt_id
    first_ms = room.observations.identity(attempt_id)
    first = None
    if first_ms is not None:
        first = Picture(first_ms, room.frames.sign_read(identity_key(attempt_id, first_ms)))
    said = {moment_ms: verdicts_on(moment_ms, events) for moment_ms in moments}
    items = (
        SpotCheck(moment_ms, _picture_of(attempt, moment_ms, verdicts, room), verdicts)
        for moment_ms, verdicts in said.items()
    )
    card = show_card(attempt, exam, frames=room.frames)
    return SpotChecks(attempt_id, attempt.student, first, card, tuple(items))


def _picture_of(
    attempt: Attempt, moment_ms: int, said: Sequence[AttemptEvent], room: SpotCheckRoom
) -> Picture | None:
    """Return the picture that was kept with a verdict; before one, what came at that moment."""
    if said:
        kept_ms = int(said[-1].details["captured_ms"])
        return Picture(kept_ms, room.frames.sign_read(spot_key(attempt.attempt_id, kept_ms)))
    found = _find(attempt, moment_ms, room)
    if found is None:
        return None
    bundle, index = found
    captured_ms = bundle.observations[index].captured_ms
    return Picture(captured_ms, room.frames.sign_read(bundle.key), index)


def _find(
    attempt: Attempt, moment_ms: int, room: SpotCheckRoom
) -> tuple[ObservationBundle, int] | None:
    """Find the picture of a moment: in which upload it lies, and where in it."""
    bundles = room.observations.between(
        # A bundle is named by its first picture, which may have come before the moment.
        attempt.attempt_id,
        moment_ms - MAX_OFFSET_MS,
        moment_ms + NEAR_MS,
    )
    places = {
        seen.captured_ms: (bundle, index)
        for bundle in sorted(bundles, key=attrgetter("bundle"), reverse=True)
        for index, seen in enumerate(bundle.observations)
    }
    chosen = choose_picture((b.observations[i] for b, i in places.values()), moment_ms)
    return None if chosen is None else places[chosen.captured_ms]


def _keep_picture(attempt: Attempt, moment_ms: int, room: SpotCheckRoom) -> tuple[int, _Source]:
    """Keep the picture of a moment out of the expiry's reach; doing it again is harmless."""
    found = _find(attempt, moment_ms, room)
    upload = found and room.frames.read(found[0].key)
    if not found or upload is None:
        raise InvalidError((Problem("moment_ms", "nothing_to_compare"),))
    bundle, index = found
    try:
        picture = split_bundle(upload.body)[index]
    except (FrameUploadError, IndexError):
        raise InvalidError((Problem("moment_ms", "nothing_to_compare"),)) from None
    captured_ms = bundle.observations[index].captured_ms
    key = spot_key(attempt.attempt_id, captured_ms)
    room.frames.keep(key, picture, until=attempt.evidence_until)
    return captured_ms, (bundle, upload)


def _leave_doubt(
    exam: Exam,
    attempt: Attempt,
    events: Sequence[AttemptEvent],
    source: _Source | None,
    room: SpotCheckRoom,
) -> None:
    def decide(ledger: Ledger) -> tuple[Reconciliation, Sequence[ObservationBundle]]:
        changes = reconcile(
            ledger.violations,
            find_doubts(events),
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=attempt.policy_of(exam).name,
        )
        return changes, [source[0]] if source else []

    standing = change_violations(
        attempt.attempt_id,
        decide,
        violations=room.violations,
        frames=room.frames,
        uploads={source[0].key: source[1]} if source else {},
        keep_until=attempt.evidence_until,
    )
    announce(standing, violations=room.violations, topic=room.topic)
