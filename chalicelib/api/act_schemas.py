"""What goes over the wire about lecturers' acts in a room."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Text
from chalicelib.api.schemas import Instant, Whole
from chalicelib.api.sign_in_schemas import Lecturer

AttemptIds = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=64)]], Meta(max_length=2000)
]


class MessageOrder(Struct, frozen=True, tag_field="kind", tag="message"):
    """Show a message on the students' pages until they say that they read it."""

    text: Text


class ExtraTimeOrder(Struct, frozen=True, tag_field="kind", tag="extra_time"):
    """Move the deadline by some minutes."""

    minutes: Whole


class PauseOrder(Struct, frozen=True, tag_field="kind", tag="pause"):
    """Let the clock stand; answers wait meanwhile."""

    text: Text = ""


class ResumeOrder(Struct, frozen=True, tag_field="kind", tag="resume"):
    """Let the clock run on; the deadline moves by the pause."""


class MarkOrder(Struct, frozen=True, tag_field="kind", tag="mark"):
    """Keep an eye on somebody, or no longer."""

    marked: bool = True


class EndOrder(Struct, frozen=True, tag_field="kind", tag="end"):
    """Hand in for somebody; the reason is shown to them."""

    text: Text


class WaiveCameraOrder(Struct, frozen=True, tag_field="kind", tag="waive_camera"):
    """Let somebody take the exam without a camera; the reason stays on the attempt."""

    text: Text


class RequireCameraOrder(Struct, frozen=True, tag_field="kind", tag="require_camera"):
    """Take that back; whoever never agreed to a camera is left alone."""


AnyOrder: TypeAlias = (
    MessageOrder
    | ExtraTimeOrder
    | PauseOrder
    | ResumeOrder
    | MarkOrder
    | EndOrder
    | WaiveCameraOrder
    | RequireCameraOrder
)


class ActRequest(Struct, frozen=True):
    """What to do and to whom; without ``attempt_ids`` to everybody in the room."""

    order: AnyOrder
    attempt_ids: AttemptIds | None = None


class Act(Struct, frozen=True):
    """One thing that a lecturer did, as the audit trail keeps it."""

    act_id: str
    at: Instant
    lecturer: Lecturer
    kind: Literal[
        "message",
        "extra_time",
        "pause",
        "resume",
        "mark",
        "unmark",
        "end",
        "waive_camera",
        "require_camera",
        "missed",
    ]
    everybody: bool
    attempt_ids: list[str]
    text: str
    minutes: int
    concerning: str | None
    """Of ``missed``: the act that did not reach these attempts after all."""


class PerformedAct(Struct, frozen=True):
    """An act that was done; ``missed`` ended in that very moment."""

    act: Act
    missed: list[str]


class ActPage(Struct, frozen=True):
    """What was done, newest first; ``next_cursor`` asks for what follows."""

    items: list[Act]
    next_cursor: str | None
