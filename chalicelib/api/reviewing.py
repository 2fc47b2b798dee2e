"""Lecturers review an attempt; its student sees what was confirmed, and explains."""

from __future__ import annotations

from chalicelib.api import review_mapping as mapping
from chalicelib.api import review_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Parameter, Resource
from chalicelib.api.moments import read_milliseconds
from chalicelib.domain.accesses import AccessKind
from chalicelib.domain.reviews import Act
from chalicelib.domain.room_cameras import is_room_camera
from chalicelib.services import accessing, explaining, kept_frames, reviewing, reviewing_rooms

resource = Resource()

_ATTEMPT = "/exams/{exam_id}/attempts/{attempt_id}"
_VIOLATION = f"{_ATTEMPT}/violations/{{violation_id}}"


@resource.endpoint("GET", _ATTEMPT, access=Access.LECTURER, response=schemas.AttemptReview)
def review_attempt(call: Call[None]) -> schemas.AttemptReview:
    """Return an attempt with its violations, histories and signed addresses of its pictures."""
    found = reviewing.read_attempt(
        call.path["exam_id"],
        call.path["attempt_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
        observations=call.world.observations,
        events=call.world.events,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    _note_review(call)
    return mapping.show_review(found, reviewing.reviewer_of(call.lecturer))


@resource.endpoint(
    "GET",
    f"{_ATTEMPT}/observations",
    access=Access.LECTURER,
    response=schemas.ObservationColumns,
    parameters=(CURSOR,),
)
def list_observations(call: Call[None]) -> schemas.ObservationColumns:
    """Return what a student's or a room's camera saw, half an hour at once; ``cursor`` goes on."""
    page = kept_frames.read_observations(
        call.path["exam_id"],
        call.path["attempt_id"],
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        cameras=call.world.cameras,
        observations=call.world.observations,
    )
    return mapping.show_observations(page)


@resource.endpoint(
    "GET",
    f"{_ATTEMPT}/frames",
    access=Access.LECTURER,
    response=schemas.KeptUploadList,
    parameters=(
        Parameter("from", "query", "Milliseconds since the epoch."),
        Parameter("to", "query", "Likewise, at most two minutes later; absent: the same."),
    ),
)
def list_kept_frames(call: Call[None]) -> schemas.KeptUploadList:
    """Return the uploads that begin between ``?from=`` and ``?to=``, at most two minutes."""
    from_ms = read_milliseconds(call, "from")
    found = kept_frames.list_uploads(
        call.path["exam_id"],
        call.path["attempt_id"],
        from_ms=from_ms,
        to_ms=read_milliseconds(call, "to", absent=from_ms),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        cameras=call.world.cameras,
        observations=call.world.observations,
        frames=call.world.frames,
    )
    if not is_room_camera(call.path["attempt_id"]):
        _note_review(call)
    shown = [schemas.KeptUpload(list(upload.captured_ms), upload.url) for upload in found]
    return schemas.KeptUploadList(shown)


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/cameras/{camera_id}/review",
    access=Access.LECTURER,
    response=schemas.CameraReview,
)
def review_room_camera(call: Call[None]) -> schemas.CameraReview:
    """Return a room camera with its violations, as an attempt is reviewed."""
    found = reviewing_rooms.read_camera(
        call.path["exam_id"],
        call.path["camera_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        cameras=call.world.cameras,
        violations=call.world.violations,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_camera_review(found, reviewing.reviewer_of(call.lecturer))


@resource.endpoint(
    "POST",
    f"{_VIOLATION}/review",
    access=Access.LECTURER,
    request=schemas.ReviewAct,
    response=schemas.ReviewedViolation,
)
def review_violation(call: Call[schemas.ReviewAct]) -> schemas.ReviewedViolation:
    """Confirm, dismiss, open again, undo or note; every step is kept."""
    reviewed = reviewing.review_violation(
        call.path["exam_id"],
        call.path["attempt_id"],
        call.path["violation_id"],
        act=Act(call.body.act),
        note=call.body.note,
        lecturer=call.lecturer,
        exams=call.world.exams,
        violations=call.world.violations,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_violation(reviewed, reviewing.reviewer_of(call.lecturer))


@resource.endpoint(
    "PUT",
    f"{_VIOLATION}/reply",
    access=Access.LECTURER,
    request=schemas.ExplanationText,
    response=schemas.ReviewedViolation,
)
def answer_explanation(call: Call[schemas.ExplanationText]) -> schemas.ReviewedViolation:
    """Answer what the student explained."""
    reviewed = reviewing.answer_explanation(
        call.path["exam_id"],
        call.path["attempt_id"],
        call.path["violation_id"],
        text=call.body.text,
        lecturer=call.lecturer,
        exams=call.world.exams,
        violations=call.world.violations,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_violation(reviewed, reviewing.reviewer_of(call.lecturer))


@resource.endpoint(
    "GET", "/attempts/{attempt_id}/flags", access=Access.STUDENT, response=schemas.FlagList
)
def list_flags(call: Call[None]) -> schemas.FlagList:
    """Return what was confirmed of the student's attempt, where the exam shows it."""
    found = explaining.read_flags(
        call.claim,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
        clock=call.world.clock,
    )
    return mapping.show_flags(found)


@resource.endpoint(
    "PUT",
    "/attempts/{attempt_id}/flags/{violation_id}/explanation",
    access=Access.STUDENT,
    request=schemas.ExplanationText,
    response=schemas.Flag,
)
def explain_flag(call: Call[schemas.ExplanationText]) -> schemas.Flag:
    """Keep what the student says of a confirmed violation; once."""
    explained = explaining.explain(
        call.claim,
        call.path["violation_id"],
        call.body.text,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
        clock=call.world.clock,
    )
    return mapping.show_flag(explained)


def _note_review(call: Call[None]) -> None:
    accessing.note_access(
        call.path["attempt_id"],
        AccessKind.REVIEW,
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
