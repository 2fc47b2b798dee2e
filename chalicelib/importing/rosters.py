"""A class list from a table: columns found by their headings, in Vietnamese or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.allowances import MAX_EXTRA_MINUTES, MAX_EXTRA_PERCENT, Allowance
from chalicelib.domain.kinds import Kind
from chalicelib.domain.names import clean_line, fold_number
from chalicelib.domain.rosters import (
    MAX_CLASS_NAME,
    MAX_NAME,
    MAX_ROSTER,
    MAX_STUDENT_NUMBER,
    RosterEntry,
    is_pin,
)
from chalicelib.importing.drafts import MAX_SHOWN, Unread
from chalicelib.importing.roster_files import Row

LINES_BEFORE_HEADINGS: Final = 20
"""Lists begin with the school's name, the class, the year."""
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": (
        "so bao danh", "sbd", "ma hoc sinh", "ma hs", "ma sinh vien", "mssv", "msv", "ma so",
        "student number", "student id", "number", "id",
    ),
    "name": (
        "ho ten", "ho va ten", "ho ten hoc sinh", "ho va ten hoc sinh", "hoc sinh", "thi sinh",
        "ho ten thi sinh", "ho va ten thi sinh", "name", "full name", "student name", "student",
    ),
    "family_name": ("ho", "ho dem", "ho va dem", "ho va ten dem", "ho lot", "last name", "surname"),
    "given_name": ("ten", "first name", "given name"),
    "class_name": ("lop", "ten lop", "class"),
    "extra": ("them gio", "gio them", "thoi gian them", "extra time", "extra"),
    "exempt": ("tat nhan dien", "khong nhan dien", "switched off", "exempt", "not looked for"),
    "pin": ("ma pin", "pin", "pin code"),
}  # fmt: skip
_OF_PEOPLE: Final = frozenset({"number", "name", "family_name", "given_name", "class_name"})
WITHOUT_HEADINGS: Final = ("number", "name", "class_name", "extra", "exempt", "pin")
"""The order of the columns of a paste that names none."""
KINDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NO_FACE: ("khong thay mat", "vang mat", "no face"),
    Kind.SEVERAL_PEOPLE: ("nhieu nguoi", "several people"),
    Kind.LOOKING_AWAY: ("nhin ra ngoai", "nhin di cho khac", "looking away"),
    Kind.PHONE: ("dien thoai", "phone"),
    Kind.BOOK: ("sach", "tai lieu", "book"),
    Kind.OTHER_SCREEN: ("man hinh khac", "other screen"),
    Kind.CAMERA_BLOCKED: ("camera bi che", "camera blocked"),
    Kind.CAMERA_CHANGED: ("doi khung canh", "camera changed"),
    Kind.FROZEN_FEED: ("hinh dung yen", "frozen feed"),
    Kind.DIFFERENT_PERSON: ("nguoi khac", "different person"),
    Kind.TALKING: ("noi chuyen", "talking"),
    Kind.UNMONITORED: ("mat hinh", "khong co camera", "unmonitored"),
    Kind.UNCERTAIN: ("khong ro", "uncertain"),
    Kind.LEFT_PAGE: ("roi trang", "left page"),
    Kind.LEFT_FULLSCREEN: ("thoat toan man hinh", "left fullscreen"),
    Kind.COPY_PASTE: ("sao chep", "copy paste"),
    Kind.SECOND_DISPLAY: ("man hinh thu hai", "second display"),
    Kind.VIRTUAL_CAMERA: ("camera ao", "camera phan mem", "virtual camera"),
    Kind.AUTOMATION: ("trinh duyet tu dong", "automation"),
    Kind.HASTY_ANSWERS: ("tra loi nhanh", "hasty answers"),
    Kind.SEVERAL_SIGNS: ("nhieu dau hieu", "several signs"),
    Kind.EVIDENCE_TAMPERED: ("anh bi sua", "evidence tampered"),
}
_KIND_BY_WORD: Final = {word: kind for kind, words in KINDS.items() for word in words} | {
    kind.value.replace("_", " "): kind for kind in Kind
}
_EXTRA: Final = re.compile(r"(?P<amount>\d{1,4}(?:[.,]\d+)?)(?P<unit>%|phut|p|'|min|minutes)?")


class Fault(StrEnum):
    """What is the matter with a line; the last three leave the student in."""

    NOT_UNDERSTOOD = "not_understood"
    NO_NUMBER = "no_student_number"
    NO_NAME = "no_student_name"
    DUPLICATE = "duplicate_number"
    TOO_MANY = "too_many_students"
    EXTRA_TIME = "extra_time_left_out"
    KIND = "kind_left_out"
    PIN = "pin_left_out"


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """One student of a file, with the PIN that the file gives them."""

    entry: RosterEntry
    pin: str = ""


@dataclass(frozen=True, slots=True)
class ImportedRoster:
    """What a file holds, and every line that was not understood, or not wholly."""

    entries: tuple[ImportedEntry, ...]
    unread: tuple[Unread, ...]


def read_roster(rows: Sequence[Row]) -> ImportedRoster:
    """Read a class list from the lines of a file."""
    columns, above, students = _find_columns(rows)
    unread = [_unread(row, Fault.NOT_UNDERSTOOD) for row in above]
    entries: dict[str, ImportedEntry] = {}
    for row in students:
        cells = {
            name: clean_line(row[1][at]) if name in _OF_PEOPLE else row[1][at]
            for name, at in columns.items()
            if at < len(row[1])
        }
        fault = _fault(cells, entries)
        if fault is None and len(entries) >= MAX_ROSTER:
            fault = Fault.TOO_MANY
        if fault is not None:
            unread.append(_unread(row, fault))
            continue
        entry, left_out = _read_entry(cells)
        entries[fold_number(entry.entry.number)] = entry
        unread += [_unread(row, one) for one in left_out]
    return ImportedRoster(tuple(entries.values()), tuple(unread))


def _find_columns(rows: Sequence[Row]) -> tuple[dict[str, int], Sequence[Row], Sequence[Row]]:
    """Return where each column stands, what is above the headings, and what is below."""
    for index, (_, cells) in enumerate(rows[:LINES_BEFORE_HEADINGS]):
        columns = _columns_of(cells)
        if "number" in columns and ("name" in columns or "given_name" in columns):
            return columns, rows[:index], rows[index + 1 :]
    return {name: at for at, name in enumerate(WITHOUT_HEADINGS)}, (), rows


def _columns_of(headings: Sequence[str]) -> dict[str, int]:
    known = {word: name for name, words in HEADINGS.items() for word in words}
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = known.get(_plain(heading))
        if name is not None:
            columns.setdefault(name, at)
    return columns


def _fault(cells: Mapping[str, str], entries: Mapping[str, ImportedEntry]) -> Fault | None:
    """Say why a line is no student."""
    number, name = cells.get("number", ""), _name_of(cells)
    if not number and not name:
        return Fault.NOT_UNDERSTOOD
    if not number:
        return Fault.NO_NUMBER
    if not name:
        return Fault.NO_NAME
    if len(number) > MAX_STUDENT_NUMBER or len(name) > MAX_NAME:
        return Fault.NOT_UNDERSTOOD
    return Fault.DUPLICATE if fold_number(number) in entries else None


def _read_entry(cells: Mapping[str, str]) -> tuple[ImportedEntry, list[Fault]]:
    """Read a student, and what of their line had to be left out."""
    left_out: list[Fault] = []
    extra = _read_extra(cells.get("extra", ""))
    if extra is None:
        left_out.append(Fault.EXTRA_TIME)
    words = [word for word in re.split(r"[,;/\n]", cells.get("exempt", "")) if word.strip()]
    kinds = {_KIND_BY_WORD.get(_plain(word)) for word in words}
    if None in kinds:
        left_out.append(Fault.KIND)
    pin = "".join(cells.get("pin", "").split())
    if pin and not is_pin(pin):
        left_out.append(Fault.PIN)
        pin = ""
    minutes, percent = extra or (0, 0)
    entry = RosterEntry(
        number=cells["number"],
        name=_name_of(cells),
        class_name=cells.get("class_name", "")[:MAX_CLASS_NAME],
        allowance=Allowance(minutes, percent, frozenset(kind for kind in kinds if kind)),
    )
    return ImportedEntry(entry, pin), left_out


def _read_extra(text: str) -> tuple[int, int] | None:
    """Read extra time as minutes and percent; None when it is neither."""
    plain = "".join(_without_accents(text).split())
    if not plain:
        return 0, 0
    found = _EXTRA.fullmatch(plain)
    if found is None:
        return None
    amount = round(float(found["amount"].replace(",", ".")))
    if found["unit"] == "%":
        return (0, amount) if amount <= MAX_EXTRA_PERCENT else None
    return (amount, 0) if amount <= MAX_EXTRA_MINUTES else None


def _name_of(cells: Mapping[str, str]) -> str:
    whole, family, given = (cells.get(part, "") for part in ("name", "family_name", "given_name"))
    return whole or f"{family} {given}".strip()


def _plain(text: str) -> str:
    """Return a text in small letters without accents and signs: headings vary in all of them."""
    letters = (letter if letter.isalnum() else " " for letter in _without_accents(text))
    return " ".join("".join(letters).split())


def _without_accents(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _unread(row: Row, fault: Fault) -> Unread:
    number, cells = row
    return Unread(number, " | ".join(filter(None, cells))[:MAX_SHOWN], fault.value)
