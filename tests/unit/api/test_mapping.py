"""What goes over the wire becomes what the domain means."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.api import exam_schemas, judging_schemas, review_schemas, violation_schemas
from chalicelib.api.exam_mapping import read_content
from chalicelib.api.exam_replies import show_exam
from chalicelib.api.moments import to_milliseconds
from chalicelib.api.question_mapping import show_paper_question, show_question
from chalicelib.api.question_schemas import SingleChoiceQuestion
from chalicelib.domain import questions as domain
from chalicelib.domain.attempt_events import EventSource
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.policies import PRESETS
from chalicelib.domain.questions import find_problems
from chalicelib.domain.reviews import PERSONAL, Act, Review
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, exam, paper, question
from tests.fakes.time_and_names import CountingIdentifiers


def written(**changes: Any) -> exam_schemas.ExamContent:
    sample: dict[str, Any] = {
        "title": " Kiểm tra ",
        "room_name": "12A1",
        "starts_at": "2026-11-22T15:00:00+07:00",
        "ends_at": "2026-11-22T09:00:00Z",
        "duration_minutes": 45,
        "questions": [
            {
                "type": "single_choice",
                "text": "2 + 2?",
                "points": 1,
                "choices": [{"text": "4"}, {"text": "5"}],
                "correct_choice": 0,
            }
        ],
    }
    return msgspec.convert({**sample, **changes}, exam_schemas.ExamContent)


def shown_exam(one: Exam, asked: domain.Paper) -> exam_schemas.Exam:
    return show_exam(one, asked, lecturer=LECTURER, now=NOW, language="vi")


def test_what_was_left_out_is_drawn() -> None:
    content, [question] = read_content(written(), CountingIdentifiers())
    assert content.room_code == "ABC234"
    assert not list(find_problems((question,)))
    assert isinstance(question, domain.SingleChoiceQuestion)
    assert question.correct_choice_id == question.choices[0].choice_id


def test_a_room_code_is_read_as_typed() -> None:
    content, _ = read_content(written(room_code="hhc-234"), CountingIdentifiers())
    assert content.room_code == "HHC234"


def test_names_lose_the_spaces_around_them() -> None:
    assert read_content(written(), CountingIdentifiers())[0].title == "Kiểm tra"


@pytest.mark.parametrize("right", [-1, 2, 2**53 - 1])
def test_a_right_choice_that_is_not_there_is_a_problem_not_another_choice(right: int) -> None:
    question = {
        "type": "single_choice",
        "text": "?",
        "points": 1,
        "choices": [{"text": "a"}, {"text": "b"}],
        "correct_choice": right,
    }
    _, read = read_content(written(questions=[question]), CountingIdentifiers())
    assert [p.code for p in find_problems(read)] == ["no_such_choice"]


def test_an_exam_shown_and_written_again_is_the_same_paper() -> None:
    shown = shown_exam(exam(), paper())
    again = [
        {
            **msgspec.to_builtins(q),
            "correct_choice": [c.choice_id for c in q.choices].index(q.correct_choice_id),
        }
        for q in shown.questions
        if isinstance(q, SingleChoiceQuestion)
    ]
    assert read_content(written(questions=again), CountingIdentifiers())[1] == paper()


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        (judging_schemas.KindName, Kind),
        (judging_schemas.DetailName, Detail),
        (judging_schemas.Preset, PRESETS),
        (violation_schemas.Violation.__annotations__["severity"], Severity),
        (violation_schemas.Violation.__annotations__["review"], Review),
        (review_schemas.ReviewName, Review),
        (review_schemas.ActName, PERSONAL),
        (review_schemas.ReviewStep.__annotations__["act"], Act),
        (review_schemas.AttemptEvent.__annotations__["source"], EventSource),
    ],
)
def test_the_schema_names_what_the_domain_names(schema: Any, values: Any) -> None:
    kind = eval(schema, vars(violation_schemas)) if isinstance(schema, str) else schema  # noqa: S307
    assert set(msgspec.json.schema(kind)["enum"]) == {str(value) for value in values}


def test_milliseconds_are_whole_and_rounded() -> None:
    assert to_milliseconds(datetime(1970, 1, 1, 0, 0, 1, 499_600, UTC)) == 1_500


def test_what_an_exam_sets_comes_back_as_it_was_written() -> None:
    settings = {
        "instructions": "Được dùng máy tính.",
        "late_join_minutes": 15,
        "attempts_allowed": 3,
        "pass_mark": 5.0,
        "show_score": "after_end",
        "show_keys": "at_once",
        "grace_seconds": 300,
        "shuffle_questions": True,
        "shuffle_choices": True,
        "student_sound": True,
        "guardian_consent": True,
        "student_card": True,
        "frame_days": 7,
        "evidence_days": 180,
        "draws": {"Phần I": 10},
    }
    content, drawn = read_content(written(settings=settings), CountingIdentifiers())
    assert msgspec.to_builtins(shown_exam(exam(content=content), drawn).settings) == settings


def test_the_part_of_a_question_is_shown_with_and_without_its_key() -> None:
    asked = written().questions[0]
    content = msgspec.structs.replace(
        written(), questions=[msgspec.structs.replace(asked, part="I")]
    )
    [question] = read_content(content, CountingIdentifiers())[1]
    assert show_question(question).part == show_paper_question(question).part == "I"


def test_a_draft_is_shown_with_what_it_lacks_and_a_published_exam_lacks_nothing() -> None:
    unfinished = (question(text=""),)
    [problem] = shown_exam(exam(stage=ExamStage.DRAFT), unfinished).missing
    assert (problem.path, problem.code) == ("questions[0].text", "required")
    assert shown_exam(exam(), unfinished).missing == []


def test_an_exam_says_who_looks_at_it() -> None:
    shared = exam(stage=ExamStage.DRAFT, creator=SOMEBODY_ELSE, co_lecturers=(LECTURER,))
    assert shown_exam(exam(), paper()).role == "creator"
    shown = shown_exam(shared, paper())
    assert shown.steps == ["change_code", "open", "publish"]
    assert (shown.role, shown.co_lecturers[0].lecturer_id) == ("co_lecturer", LECTURER.lecturer_id)
