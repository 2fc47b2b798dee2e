"""Mail about violations: one digest an exam and window, what is grave at once, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from chalicelib.domain.alerts import DIGEST_WINDOW, AlertPreferences, MailLanguage, Urgency
from chalicelib.domain.attempts import Student
from chalicelib.domain.exams import Exam
from chalicelib.domain.violations import Evidence, Violation
from chalicelib.services.ports import (
    Alert,
    AlertStore,
    AttemptStore,
    CameraStore,
    Clock,
    Email,
    ExamStore,
    FrameStore,
    Identifiers,
    Mailer,
    ViolationStore,
    recipients_of,
)
from chalicelib.services.watching import student_shown

MAX_PICTURES: Final = 12
"""A picture weighs up to 60 kB, and many mailboxes refuse mails above 10 MB; who wants to
see all of them opens the room."""

LOOK_BACK: Final = 2 * DIGEST_WINDOW
MAX_RECENT: Final = 200


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One violation, and its picture if the mail has room for one."""

    violation: Violation
    picture: bytes | None


@dataclass(frozen=True, slots=True)
class DigestSection:
    """What a mail tells of one student, in order of time."""

    student: Student
    attempt_id: str
    items: tuple[DigestItem, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one mail tells."""

    exam: Exam
    to: str
    copies_to: tuple[str, ...]
    language: MailLanguage
    sections: tuple[DigestSection, ...]


@dataclass(slots=True)
class Outcome:
    """What became of a batch."""

    failed: dict[str, Exception] = field(default_factory=dict)
    """What went wrong, by exam: its messages must come again."""
    waiting: set[str] = field(default_factory=set)
    """Exams whose last digest was too short a time ago: likewise."""
    unrecorded: dict[str, Exception] = field(default_factory=dict)
    """Sent, and the record of it failed: coming again could only send it twice."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the sending of mails needs."""

    exams: ExamStore
    attempts: AttemptStore
    cameras: CameraStore
    violations: ViolationStore
    alerts: AlertStore
    frames: FrameStore
    mailer: Mailer
    identifiers: Identifiers
    clock: Clock
    compose: Callable[[Digest], Email]


def send_alerts(told: Iterable[Violation], urgency: Urgency, *, desk: Desk) -> Outcome:
    """
    Mail everybody concerned about violations that they want to hear of and did not hear yet.

    Each violation is reserved before sending, so that a repeated event, or two workers,
    send nothing twice; when sending fails the reservation is given back, and when the worker
    dies it ends by itself.  One case remains open: a worker that dies in the moment between
    the mail service's answer and the record of it lets the mail be sent again.

    Args:
        told: What the topic said, perhaps repeatedly.
        urgency: Which of the two ways the news took.
        desk: What this needs of the world.
    """
    outcome = Outcome()
    by_exam: dict[str, dict[tuple[str, str], Violation]] = defaultdict(dict)
    for violation in told:
        by_exam[violation.exam_id][violation.attempt_id, violation.violation_id] = violation
    for exam_id, found in by_exam.items():
        try:
            _tell_of_exam(exam_id, found.values(), urgency, desk=desk, outcome=outcome)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the queue tries again
            outcome.failed[exam_id] = error
    return outcome


def _tell_of_exam(
    exam_id: str,
    told: Iterable[Violation],
    urgency: Urgency,
    *,
    desk: Desk,
    outcome: Outcome,
) -> None:
    exam = desk.exams.get(exam_id)
    standing = _standing(exam_id, told, urgency, desk=desk)
    for lecturer in recipients_of(exam):
        address = lecturer.email
        preferences = desk.alerts.preferences(address)
        wanted = [Alert(address, v) for v in standing if preferences.wants(v, urgency)]
        try:
            _mail(exam, wanted, preferences, urgency, desk=desk, outcome=outcome)
        except Exception as error:  # noqa: BLE001 - the other recipients are due too
            outcome.failed[exam_id] = error


def _standing(
    exam_id: str, told: Iterable[Violation], urgency: Urgency, *, desk: Desk
) -> list[Violation]:
    """
    Return what there is to tell, in order of time.

    A digest also takes in what waits in other batches for the end of the last one's time:
    batch by batch they would never catch up with a busy room.
    """
    found = list(desk.violations.current(told))
    if urgency is Urgency.DIGEST:
        since_ms = (desk.clock.now() - LOOK_BACK).timestamp() * 1_000
        recent = desk.violations.list_of_exam(exam_id, limit=MAX_RECENT)
        found += [v for v in recent if v.started_ms >= since_ms]
    by_name = {(v.attempt_id, v.violation_id): v for v in found}
    return sorted(by_name.values(), key=lambda v: (v.started_ms, v.attempt_id))


def _mail(
    exam: Exam,
    wanted: Sequence[Alert],
    preferences: AlertPreferences,
    urgency: Urgency,
    *,
    desk: Desk,
    outcome: Outcome,
) -> None:
    """Send one person one mail about those alerts that are still to be told."""
    if not wanted:
        return
    now, mail_id, address = desk.clock.now(), desk.identifiers.new_id(), wanted[0].address
    addresses = _working((address, *preferences.copies_to), desk=desk)
    if not addresses:
        return
    claimed: list[Alert] = []
    has_window = False
    try:
        for alert in wanted:
            if desk.alerts.claim(alert, mail_id=mail_id, now=now):
                claimed.append(alert)  # noqa: PERF401 - kept even if the next claim fails
        if not claimed:
            return
        has_window = urgency is Urgency.AT_ONCE or desk.alerts.open_window(
            address, exam.exam_id, now=now, length=DIGEST_WINDOW
        )
        if not has_window:
            desk.alerts.release(claimed)
            outcome.waiting.add(exam.exam_id)
            return
        desk.mailer.send(desk.compose(_digest(exam, claimed, preferences, addresses, desk=desk)))
    except Exception:
        opened = has_window and urgency is Urgency.DIGEST
        desk.alerts.release(claimed, digest_of=exam.exam_id if opened else None)
        raise
    try:
        desk.alerts.settle(claimed, now=desk.clock.now(), cool_down=preferences.cool_down)
    except Exception as error:  # noqa: BLE001 - told is told, whatever went wrong after it
        outcome.unrecorded[exam.exam_id] = error


def _working(addresses: Sequence[str], *, desk: Desk) -> list[str]:
    """Return those addresses that mail may go to."""
    resting = {trouble.address.casefold() for trouble in desk.alerts.troubles(addresses)}
    return [address for address in addresses if address.casefold() not in resting]


def _digest(
    exam: Exam,
    alerts: Sequence[Alert],
    preferences: AlertPreferences,
    addresses: Sequence[str],
    *,
    desk: Desk,
) -> Digest:
    by_attempt: dict[str, list[DigestItem]] = defaultdict(list)
    pictures = 0
    for alert in alerts:
        picture = None
        if pictures < MAX_PICTURES:
            picture = _picture(alert.violation, frames=desk.frames)
            pictures += picture is not None
        by_attempt[alert.violation.attempt_id].append(DigestItem(alert.violation, picture))
    return Digest(
        exam=exam,
        to=addresses[0],
        copies_to=tuple(addresses[1:]),
        language=preferences.language,
        sections=tuple(
            DigestSection(
                student_shown(attempt_id, attempts=desk.attempts, cameras=desk.cameras),
                attempt_id,
                tuple(items),
            )
            for attempt_id, items in by_attempt.items()
        ),
    )


def _picture(violation: Violation, *, frames: FrameStore) -> bytes | None:
    """Return the kept picture nearest to where the signal was strongest."""
    if not violation.evidence:
        return None
    wanted_ms = violation.started_ms if violation.worst_ms is None else violation.worst_ms

    def distance(evidence: Evidence) -> int:
        return abs(evidence.captured_ms - wanted_ms)

    stored = frames.read(min(violation.evidence, key=distance).key)
    return None if stored is None else stored.body
