"""Files written by somebody who means harm: nothing is fetched, opened or run, and none takes long.

A real server listens where their pictures point to, and a real picture lies where their paths lead.
"""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Final

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from chalicelib.domain.errors import InvalidError
from chalicelib.domain.questions import texts_of
from chalicelib.importing.drafts import MAX_IMPORTED, Imported
from chalicelib.importing.formats import MAX_BYTES, read_questions
from tests.fakes.pictures import png
from tests.unit.importing.word_files import WORD, WordFile

SECRET: Final = png(7, 5, 1)
IMDS: Final = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
PROCESSOR_S: Final = 15.0
"""Of a file of four megabytes; what grows with its square takes minutes."""


class Trap(HTTPServer):
    """Counts who comes."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Trap

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(SECRET)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def trap() -> Iterator[Trap]:
    with Trap() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def sources(trap: Trap, folder: Path) -> list[str]:
    (folder / "secret.png").write_bytes(SECRET)
    place = folder / "secret.png"
    climbing = "../" * 20
    return [
        *(f"{trap.address}/a.png", f"{trap.address.removeprefix('http:')}/b.png", IMDS),
        *(place.as_uri(), f"file://localhost{place}", str(place), f"{climbing}{place}"),
        *(f"@@PLUGINFILE@@/{climbing}{place}", f"@@PLUGINFILE@@{place}", f"..%2f..%2f{place}"),
        *("gopher://127.0.0.1:11211/_stats", "ftp://127.0.0.1/a.png", f"\\\\127.0.0.1\\{place}"),
        *(f"data:text/html,{place}", "javascript:alert(1)", "jar:file:///a!/b", "\x01http://a/b"),
    ]


def escape(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\x01", "")
    )


def moodle(pictures: list[str]) -> bytes:
    shown = escape("".join(f'<img src="{escape(one)}">' for one in pictures))
    named = "".join(f'<file name="{escape(one)}" encoding="base64"/>' for one in pictures)
    return (
        '<quiz xmlns:xi="http://www.w3.org/2001/XInclude"><question type="shortanswer">'
        f'<questiontext format="html"><text>Hỏi {shown}</text>{named}</questiontext>'
        f'<answer fraction="100"><text>a</text></answer><xi:include href="{escape(pictures[0])}"/>'
        "</question></quiz>"
    ).encode()


def qti(pictures: list[str]) -> bytes:
    shown = "".join(f'<p><img src="{escape(one)}"/></p>' for one in pictures)
    item = (
        '<assessmentItem identifier="a" xmlns:xi="http://www.w3.org/2001/XInclude">'
        '<responseDeclaration identifier="R" baseType="string"><correctResponse><value>a</value>'
        f"</correctResponse></responseDeclaration><itemBody>{shown}<p>Hỏi</p>"
        f'<xi:include href="{escape(pictures[0])}" parse="text"/>'
        '<p><textEntryInteraction responseIdentifier="R"/></p></itemBody></assessmentItem>'
    )
    manifest = "".join(f'<resource href="{escape(one)}"/>' for one in pictures)
    return archive({"imsmanifest.xml": f"<manifest>{manifest}</manifest>", "deep/item.xml": item})


def gift(pictures: list[str]) -> bytes:
    shown = "".join(f'<img src="{one}">' for one in pictures)
    for sign in "~=#{}:":
        shown = shown.replace(sign, f"\\{sign}")
    return f"[html]Hỏi {shown} {{=a}}\n".encode()


def word(pictures: list[str]) -> bytes:
    file = WordFile()
    paragraph = file.write("Câu 1. Hỏi")
    for one in pictures:
        if "\x01" in one:
            continue
        name = file.document.part.relate_to(one, RELATIONSHIP_TYPE.IMAGE, is_external=True)
        for attribute in ("embed", "link"):
            paragraph._p.append(parse_xml(_drawing(attribute, name)))  # noqa: SLF001 - no call for it
    file.write("A. a")
    file.write("B. b")
    return file.data()


def _drawing(attribute: str, name: str) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<w:r xmlns:w="{WORD}" xmlns:r="{office}"><w:drawing><a:blip '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:{attribute}="{name}"/>'
        "</w:drawing></w:r>"
    )


def archive(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("file_format", "write"), [("moodle", moodle), ("qti", qti), ("gift", gift), ("docx", word)]
)
def test_no_picture_is_fetched_from_elsewhere(
    file_format: str, write: object, trap: Trap, tmp_path: Path
) -> None:
    assert callable(write)
    imported: Imported = read_questions(file_format, write(sources(trap, tmp_path)))
    [question] = imported.questions
    assert "Hỏi" in question.text
    assert imported.pictures == ()
    assert not any("(picture:" in text for text in texts_of(question))
    assert trap.asked == []


@pytest.mark.parametrize(
    "name",
    ["../../../tmp/a.png", "/etc/passwd", "C:\\a.png", "..\\a.png", "a\n.png", "\u202egnp.a"],
)
def test_a_members_name_is_a_name_within_the_file_alone(name: str, tmp_path: Path) -> None:
    item = '<assessmentItem identifier="a"><itemBody><p>Hỏi</p></itemBody></assessmentItem>'
    before = sorted(tmp_path.rglob("*"))
    read_questions("qti", archive({name: SECRET, "item.xml": item, f"{name}.xml": item}))
    assert sorted(tmp_path.rglob("*")) == before


def repeated(piece: str, around: str = "{}") -> bytes:
    room = MAX_BYTES - len(around.encode()) - 2
    return around.format(piece * (room // len(piece.encode()))).encode()


HTML: Final = (
    '<quiz><question type="shortanswer"><questiontext format="html"><text><![CDATA[{}'
    "]]></text></questiontext></question></quiz>"
)
ITEM: Final = '<assessmentItem identifier="a"><itemBody>{}</itemBody></assessmentItem>'
SLOW: Final = [
    *(
        ("moodle", repeated(piece, HTML))
        for piece in ("<a x=", "<!--", "<a", "<p>", "&#", "<b><i>")
    ),
    ("moodle", repeated('<img src="data:image/png;base64,AAAA">', HTML)),
    ("moodle", repeated("<question/>\n", "<quiz>{}</quiz>")),
    ("qti", ITEM.format("<p>" * 100_000 + "</p>" * 100_000).encode()),
    ("gift", repeated("\\a", "::{}")),
    ("gift", repeated("=a#b ", "a {{{}}}")),
    ("gift", repeated("a {=a}\n\n")),
    ("text", repeated("".join(f"{chr(letter)}. a " for letter in range(65, 5_000)), "Câu 1. a {}")),
    ("text", repeated(" ", "Câu 1. a\nA. b{}x\nB. c\nĐáp án: A")),
    ("text", repeated("Câu 1. a\nA. b\n")),
    ("aiken", repeated("a\nA. b\n")),
]


@pytest.mark.parametrize(("file_format", "data"), SLOW, ids=lambda value: str(value)[:40])
def test_no_file_keeps_its_reader_busy(file_format: str, data: bytes) -> None:
    began = time.process_time()
    try:
        imported = read_questions(file_format, data)
        assert max(len(imported.questions), len(imported.unread)) <= 2 * MAX_IMPORTED
    except InvalidError:
        pass
    assert time.process_time() - began < PROCESSOR_S
