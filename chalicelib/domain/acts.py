"""What a lecturer may do in a room, and how each act changes an attempt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.consent import covers_camera
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.questions import text_problems
from chalicelib.domain.supervision import Notice, Waiver

MAX_TEXT: Final = 500
MAX_MINUTES: Final = 180
MAX_NOTICES: Final = 40
"""Messages to one student: with the longest texts they fill a tenth of what a record holds."""


class ActKind(StrEnum):
    """What a lecturer does."""

    MESSAGE = "message"
    EXTRA_TIME = "extra_time"
    PAUSE = "pause"
    RESUME = "resume"
    MARK = "mark"
    UNMARK = "unmark"
    END = "end"
    WAIVE_CAMERA = "waive_camera"
    """Let somebody take the exam without a camera."""
    REQUIRE_CAMERA = "require_camera"
    """Take that back; of nobody who never agreed to a camera."""
    MISSED = "missed"
    """Not done by anybody: an act that was recorded did not reach these attempts after all."""


ASKED_FOR: Final = frozenset(ActKind) - {ActKind.MISSED}
WITH_TEXT: Final = frozenset({ActKind.MESSAGE, ActKind.END, ActKind.WAIVE_CAMERA})
"""Which must have a text: a student reads it, or it says why one is treated unlike the others."""
ONE_BY_ONE: Final = frozenset({ActKind.END, ActKind.WAIVE_CAMERA})
"""What is done to those who are named, never to a whole room by one slip of the hand."""
WHILE_WRITING: Final = frozenset({AttemptState.WRITING})
APPLIES: Final = {
    ActKind.MESSAGE: frozenset(AttemptState) - {AttemptState.SUBMITTED},
    ActKind.WAIVE_CAMERA: frozenset(AttemptState) - {AttemptState.SUBMITTED},
    ActKind.REQUIRE_CAMERA: frozenset(AttemptState) - {AttemptState.SUBMITTED},
    ActKind.MARK: frozenset(AttemptState),
    ActKind.UNMARK: frozenset(AttemptState),
}
"""In which states an attempt takes an act; the others while it is written."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a lecturer asks for."""

    kind: ActKind
    attempt_ids: tuple[str, ...] | None = None
    """Whom it is for; None: everybody in the room."""
    text: str = ""
    """The message, or the reason."""
    minutes: int = 0
    """The time to add."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done: who, when, what, to whom, why.  Never changed, never removed."""

    act_id: str
    exam_id: str
    at: datetime
    lecturer: Lecturer
    kind: ActKind
    everybody: bool
    """Whether it was meant for the whole room, as it was then."""
    attempt_ids: tuple[str, ...]
    text: str = ""
    minutes: int = 0
    concerning: str | None = None
    """Of ``MISSED``: the act that did not reach them."""


def check_order(order: Order) -> None:
    """
    Check what a lecturer asks for.

    Raises:
        InvalidError: It lacks a text, names nobody, or adds no time or too much.
    """
    problems = tuple(_problems(order))
    if problems:
        raise InvalidError(problems)


def _problems(order: Order) -> Iterator[Problem]:
    if order.kind not in ASKED_FOR:
        yield Problem("kind", "unknown")
    if order.kind in WITH_TEXT:
        yield from text_problems(order.text, "text", MAX_TEXT)
    elif len(order.text) > MAX_TEXT:
        yield Problem("text", "too_long")
    if order.kind is ActKind.EXTRA_TIME and not 1 <= order.minutes <= MAX_MINUTES:
        yield Problem("minutes", "out_of_range")
    if order.attempt_ids == () or (order.kind in ONE_BY_ONE and order.attempt_ids is None):
        yield Problem("attempt_ids", "required")


def apply_act(act: Act, attempt: Attempt) -> Attempt:
    """Return the attempt as an act leaves it; the same one where the act does not apply."""
    if attempt.state not in APPLIES.get(act.kind, WHILE_WRITING):
        return attempt
    now = attempt.supervision
    match act.kind:
        case ActKind.MESSAGE if len(now.notices) < MAX_NOTICES and act.act_id not in now.notices:
            notices = {**now.notices, act.act_id: Notice(act.text, act.at)}
            changed = replace(now, notices=notices)
        case ActKind.PAUSE if now.paused_at is None:
            changed = replace(now, paused_at=act.at)
        case ActKind.MARK | ActKind.UNMARK if now.marked is not (act.kind is ActKind.MARK):
            changed = replace(now, marked=not now.marked)
        case ActKind.END:
            changed = replace(now, ended_for=act.text)
        case ActKind.WAIVE_CAMERA if now.waiver is None:
            granted = Waiver(act.at, act.lecturer.name or act.lecturer.email, act.text)
            changed = replace(now, waivers=(*now.waivers, granted))
        case ActKind.REQUIRE_CAMERA if now.waiver and covers_camera(attempt.consent_version):
            ended = replace(now.waiver, until=act.at)
            changed = replace(now, waivers=(*now.waivers[:-1], ended))
        case ActKind.RESUME if now.paused_at is not None:
            changed = replace(now, paused_at=None, stood=(*now.stood, (now.paused_at, act.at)))
            attempt = replace(attempt, deadline=attempt.deadline + (act.at - now.paused_at))
        case ActKind.EXTRA_TIME if act.act_id not in now.extended:
            changed = replace(now, extended=now.extended | {act.act_id})
            attempt = replace(attempt, deadline=attempt.deadline + timedelta(minutes=act.minutes))
        case _:
            return attempt
    return replace(attempt, supervision=replace(changed, version=now.version + 1))
