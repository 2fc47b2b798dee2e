"""Lecturers say at moments drawn by chance whether it is still the face of the start."""

from __future__ import annotations

from chalicelib.api import identity_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.identities import show_card, show_picture
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.accesses import AccessKind
from chalicelib.domain.spot_checks import Verdict
from chalicelib.services import accessing, spot_checking

resource = Resource()

_ATTEMPT = "/exams/{exam_id}/attempts/{attempt_id}/spot-checks"


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/next-spot-check",
    access=Access.LECTURER,
    response=schemas.NextSpotCheck,
)
def read_next_spot_check(call: Call[None]) -> schemas.NextSpotCheck:
    """Return a check that nobody made yet, of somebody who writes, behind attempt ``?after=``."""
    found = spot_checking.next_spot_check(
        call.path["exam_id"],
        after=call.query.get("after"),
        lecturer=call.lecturer,
        room=_room(call.world),
    )
    if found is None:
        return schemas.NextSpotCheck(None)
    _note(call, found.attempt_id)
    return schemas.NextSpotCheck(_show(found))


@resource.endpoint("GET", _ATTEMPT, access=Access.LECTURER, response=schemas.SpotChecks)
def read_spot_checks(call: Call[None]) -> schemas.SpotChecks:
    """Return the face at the start, and each moment that has come with its picture."""
    attempt_id = call.path["attempt_id"]
    found = spot_checking.read_spot_checks(
        call.path["exam_id"], attempt_id, lecturer=call.lecturer, room=_room(call.world)
    )
    _note(call, attempt_id)
    return _show(found)


@resource.endpoint(
    "POST",
    _ATTEMPT,
    access=Access.LECTURER,
    request=schemas.SpotDecision,
    response=schemas.SpotChecks,
)
def decide_spot_check(call: Call[schemas.SpotDecision]) -> schemas.SpotChecks:
    """Say of a moment whether it is the same person; the picture is kept, and every word."""
    return _show(
        spot_checking.decide_spot_check(
            call.path["exam_id"],
            call.path["attempt_id"],
            call.body.moment_ms,
            Verdict(call.body.verdict),
            lecturer=call.lecturer,
            room=_room(call.world),
        )
    )


def _note(call: Call[None], attempt_id: str) -> None:
    accessing.note_access(
        attempt_id,
        AccessKind.IDENTITY,
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )


def _room(world: Collaborators) -> spot_checking.SpotCheckRoom:
    return spot_checking.SpotCheckRoom(
        exams=world.exams,
        attempts=world.attempts,
        observations=world.observations,
        events=world.events,
        violations=world.violations,
        frames=world.frames,
        topic=world.topic,
        tokens=world.tokens,
        clock=world.clock,
    )


def _show(found: spot_checking.SpotChecks) -> schemas.SpotChecks:
    return schemas.SpotChecks(
        attempt_id=found.attempt_id,
        student_name=found.student.name,
        student_number=found.student.number,
        first=show_picture(found.first),
        card=show_card(found.card),
        items=[
            schemas.SpotCheck(
                one.moment_ms,
                show_picture(one.picture),
                [
                    schemas.SpotVerdict(
                        Verdict(str(said.details["verdict"])).value,
                        str(said.details["by"]),
                        said.at,
                    )
                    for said in one.verdicts
                ],
            )
            for one in found.items
        ],
    )
