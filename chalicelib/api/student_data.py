"""What is kept of a student: handed over, and who looked at it."""

from __future__ import annotations

from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Final

from chalicelib.api import student_data_schemas as schemas
from chalicelib.api.attempt_mapping import show_guardian
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.review_schemas import OfferedFile
from chalicelib.api.sign_in_mapping import show_lecturer
from chalicelib.domain.accesses import AccessKind
from chalicelib.domain.student_data import StudentFiles
from chalicelib.services import accessing, handing_over, storing

resource = Resource()

IN_MEMORY: Final = 16 * 1024 * 1024
"""A larger zip is written to the disk."""


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/attempts/{attempt_id}/data",
    access=Access.LECTURER,
    response=OfferedFile,
    status=HTTPStatus.CREATED,
)
def hand_over_data(call: Call[None]) -> OfferedFile:
    """Pack everything that is kept of a student; the address works for a quarter of an hour."""
    attempt_id, world = call.path["attempt_id"], call.world
    files = handing_over.gather_student(
        call.path["exam_id"],
        attempt_id,
        lecturer=call.lecturer,
        exams=world.exams,
        admissions=world.admissions,
        attempts=world.attempts,
        acts=world.acts,
        events=world.events,
        observations=world.observations,
        violations=world.violations,
        frames=world.frames,
        clock=world.clock,
    )
    accessing.note_access(
        attempt_id,
        AccessKind.DATA,
        lecturer=call.lecturer,
        accesses=world.accesses,
        clock=world.clock,
    )
    return _offer(call, attempt_id, files)


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/attempts/{attempt_id}/accesses",
    access=Access.LECTURER,
    response=schemas.AccessList,
)
def list_accesses(call: Call[None]) -> schemas.AccessList:
    """List who looked at an attempt, the newest hour first."""
    found = accessing.list_accesses(
        call.path["exam_id"],
        call.path["attempt_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        accesses=call.world.accesses,
    )
    return schemas.AccessList(
        [schemas.Access(one.at, one.kind.value, show_lecturer(one.lecturer)) for one in found]
    )


@resource.endpoint(
    "GET",
    "/attempts/{attempt_id}/stored-data",
    access=Access.STUDENT,
    response=schemas.StoredData,
)
def describe_stored_data(call: Call[None]) -> schemas.StoredData:
    """Tell a student what is stored of them and until when."""
    stored = storing.describe_stored(
        call.claim,
        exams=call.world.exams,
        attempts=call.world.attempts,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
    return schemas.StoredData(
        student_name=stored.attempt.student.name,
        student_number=stored.attempt.student.number,
        consent_version=stored.attempt.consent_version,
        agreed_at=stored.attempt.agreed_at,
        guardian=show_guardian(stored.attempt.guardian),
        camera_rule=stored.attempt.camera_rule.value,
        card=stored.attempt.card is not None,
        frames_until=stored.frames_until,
        evidence_until=stored.evidence_until,
        looks=[schemas.Look(one.at, one.kind.value) for one in stored.accesses],
        is_ready=stored.is_ready,
    )


@resource.endpoint(
    "POST",
    "/attempts/{attempt_id}/data",
    access=Access.STUDENT,
    response=OfferedFile,
    status=HTTPStatus.CREATED,
)
def hand_over_own_data(call: Call[None]) -> OfferedFile:
    """Pack a student's own copy, once the exam is over; the address works a quarter of an hour."""
    world = call.world
    files = handing_over.gather_own(
        call.claim,
        exams=world.exams,
        admissions=world.admissions,
        attempts=world.attempts,
        acts=world.acts,
        events=world.events,
        observations=world.observations,
        violations=world.violations,
        frames=world.frames,
        clock=world.clock,
    )
    return _offer(call, call.claim.attempt_id, files)


def _offer(call: Call[None], attempt_id: str, files: StudentFiles) -> OfferedFile:
    from chalicelib.reporting.student_data import (  # noqa: PLC0415 - loads when asked for
        ZIP,
        write_student_data,
    )

    # The name of the student is in the file, not on it: downloads are seen by others.
    name = f"data-{attempt_id[:8]}.zip"
    with SpooledTemporaryFile(IN_MEMORY) as target:
        write_student_data(files, target)
        target.seek(0)
        report_id = call.world.identifiers.new_id()
        url = call.world.reports.offer(attempt_id, report_id, name, target, ZIP)
    return OfferedFile(url, name)
