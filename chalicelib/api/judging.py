"""Lecturers try another policy on an exam, and judge it anew."""

from __future__ import annotations

from chalicelib.api import judging_mapping as mapping
from chalicelib.api import judging_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Reply, Resource
from chalicelib.api.exam_replies import IF_MATCH, exam_reply, read_version
from chalicelib.api.exam_schemas import Exam
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.policies import PRESETS
from chalicelib.services import exam_steps, rejudging

resource = Resource()


@resource.endpoint("GET", "/policies", access=Access.LECTURER, response=schemas.PresetList)
def list_policies(call: Call[None]) -> schemas.PresetList:
    """List the ready policies with their rules, and what an exam may set of them."""
    shown = [mapping.show_preset(policy) for policy in PRESETS.values()]
    return schemas.PresetList(shown, call.world.config.compares_faces)


@resource.endpoint(
    "PUT",
    "/exams/{exam_id}/policy",
    access=Access.LECTURER,
    request=schemas.PolicyContent,
    response=Exam,
    parameters=(IF_MATCH,),
)
def change_policy(call: Call[schemas.PolicyContent]) -> Reply:
    """Set how an exam is watched and reviewed."""
    content = call.body
    exam, paper = exam_steps.change_policy(
        call.path["exam_id"],
        preset=content.policy,
        settings=(
            None
            if content.policy_settings is None
            else mapping.read_settings(content.policy_settings)
        ),
        rules=mapping.read_rules(content.review_rules) if content.review_rules else None,
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
        clock=call.world.clock,
    )
    return exam_reply(call, exam, paper)


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/policy-preview",
    access=Access.LECTURER,
    request=schemas.PolicyChoice,
    response=schemas.PolicyPreview,
    parameters=(CURSOR,),
)
def preview_policy(call: Call[schemas.PolicyChoice]) -> schemas.PolicyPreview:
    """Say how many students a policy would flag; goes on from ``cursor``, changes nothing."""
    preview = rejudging.preview_policy(
        call.path["exam_id"],
        mapping.read_choice(call.body),
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        archive=_archive(call.world),
        clock=call.world.clock,
    )
    return mapping.show_preview(preview)


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/rejudge",
    access=Access.LECTURER,
    request=schemas.PolicyChoice,
    response=schemas.Rejudgement,
    parameters=(CURSOR,),
)
def rejudge_exam(call: Call[schemas.PolicyChoice]) -> schemas.Rejudgement:
    """Judge a closed exam anew under a policy; goes on from ``cursor``."""
    done = rejudging.rejudge_exam(
        call.path["exam_id"],
        mapping.read_choice(call.body),
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        archive=_archive(call.world),
        clock=call.world.clock,
    )
    return mapping.show_rejudgement(done)


def _archive(world: Collaborators) -> rejudging.Archive:
    return rejudging.Archive(
        attempts=world.attempts,
        observations=world.observations,
        events=world.events,
        violations=world.violations,
        frames=world.frames,
        cameras=world.cameras,
    )
