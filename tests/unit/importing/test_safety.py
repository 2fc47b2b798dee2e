"""Files that would do harm are refused, and libraries load only when a file asks for them."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import InvalidError
from chalicelib.importing.archives import MAX_MEMBERS, MAX_UNPACKED
from chalicelib.importing.formats import MAX_BYTES, READERS, read_questions, write_questions

BOMB = b'<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'
OFFICE = ("docx", "xlsx", "qti")


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return stream.getvalue()


def refusal(file_format: str, data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        read_questions(file_format, data)
    [problem] = caught.value.problems
    return problem.code


@pytest.mark.parametrize("file_format", OFFICE)
def test_an_archive_that_unpacks_to_too_much_is_refused(file_format: str) -> None:
    bomb = archive({"word/document.xml": b" " * (MAX_UNPACKED + 1)})
    assert len(bomb) < MAX_BYTES
    assert refusal(file_format, bomb) == "unpacks_too_large"


@pytest.mark.parametrize("file_format", OFFICE)
def test_an_archive_of_too_many_members_is_refused(file_format: str) -> None:
    many = archive({f"{number}": b"" for number in range(MAX_MEMBERS + 1)})
    assert refusal(file_format, many) == "unpacks_too_large"


@pytest.mark.parametrize("file_format", OFFICE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_office_file_with_a_document_type_is_refused(file_format: str, encoding: str) -> None:
    hidden = archive({"word/document.xml": BOMB.decode().encode(encoding)})
    assert refusal(file_format, hidden) == "unreadable_file"


def test_a_moodle_file_with_a_document_type_is_refused() -> None:
    assert refusal("moodle", BOMB) == "unreadable_file"


@pytest.mark.parametrize("file_format", ["docx", "xlsx", "moodle", "qti"])
@pytest.mark.parametrize("data", [b"", b"no such file", archive({"a.xml": b"<a/>"})])
def test_a_file_of_another_kind_is_refused(file_format: str, data: bytes) -> None:
    assert refusal(file_format, data) == "unreadable_file"


@pytest.mark.parametrize("file_format", ["text", "aiken", "gift"])
def test_bytes_that_are_no_text_are_refused(file_format: str) -> None:
    assert refusal(file_format, b"\x80\x81") == "unreadable_file"


@pytest.mark.parametrize("file_format", READERS)
def test_a_file_above_four_megabytes_is_refused(file_format: str) -> None:
    assert refusal(file_format, b" " * (MAX_BYTES + 1)) == "file_too_large"


def test_an_unknown_format_is_refused() -> None:
    assert refusal("pdf", b"") == "unknown"
    with pytest.raises(InvalidError):
        write_questions("pdf", (), stem="de", pictures={})


@given(
    st.sampled_from(sorted(READERS)), st.one_of(st.binary(max_size=200), st.text().map(str.encode))
)
def test_no_bytes_break_a_reader(file_format: str, data: bytes) -> None:
    try:
        read_questions(file_format, data)
    except InvalidError:
        return


def test_the_application_starts_without_the_libraries_of_files() -> None:
    asked = "import app, sys; print(*{'docx', 'openpyxl', 'lxml', 'defusedxml'} & set(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert not loaded.stdout.strip()
