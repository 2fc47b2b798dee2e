"""What lecturers ask for around an exam, as it goes over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Line, Text

Instant = Annotated[datetime, Meta(tz=True)]


class ExamClone(Struct, frozen=True):
    """
    When a copy of an exam takes place.

    Without a title it has the first one's; without an end it is open for as long.
    """

    starts_at: Instant
    ends_at: Instant | None = None
    title: Text | None = None


class CoLecturers(Struct, frozen=True):
    """The e-mail addresses of everybody else who teaches an exam."""

    emails: Annotated[list[Line], Meta(max_length=100)]
