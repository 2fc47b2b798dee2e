"""Class lists: who may enter an exam."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalicelib.api import roster_schemas as schemas
from chalicelib.api.attempt_mapping import show_waiver
from chalicelib.api.endpoints import Access, Call, Reply, Resource
from chalicelib.api.exam_replies import IF_MATCH, read_version
from chalicelib.api.import_schemas import ImportProblem
from chalicelib.api.messages import language_of, message_for
from chalicelib.api.schemas import ExportedFile
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.door import RefusedEntries
from chalicelib.domain.kinds import Kind
from chalicelib.domain.names import clean_line
from chalicelib.domain.rosters import Roster, RosterEntry
from chalicelib.importing.formats import WORKBOOK_TYPE
from chalicelib.services import rosters

resource = Resource()


@resource.endpoint(
    "GET", "/exams/{exam_id}/roster", access=Access.LECTURER, response=schemas.Roster
)
def read_roster(call: Call[None]) -> Reply:
    """Return the class list; PINs cannot be shown again."""
    roster = rosters.read_roster(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        admissions=call.world.admissions,
    )
    return _with_version(roster)


@resource.endpoint(
    "PUT",
    "/exams/{exam_id}/roster",
    access=Access.LECTURER,
    request=schemas.RosterContent,
    response=schemas.Roster,
    parameters=(IF_MATCH,),
)
def write_roster(call: Call[schemas.RosterContent]) -> Reply:
    """Write the whole class list anew; ``If-Match`` names the version that was edited."""
    roster = rosters.write_roster(
        call.path["exam_id"],
        [_read_line(line) for line in call.body.entries],
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        admissions=call.world.admissions,
        acts=call.world.acts,
        news=call.world.news,
        tokens=call.world.tokens,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return _with_version(roster)


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/roster/pins",
    access=Access.LECTURER,
    request=schemas.PinRequest,
    response=schemas.DrawnPins,
    parameters=(IF_MATCH,),
)
def draw_pins(call: Call[schemas.PinRequest]) -> Reply:
    """Draw PINs and show them, this once; ``If-Match`` names the version that was seen."""
    roster, pins = rosters.draw_pins(
        call.path["exam_id"],
        call.body.student_numbers,
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
        admissions=call.world.admissions,
        identifiers=call.world.identifiers,
        tokens=call.world.tokens,
    )
    drawn = schemas.DrawnPins(_show_pins(pins), _show_roster(roster))
    return Reply(drawn, headers=_etag(roster))


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/refused-entries",
    access=Access.LECTURER,
    response=schemas.RefusedEntryList,
)
def list_refused_entries(call: Call[None]) -> schemas.RefusedEntryList:
    """List under which student numbers entering was refused during the last day."""
    found = rosters.list_refused(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        admissions=call.world.admissions,
    )
    return schemas.RefusedEntryList(list(_show_refused(found)), sum(one.count for one in found))


@resource.endpoint(
    "POST",
    "/roster-imports",
    access=Access.LECTURER,
    request=schemas.RosterImport,
    response=schemas.RosterPreview,
)
def preview_roster(call: Call[schemas.RosterImport]) -> schemas.RosterPreview:
    """Read a class list from a file and show what it holds; nothing is saved."""
    from chalicelib.importing.roster_files import read_rows  # noqa: PLC0415 - for files alone
    from chalicelib.importing.rosters import read_roster as read  # noqa: PLC0415 - likewise

    found = read(read_rows(call.body.content_base64))
    language = language_of(call.headers.get("accept-language"))
    return schemas.RosterPreview(
        entries=[_show_content(one.entry, one.pin) for one in found.entries],
        problems=[
            ImportProblem(
                unread.line,
                unread.text,
                unread.code,
                message_for(f"import.{unread.code}", language),
            )
            for unread in found.unread
        ],
    )


@resource.endpoint("GET", "/roster-template", access=Access.LECTURER, response=ExportedFile)
def download_roster_template(_: Call[None]) -> ExportedFile:
    """Return an empty class list to fill in."""
    from chalicelib.importing.roster_template import write_template  # noqa: PLC0415 - for it alone

    return ExportedFile("danh-sach-lop.xlsx", WORKBOOK_TYPE, write_template())


def _with_version(roster: Roster) -> Reply:
    return Reply(_show_roster(roster), headers=_etag(roster))


def _etag(roster: Roster) -> dict[str, str]:
    return {"ETag": f'"{roster.version}"'}


def _read_line(line: schemas.RosterLineContent) -> rosters.WrittenEntry:
    exempt = frozenset(Kind(kind) for kind in line.exempt)
    entry = RosterEntry(
        number=clean_line(line.student_number),
        name=clean_line(line.student_name),
        class_name=clean_line(line.class_name),
        allowance=Allowance(line.extra_minutes, line.extra_percent, exempt),
    )
    pin = line.pin if line.pin is None else "".join(line.pin.split())
    return rosters.WrittenEntry(entry, pin, line.without_camera.strip())


def _show_roster(roster: Roster) -> schemas.Roster:
    return schemas.Roster([_show_line(entry) for entry in roster.entries], roster.version)


def _show_line(entry: RosterEntry) -> schemas.RosterLine:
    return schemas.RosterLine(
        student_number=entry.number,
        student_name=entry.name,
        class_name=entry.class_name,
        extra_minutes=entry.allowance.extra_minutes,
        extra_percent=entry.allowance.extra_percent,
        exempt=sorted(kind.value for kind in entry.allowance.exempt),
        waiver=show_waiver(entry.allowance.waiver) if entry.allowance.waiver else None,
        has_pin=entry.pin_seal is not None,
    )


def _show_content(entry: RosterEntry, pin: str) -> schemas.RosterLineContent:
    line = _show_line(entry)
    return schemas.RosterLineContent(
        student_number=line.student_number,
        student_name=line.student_name,
        class_name=line.class_name,
        extra_minutes=line.extra_minutes,
        extra_percent=line.extra_percent,
        exempt=line.exempt,
        pin=pin or None,
    )


def _show_pins(pins: Mapping[str, str]) -> list[schemas.Pin]:
    return [schemas.Pin(number, pin) for number, pin in pins.items()]


def _show_refused(found: Iterable[RefusedEntries]) -> Iterable[schemas.RefusedEntry]:
    for one in found:
        yield schemas.RefusedEntry(one.number, one.count, one.reason.value, one.last_at)
