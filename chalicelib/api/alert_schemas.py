"""What goes over the wire about being told by mail."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.judging_schemas import KindName
from chalicelib.api.question_schemas import Line
from chalicelib.api.schemas import Instant, Whole


class AlertPreferences(Struct, frozen=True):
    """How a lecturer wants to be told; ``digest`` tells grave things at once all the same."""

    delivery: Literal["off", "digest", "at_once"] = "digest"
    language: Literal["vi", "en"] = "vi"
    cool_down_minutes: Whole = 10
    muted_kinds: Annotated[list[KindName], Meta(max_length=40)] = []
    muted_exams: Annotated[list[Line], Meta(max_length=1_000)] = []
    copies_to: Annotated[list[Line], Meta(max_length=100)] = []


class MailTrouble(Struct, frozen=True):
    """An address that gets no more mail; ``detail`` is what its mail server said."""

    address: str
    reason: Literal["bounced", "complained"]
    at: Instant
    detail: str
    may_try_again: bool
    """Whether this lecturer may ask for mail to it again."""


class AlertSettings(AlertPreferences, frozen=True):
    """How a lecturer wants to be told, and which of the addresses rest."""

    troubles: list[MailTrouble] = []


class MailRetry(Struct, frozen=True):
    """The address that works again."""

    address: Line
