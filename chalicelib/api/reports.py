"""Reports for lecturers' files."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from chalicelib.api import review_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.messages import language_of
from chalicelib.api.schemas import ExportedFile
from chalicelib.domain.accesses import AccessKind
from chalicelib.domain.names import clean_line
from chalicelib.services import accessing, reporting
from chalicelib.spreadsheets import XLSX

resource = Resource()

_UNFIT_FOR_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/attempts/{attempt_id}/report",
    access=Access.LECTURER,
    response=schemas.OfferedFile,
    status=HTTPStatus.CREATED,
)
def report_attempt(call: Call[None]) -> schemas.OfferedFile:
    """Write an attempt's report as PDF; the address works for a quarter of an hour."""
    from chalicelib.reporting.pdf import write_attempt  # noqa: PLC0415 - loads when asked for
    from chalicelib.reporting.words import WORDS  # noqa: PLC0415 - likewise

    report = reporting.gather_attempt(
        call.path["exam_id"],
        call.path["attempt_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
        frames=call.world.frames,
        observations=call.world.observations,
        events=call.world.events,
        clock=call.world.clock,
    )
    accessing.note_access(
        report.attempt.attempt_id,
        AccessKind.REPORT,
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
    language = language_of(call.headers.get("accept-language"))
    name = _file_name(WORDS[language]["file"], report.attempt.student.number, "pdf")
    # Always by way of the store: with its pictures it may be larger than an answer's 6 MB.
    url = call.world.reports.offer(
        report.attempt.attempt_id,
        call.world.identifiers.new_id(),
        name,
        write_attempt(report, language),
        "application/pdf",
    )
    return schemas.OfferedFile(url, name)


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/violations/export",
    access=Access.LECTURER,
    response=ExportedFile,
)
def export_violations(call: Call[None]) -> ExportedFile:
    """Write an exam's violations and decisions as a workbook."""
    from chalicelib.reporting.words import WORDS  # noqa: PLC0415 - loads when asked for
    from chalicelib.reporting.workbook import write_exam  # noqa: PLC0415 - likewise

    report = reporting.gather_exam(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
    )
    language = language_of(call.headers.get("accept-language"))
    return ExportedFile(
        _file_name(WORDS[language]["workbook"], report.exam.content.title, "xlsx"),
        XLSX,
        write_exam(report, language),
    )


def _file_name(kind: str, about: str, ending: str) -> str:
    return f"{kind} {_UNFIT_FOR_A_NAME.sub(' ', clean_line(about)).strip()}.{ending}"
