"""Class lists as they go over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.attempt_schemas import Waiver
from chalicelib.api.import_schemas import ImportProblem
from chalicelib.api.judging_schemas import KindName
from chalicelib.api.question_schemas import Line, Text
from chalicelib.api.schemas import File, Instant, Whole


class RosterLine(Struct, frozen=True):
    """A student on the list; extra time counts in minutes and in percent of the duration."""

    student_number: str
    student_name: str
    class_name: str
    extra_minutes: int
    extra_percent: int
    exempt: list[KindName]
    """Kinds of violation that are not looked for."""
    waiver: Waiver | None
    """By what the student takes the exam without a camera; null: they need one."""
    has_pin: bool


class Roster(Struct, frozen=True):
    """Who may enter; an empty list lets everybody in."""

    entries: list[RosterLine]
    version: int


class RosterLineContent(Struct, frozen=True):
    """
    A student as they are written.

    ``without_camera`` says why the student needs no camera; "": they need one.
    ``pin`` null keeps the PIN that the student has, "" takes it away.
    """

    student_number: Line
    student_name: Line
    class_name: Line = ""
    extra_minutes: Whole = 0
    extra_percent: Whole = 0
    exempt: Annotated[list[KindName], Meta(max_length=100)] = []
    without_camera: Text = ""
    pin: Line | None = None


class RosterContent(Struct, frozen=True):
    """A whole class list as it is written."""

    entries: Annotated[list[RosterLineContent], Meta(max_length=20_000)]


class PinRequest(Struct, frozen=True):
    """For whom PINs are drawn; null: for everybody who has none."""

    student_numbers: Annotated[list[Line], Meta(max_length=20_000)] | None = None


class Pin(Struct, frozen=True):
    """A drawn PIN."""

    student_number: str
    pin: str


class DrawnPins(Struct, frozen=True):
    """New PINs, which cannot be shown again, and the list that has them."""

    pins: list[Pin]
    roster: Roster


class RosterImport(Struct, frozen=True):
    """A workbook or a file of separated values, at most 4 MB; nothing is saved."""

    content_base64: File
    file_name: Line = ""


class RosterPreview(Struct, frozen=True):
    """What a file holds, and every line that was not understood, or not wholly."""

    entries: list[RosterLineContent]
    problems: list[ImportProblem]


class RefusedEntry(Struct, frozen=True):
    """How often entering under one student number was refused within ten minutes."""

    student_number: str
    count: int
    reason: Literal["not_listed", "wrong_pin", "other_name"]
    """Why the last time."""
    last_at: Instant


class RefusedEntryList(Struct, frozen=True):
    """Who was turned away during the last day, newest first."""

    items: list[RefusedEntry]
    total: int
