"""A lecturer's class list: read, write, draw PINs, see who was turned away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from chalicelib.domain.acts import ActKind, Order
from chalicelib.domain.allowances import NO_ALLOWANCE
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.door import RefusedEntries
from chalicelib.domain.errors import (
    InvalidError,
    NobodyToReachError,
    Problem,
    StaleVersionError,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.names import fold_number
from chalicelib.domain.rosters import Roster, RosterEntry, check_entries, is_pin
from chalicelib.domain.supervision import Waiver
from chalicelib.services.acting import perform_act
from chalicelib.services.admitting import seal_pin
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    ActStore,
    AdmissionStore,
    AttemptStore,
    Clock,
    ExamStore,
    Identifiers,
    RoomNewsQueue,
    Tokens,
)

KEEP: None = None
"""In place of a PIN: the one that the student has, or none."""


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """One line of a class list as it is written."""

    entry: RosterEntry
    pin: str | None = KEEP
    """A new PIN; "": the student needs none any more."""
    without_camera: str = ""
    """Why the student takes the exam without a camera; "": they need one."""


def read_roster(
    exam_id: str, *, lecturer: Lecturer, exams: ExamStore, admissions: AdmissionStore
) -> Roster:
    """Return an exam's class list; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    return admissions.read(exam_id)


def write_roster(  # noqa: PLR0913 - a list, who is in the room by it, and the trail
    exam_id: str,
    written: Sequence[WrittenEntry],
    *,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    admissions: AdmissionStore,
    acts: ActStore,
    news: RoomNewsQueue,
    tokens: Tokens,
    identifiers: Identifiers,
    clock: Clock,
) -> Roster:
    """
    Store a whole class list; who is in the room already is judged by its exemptions at once.

    Extra time counts for who has not started yet: the running clocks are the room's matter.  That
    somebody in the room needs no camera any more, or one again, is an act like those of the wall.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        InvalidError: The list breaks the rules.
        StaleVersionError: ``version`` is not the one stored.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    _check(written)
    before = _read(exam_id, version, admissions)
    seals = {fold_number(entry.number): entry.pin_seal for entry in before.entries}
    waivers = {fold_number(entry.number): entry.allowance.waiver for entry in before.entries}
    named, now = lecturer.name or lecturer.email, clock.now()
    entries = tuple(
        replace(
            one.entry,
            pin_seal=_seal_of(exam_id, one, seals, tokens),
            allowance=replace(
                one.entry.allowance, waiver=_waiver_of(one, waivers, Waiver(now, named, ""))
            ),
        )
        for one in written
    )
    after = admissions.replace(exam_id, before, Roster(entries))

    def act(kind: ActKind, attempt_id: str, text: str) -> None:
        # Who has handed in needs nothing any more.
        with suppress(NobodyToReachError):
            perform_act(
                exam_id,
                Order(kind, (attempt_id,), text),
                lecturer=lecturer,
                exams=exams,
                attempts=attempts,
                acts=acts,
                news=news,
                identifiers=identifiers,
                clock=clock,
            )

    _tell_who_is_in(exam, before, after, attempts=attempts, act=act)
    return after


def draw_pins(
    exam_id: str,
    numbers: Collection[str] | None,
    *,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
    admissions: AdmissionStore,
    identifiers: Identifiers,
    tokens: Tokens,
) -> tuple[Roster, Mapping[str, str]]:
    """
    Draw new PINs and return them by student number; this is the only time they can be seen.

    They are for the numbers named; None: for everybody who has none.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        StaleVersionError: ``version`` is not the one stored.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    before = _read(exam_id, version, admissions)
    wanted = None if numbers is None else {fold_number(number) for number in numbers}
    pins = {
        entry.number: identifiers.new_pin()
        for entry in before.entries
        if (entry.pin_seal is None if wanted is None else fold_number(entry.number) in wanted)
    }
    entries = tuple(
        replace(entry, pin_seal=seal_pin(exam_id, entry.number, pin, tokens=tokens))
        if (pin := pins.get(entry.number))
        else entry
        for entry in before.entries
    )
    return admissions.replace(exam_id, before, Roster(entries)), pins


def list_refused(
    exam_id: str, *, lecturer: Lecturer, exams: ExamStore, admissions: AdmissionStore
) -> tuple[RefusedEntries, ...]:
    """Return who was turned away from the exam during the last day; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    return admissions.refused(exam_id)


def _read(exam_id: str, version: int, admissions: AdmissionStore) -> Roster:
    before = admissions.read(exam_id)
    if before.version != version:
        raise StaleVersionError(stored=before.version)
    return before


def _check(written: Sequence[WrittenEntry]) -> None:
    check_entries([one.entry for one in written])
    problems = tuple(
        Problem(f"entries[{index}].pin", "malformed")
        for index, one in enumerate(written)
        if one.pin and not is_pin(one.pin)
    )
    if problems:
        raise InvalidError(problems)


def _seal_of(
    exam_id: str, one: WrittenEntry, seals: Mapping[str, str | None], tokens: Tokens
) -> str | None:
    number = one.entry.number
    if one.pin is KEEP:
        return seals.get(fold_number(number))
    return seal_pin(exam_id, number, one.pin, tokens=tokens) if one.pin else None


def _waiver_of(
    one: WrittenEntry, waivers: Mapping[str, Waiver | None], fresh: Waiver
) -> Waiver | None:
    """Return by what a student needs no camera; what was granted before stays as it was."""
    if not one.without_camera:
        return None
    stood = waivers.get(fold_number(one.entry.number))
    if stood is not None and stood.reason == one.without_camera:
        return stood
    return replace(fresh, reason=one.without_camera)


def _tell_who_is_in(
    exam: Exam,
    before: Roster,
    after: Roster,
    *,
    attempts: AttemptStore,
    act: Callable[[ActKind, str, str], None],
) -> None:
    stood = {fold_number(entry.number): entry.allowance for entry in before.entries}
    changed = {
        number: entry.allowance
        for entry in after.entries
        if entry.allowance != stood.get(number := fold_number(entry.number), NO_ALLOWANCE)
    }
    if not changed:
        return
    for row in attempts.list_of(exam.exam_id):
        allowance = changed.get(fold_number(row.student.number))
        if allowance is None:
            continue
        attempts.exempt(row.attempt_id, allowance.exempt)
        waiver = allowance.waiver
        if (waiver is None) != (row.supervision.waiver is None):
            kind = ActKind.REQUIRE_CAMERA if waiver is None else ActKind.WAIVE_CAMERA
            act(kind, row.attempt_id, "" if waiver is None else waiver.reason)
        if row.state is AttemptState.JOINED:
            extra_time = allowance.extra_time(exam.content.duration_minutes)
            attempts.give_time(row.attempt_id, extra_time)
