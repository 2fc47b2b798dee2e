"""Lecturers try another policy on an exam, and judge it anew."""

from __future__ import annotations

from chalicelib.api import judging_mapping as mapping
from chalicelib.api import judging_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.services import rejudging

resource = Resource()


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/policy-preview",
    access=Access.LECTURER,
    request=schemas.PolicyChoice,
    response=schemas.PolicyPreview,
)
def preview_policy(call: Call[schemas.PolicyChoice]) -> schemas.PolicyPreview:
    """Say how many students a policy would flag; goes on from ``cursor``, changes nothing."""
    preview = rejudging.preview_policy(
        call.path["exam_id"],
        mapping.read_choice(call.body),
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        observations=call.world.observations,
        clock=call.world.clock,
    )
    return mapping.show_preview(preview)


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/rejudge",
    access=Access.LECTURER,
    request=schemas.PolicyChoice,
    response=schemas.Rejudgement,
)
def rejudge_exam(call: Call[schemas.PolicyChoice]) -> schemas.Rejudgement:
    """Judge a closed exam anew under a policy; goes on from ``cursor``."""
    done = rejudging.rejudge_exam(
        call.path["exam_id"],
        mapping.read_choice(call.body),
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        observations=call.world.observations,
        violations=call.world.violations,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_rejudgement(done)
