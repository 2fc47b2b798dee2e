"""What a digest looks like, as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chalicelib.domain.time_zones import named_zone
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Digest, DigestSection
from chalicelib.services.ports import Email
from functions.send_alerts.words import WORDS, Words

TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Line:
    """One violation as it reads."""

    what: str
    at: str
    length: str
    link: str
    picture: str | None
    """What the HTML calls its picture."""


@dataclass(frozen=True, slots=True)
class Section:
    """One student's lines."""

    student: str
    lines: tuple[Line, ...]


def compose_digest(digest: Digest, *, site_url: str) -> Email:
    """
    Write a mail.

    Args:
        digest: What to tell.
        site_url: Begins every link.
    """
    words = WORDS[digest.language]
    content = digest.exam.content
    room = f"{site_url}/lecturer/exams/{digest.exam.exam_id}"
    pictures: dict[str, bytes] = {}
    zone = ZoneInfo(content.time_zone)
    sections = [_section(s, room, words, zone, pictures) for s in digest.sections]
    count = sum(len(section.lines) for section in sections)
    values: Mapping[str, object] = {
        # A title with a line break would be a second header.
        "subject": " ".join(words.subject.format(title=content.title, count=count).split()),
        "title": content.title,
        "room": f"{content.room_name} · {content.room_code}",
        "zone": words.times.format(zone=named) if (named := _named_zone(digest)) else None,
        "sections": sections,
        "words": words,
        "room_link": f"{room}/room",
        "choose_link": f"{site_url}/lecturer/alerts",
    }
    return Email(
        to=digest.to,
        copies_to=digest.copies_to,
        subject=str(values["subject"]),
        text=_templates().get_template("digest.txt").render(values),
        html=_templates().get_template("digest.html").render(values),
        pictures=pictures,
    )


@cache
def _templates() -> Environment:
    """Return the templates; only the HTML is escaped, since plain text shows what it says."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _named_zone(digest: Digest) -> str | None:
    first_ms = min(item.violation.started_ms for s in digest.sections for item in s.items)
    return named_zone(digest.exam.content.time_zone, datetime.fromtimestamp(first_ms / 1000, UTC))


def _section(
    section: DigestSection, room: str, words: Words, zone: ZoneInfo, pictures: dict[str, bytes]
) -> Section:
    """Word one student's lines, and put their pictures with the others."""
    link = f"{room}/attempts/{section.attempt_id}?violation="

    def lines() -> Iterator[Line]:
        for item in section.items:
            name = None
            if item.picture is not None:
                name = f"picture{len(pictures) + 1}@giam-thi"
                pictures[name] = item.picture
            yield _line(item.violation, link, words, zone, name)

    # A room camera has a name only.
    who = section.student
    return Section(f"{who.name} ({who.number})" if who.number else who.name, tuple(lines()))


def _line(
    violation: Violation, link: str, words: Words, zone: ZoneInfo, picture: str | None
) -> Line:
    start = datetime.fromtimestamp(violation.started_ms / 1000, UTC).astimezone(zone)
    seconds = round((violation.ended_ms - violation.started_ms) / 1000)
    return Line(
        what=words.kinds[violation.kind],
        at=f"{start:%H:%M:%S}",
        length=words.at_least.format(seconds=seconds),
        link=link + quote(violation.violation_id, safe=""),
        picture=picture,
    )
