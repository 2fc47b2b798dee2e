"""Between the schemas of exams and the domain's exams, once and explicitly."""

from __future__ import annotations

from chalicelib.api import exam_schemas as schemas
from chalicelib.api.exam_settings import read_exam_settings
from chalicelib.api.judging_mapping import read_settings
from chalicelib.api.question_mapping import read_questions, show_content
from chalicelib.domain import questions as domain_questions
from chalicelib.domain import scoring as domain_scoring
from chalicelib.domain import templates
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.room_codes import normalise_room_code
from chalicelib.services import ports


def read_content(
    content: schemas.ExamContent, identifiers: ports.Identifiers
) -> tuple[ExamContent, domain_questions.Paper]:
    """Read what a lecturer wrote, and draw what was left out."""
    code = content.room_code and normalise_room_code(content.room_code)
    written = ExamContent(
        title=content.title.strip(),
        subject=content.subject.strip(),
        room_name=content.room_name.strip(),
        room_code=code or identifiers.new_room_code(),
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        duration_minutes=content.duration_minutes,
        time_zone=content.time_zone,
        policy=content.policy,
        policy_settings=read_settings(content.policy_settings or {}),
        scoring=domain_scoring.ScoringScheme(content.scoring.floor, content.scoring.scale),
        settings=read_exam_settings(content.settings),
    )
    return written, read_questions(content.questions, identifiers)


def unwritten(content: schemas.ExamContent) -> tuple[str, ...]:
    """Return the fields that a lecturer left out, and which an update must leave as they are."""
    optional = {"room_code": content.room_code, "policy_settings": content.policy_settings}
    # The rules of review are written by a route of their own.
    return ("review_rules", *(name for name, value in optional.items() if value is None))


def show_template(template: templates.ExamTemplate) -> schemas.ExamTemplate:
    """Show a ready format with its empty paper."""
    return schemas.ExamTemplate(
        template_id=template.template_id,
        subject=template.subject,
        duration_minutes=template.duration_minutes,
        scoring=show_scoring(template.scoring),
        parts=[
            schemas.TemplatePart(part.part.value, part.count, part.points)
            for part in template.parts
        ],
        questions=[show_content(question) for question in template.paper()],
    )


def show_scoring(scheme: domain_scoring.ScoringScheme) -> schemas.Scoring:
    """Show how points become a score."""
    return schemas.Scoring(scheme.floor, scheme.scale)
