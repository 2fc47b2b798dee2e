"""A class list from a file: columns by their headings, every line accounted for."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from chalicelib.domain.allowances import Allowance
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.kinds import Kind
from chalicelib.domain.rosters import MAX_ROSTER
from chalicelib.importing.roster_files import read_rows
from chalicelib.importing.roster_template import SAMPLES, write_template
from chalicelib.importing.rosters import ImportedRoster, read_roster

HEADINGS = "Số báo danh,Họ và tên,Lớp,Thêm giờ,Tắt nhận diện,Mã PIN"


def read(text: str, encoding: str = "utf-8") -> ImportedRoster:
    return read_roster(read_rows(text.encode(encoding)))


def faults(found: ImportedRoster) -> list[tuple[int, str]]:
    return [(unread.line, unread.code) for unread in found.unread]


def names(found: ImportedRoster) -> list[tuple[str, str]]:
    return [(one.entry.number, one.entry.name) for one in found.entries]


def workbook(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_are_read_in_every_encoding_that_a_spreadsheet_writes(encoding: str) -> None:
    found = read(f"{HEADINGS}\nSBD001,Nguyễn Thị Ánh Nguyệt,12A1", encoding)
    assert names(found) == [("SBD001", "Nguyễn Thị Ánh Nguyệt")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_parted_by_what_parts_them(separator: str) -> None:
    text = f"{HEADINGS}\nSBD001,Nguyễn Văn An,12A1,10".replace(",", separator)
    [one] = read(text).entries
    assert (one.entry.class_name, one.entry.allowance.extra_minutes) == ("12A1", 10)


def test_a_quoted_name_may_hold_the_separator() -> None:
    assert names(read(f'{HEADINGS}\nS1,"An, Nguyễn Văn",12A1')) == [("S1", "An, Nguyễn Văn")]


def test_columns_are_found_by_their_headings_in_any_order_and_either_language() -> None:
    vietnamese = read("STT\tHỌ TÊN\tSBD\n1\tLê Hoàng\tS7")
    english = read("Class,Student name,Student number\n12A1,Lê Hoàng,S7")
    assert names(vietnamese) == names(english) == [("S7", "Lê Hoàng")]


def test_a_name_in_two_columns_is_put_together() -> None:
    assert names(read("Mã HS,Họ đệm,Tên\nS1,Nguyễn Văn,An")) == [("S1", "Nguyễn Văn An")]


def test_what_stands_above_the_headings_is_shown_as_not_understood() -> None:
    found = read(f"TRƯỜNG THPT MẪU\n\nLớp 12A1\n{HEADINGS}\nS1,An,12A1")
    assert faults(found) == [(1, "not_understood"), (3, "not_understood")]
    assert names(found) == [("S1", "An")]


def test_a_paste_without_headings_begins_with_number_and_name() -> None:
    assert names(read("S1\tNguyễn Văn An\nS2\tTrần Thị Bình")) == [
        ("S1", "Nguyễn Văn An"),
        ("S2", "Trần Thị Bình"),
    ]


def test_every_line_that_is_no_student_is_named_with_its_number() -> None:
    found = read(f"{HEADINGS}\nS1,An\n,Bình\nS3,\ns1,Cường\n,,12A1\nS6,Dung")
    assert names(found) == [("S1", "An"), ("S6", "Dung")]
    assert faults(found) == [
        (3, "no_student_number"),
        (4, "no_student_name"),
        (5, "duplicate_number"),
        (6, "not_understood"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 0)),
        ("10", (10, 0)),
        ("10 phút", (10, 0)),
        ("15p", (15, 0)),
        ("15'", (15, 0)),
        ("20 min", (20, 0)),
        ("25%", (0, 25)),
        ("25 %", (0, 25)),
        ("33,3%", (0, 33)),
    ],
)
def test_extra_time_is_minutes_or_percent(text: str, expected: tuple[int, int]) -> None:
    [one] = read(f'{HEADINGS}\nS1,An,12A1,"{text}"').entries
    allowance = one.entry.allowance
    assert (allowance.extra_minutes, allowance.extra_percent) == expected


@pytest.mark.parametrize("text", ["nhiều", "-5", "9999%", "1 giờ 5", "=1+1"])
def test_extra_time_that_is_not_understood_leaves_the_student_and_is_named(text: str) -> None:
    found = read(f"{HEADINGS}\nS1,An,12A1,{text}")
    assert [one.entry.allowance for one in found.entries] == [Allowance()]
    assert faults(found) == [(2, "extra_time_left_out")]


def test_kinds_are_read_by_their_words_and_the_others_are_named() -> None:
    found = read(f'{HEADINGS}\nS1,An,12A1,,"Nhìn ra ngoài; talking, ngồi yên"')
    [one] = found.entries
    assert one.entry.allowance.exempt == {Kind.LOOKING_AWAY, Kind.TALKING}
    assert faults(found) == [(2, "kind_left_out")]


def test_a_pin_is_taken_and_a_malformed_one_is_named() -> None:
    found = read(f"{HEADINGS}\nS1,An,,,,48 26\nS2,Bình,,,,12\nS3,Cường,,,,!!!!")
    assert [one.pin for one in found.entries] == ["4826", "", ""]
    assert faults(found) == [(3, "pin_left_out"), (4, "pin_left_out")]


def test_what_a_workbook_shows_is_what_is_read() -> None:
    book = workbook(("SBD", "Họ tên", "Thêm giờ"), (7, "An", 0.25), (12.0, "Bình", 10))
    sheet = book.worksheets[0]
    sheet["A2"].number_format = "000"
    sheet["C2"].number_format = "0%"
    found = read_roster(read_rows(saved(book)))
    assert names(found) == [("007", "An"), ("12", "Bình")]
    assert [one.entry.allowance.extra_percent for one in found.entries] == [25, 0]


def test_the_template_reads_back_as_it_stands() -> None:
    found = read_roster(read_rows(write_template()))
    assert names(found) == [sample[:2] for sample in SAMPLES]
    assert found.unread == ()
    assert found.entries[1].entry.allowance == Allowance(
        extra_percent=25, exempt=frozenset({Kind.LOOKING_AWAY, Kind.TALKING})
    )


def test_more_students_than_a_list_holds_are_named() -> None:
    lines = "\n".join(f"S{number},An" for number in range(MAX_ROSTER + 2))
    found = read(f"{HEADINGS}\n{lines}")
    assert len(found.entries) == MAX_ROSTER
    assert [code for _, code in faults(found)] == ["too_many_students"] * 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Số báo danh,Họ tên\nS1,Ánh".encode("cp1258", "replace"), "not_utf8"),
        (b"\x00\x00\x00", "unreadable_file"),
        (b"PK\x03\x04 no archive", "unreadable_file"),
        (b"a" * (4 * 1024 * 1024 + 1), "file_too_large"),
    ],
)
def test_a_file_that_is_no_list_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_rows(data)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_workbook_that_declares_document_types_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(InvalidError):
        read_rows(data.getvalue())
