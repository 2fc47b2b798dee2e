"""The class list of an exam: who may enter, and what each is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chalicelib.domain.allowances import NO_ALLOWANCE, Allowance, allowance_problems
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.names import fold_number, name_problems
from chalicelib.domain.questions import text_problems

MAX_ROSTER: Final = 5_000
"""What one request carries and one function writes well within its time."""
MAX_NAME: Final = 100
MAX_STUDENT_NUMBER: Final = 40
MAX_CLASS_NAME: Final = 60
PIN_LENGTH: Final = 6
"""Of a drawn PIN, in digits: a million, of which a guesser tries a few an hour."""
POSITION_STEP: Final = 1_000
"""Leaves room between two lines of a new list for those that are put in later."""
_PIN: Final = re.compile(r"[0-9A-Za-z]{4,12}")


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One student on the list."""

    number: str
    name: str
    class_name: str = ""
    allowance: Allowance = NO_ALLOWANCE
    pin_seal: str | None = None
    """What the student's PIN is compared with, which is not the PIN; None: they need none."""
    position: int = 0
    """Grows along the list; see ``placed``."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A class list as of one moment; an empty one lets everybody in."""

    entries: tuple[RosterEntry, ...] = ()
    version: int = 0
    """Counts the changes; a change must name the present one.  0: there never was a list."""

    @property
    def needs_pin(self) -> bool:
        """Whether anybody on it needs a PIN."""
        return any(entry.pin_seal for entry in self.entries)


def placed(entries: Iterable[RosterEntry], before: Iterable[RosterEntry]) -> Iterator[RosterEntry]:
    """
    Yield entries with positions that grow along the list.

    Those that stood on the list before keep theirs where it still fits, so that a line put in or
    taken out changes few of the others.
    """
    known = {fold_number(entry.number): entry.position for entry in before}
    step = 1 if known else POSITION_STEP
    last = 0
    for entry in entries:
        last = max(known.get(fold_number(entry.number), 0), last + step)
        yield replace(entry, position=last)


def is_pin(text: str) -> bool:
    """Say whether a text may be a PIN: 4 to 12 digits or letters."""
    return _PIN.fullmatch(text) is not None


def fold_pin(text: str) -> str:
    """Return a PIN without what typing varies in."""
    return "".join(text.split()).upper()


def check_entries(entries: Sequence[RosterEntry]) -> None:
    """
    Check a class list.

    Raises:
        InvalidError: It names every problem, by the entry's place.
    """
    if problems := tuple(_problems(entries)):
        raise InvalidError(problems)


def _problems(entries: Sequence[RosterEntry]) -> Iterator[Problem]:
    if len(entries) > MAX_ROSTER:
        yield Problem("entries", "too_many")
        return
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        path = f"entries[{index}]"
        yield from text_problems(entry.number, f"{path}.student_number", MAX_STUDENT_NUMBER)
        yield from name_problems(entry.name, f"{path}.student_name", MAX_NAME)
        if len(entry.class_name) > MAX_CLASS_NAME:
            yield Problem(f"{path}.class_name", "too_long")
        yield from allowance_problems(entry.allowance, path)
        if (number := fold_number(entry.number)) in seen:
            yield Problem(f"{path}.student_number", "duplicate_number")
        seen.add(number)
