"""Whether a student can be seen before the start, and whether it is the same one later."""

from __future__ import annotations

from chalicelib.api import identity_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.domain.accesses import AccessKind
from chalicelib.domain.observations import Box
from chalicelib.services import accessing, identifying

resource = Resource()


@resource.endpoint(
    "GET",
    "/attempts/{attempt_id}/camera-check",
    access=Access.STUDENT,
    response=schemas.CameraCheck,
)
def check_camera(call: Call[None]) -> schemas.CameraCheck:
    """Show what the detector saw last, in the waiting room alone."""
    check = identifying.check_camera(
        call.claim, attempts=call.world.attempts, observations=call.world.observations
    )
    if check is None:
        return schemas.CameraCheck(None, [], None)
    problems: list[schemas.CameraFindingName] = [problem.value for problem in check.problems]
    return schemas.CameraCheck(check.captured_ms, problems, _show_box(check.face))


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/attempts/{attempt_id}/identity",
    access=Access.LECTURER,
    response=schemas.IdentityPictures,
)
def compare_identity(call: Call[None]) -> schemas.IdentityPictures:
    """Return the face at the start, the student's card and the newest picture, side by side."""
    pictures = identifying.compare_identity(
        call.path["exam_id"],
        call.path["attempt_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        observations=call.world.observations,
        frames=call.world.frames,
    )
    accessing.note_access(
        call.path["attempt_id"],
        AccessKind.IDENTITY,
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
    return schemas.IdentityPictures(
        show_picture(pictures.first), show_picture(pictures.latest), show_card(pictures.card)
    )


def _show_box(box: Box | None) -> schemas.FaceBox | None:
    if box is None:
        return None
    return schemas.FaceBox(box.left, box.top, box.width, box.height)


def show_picture(picture: identifying.Picture | None) -> schemas.IdentityPicture | None:
    """Show a picture by its address, if there is one."""
    if picture is None:
        return None
    return schemas.IdentityPicture(picture.captured_ms, picture.url, picture.index)


def show_card(card: identifying.CardShown) -> schemas.StudentCard:
    """Show a student's card, or that there is none."""
    return schemas.StudentCard(card.asked, show_picture(card.picture))
