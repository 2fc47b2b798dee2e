"""How an exam is shown to its lecturers, with the version that a change must name."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from msgspec.structs import asdict

from chalicelib.api import exam_schemas, schemas
from chalicelib.api.endpoints import Call, Parameter, Reply
from chalicelib.api.errors import show_problems
from chalicelib.api.exam_mapping import show_scoring
from chalicelib.api.exam_settings import show_exam_settings
from chalicelib.api.judging_mapping import show_rules, show_settings
from chalicelib.api.messages import Language, language_of
from chalicelib.api.question_mapping import show_question
from chalicelib.api.sign_in_mapping import show_lecturer
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.exam_content import find_missing
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper

IF_MATCH: Final = Parameter(
    "If-Match", "header", "The version that was edited, as `ETag` gave it.", required=True
)
_ETAG: Final = re.compile(r'(?:W/)?"(?P<version>\d{1,15})"')


def exam_reply(call: Call[Any], exam: Exam, paper: Paper) -> Reply:
    """Show an exam to the lecturer who calls."""
    shown = show_exam(
        exam,
        paper,
        lecturer=call.lecturer,
        now=call.world.clock.now(),
        language=language_of(call.headers.get("accept-language")),
    )
    return Reply(shown, headers={"ETag": f'"{exam.version}"'})


def show_exam(
    exam: Exam, paper: Paper, *, lecturer: Lecturer, now: datetime, language: Language
) -> exam_schemas.Exam:
    """Show an exam with its questions, and what still keeps a draft from being published."""
    missing = find_missing(exam.content, paper) if exam.stage is ExamStage.DRAFT else ()
    return exam_schemas.Exam(
        **asdict(show_summary(exam, lecturer=lecturer, now=now)),
        questions=[show_question(question) for question in paper],
        scoring=show_scoring(exam.content.scoring),
        settings=show_exam_settings(exam.content.settings),
        missing=[schemas.Problem(**problem) for problem in show_problems(missing, language)],
        changes=sorted(exam.changes(now)),
        policy_settings=show_settings(exam.content.policy_settings),
        review_rules=show_rules(exam.content.review_rules),
    )


def show_summary(exam: Exam, *, lecturer: Lecturer, now: datetime) -> exam_schemas.ExamSummary:
    """Show an exam in a list, as it stands now."""
    content = exam.content
    is_creator = lecturer.lecturer_id == exam.creator.lecturer_id
    return exam_schemas.ExamSummary(
        exam_id=exam.exam_id,
        title=content.title,
        subject=content.subject,
        room_name=content.room_name,
        room_code=content.room_code,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        duration_minutes=content.duration_minutes,
        time_zone=content.time_zone,
        policy=content.policy,
        state=exam.state(now).value,
        creator=show_lecturer(exam.creator),
        co_lecturers=[show_lecturer(one) for one in exam.co_lecturers],
        role="creator" if is_creator else "co_lecturer",
        steps=sorted(exam.steps_of(lecturer, now)),
        version=exam.version,
        created_at=exam.created_at,
        question_count=exam.question_count,
    )


def read_version(header: str | None) -> int:
    """Return the version that an ``If-Match`` header names; raises InvalidError without one."""
    match = _ETAG.fullmatch((header or "").strip())
    if match is None:
        raise InvalidError((Problem("If-Match", "required"),))
    return int(match["version"])
