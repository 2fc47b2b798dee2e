"""A student's sheet: what they were asked, as they saw it, and what it brought them."""

from __future__ import annotations

from chalicelib.domain.answer_sheets import answer_sheet
from chalicelib.domain.attempts import Answer
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.responses import StatementsResponse
from tests.fakes.samples import answer, attempt, content, every_type, exam, paper, question


def test_a_sheet_holds_the_drawn_questions_alone() -> None:
    sheet = answer_sheet(attempt(question_ids=("q2",)), exam(), paper(3))
    assert [item.question.question_id for item in sheet] == ["q2"]


def test_a_sheet_stands_in_the_order_that_the_student_saw() -> None:
    shuffled = content(settings=ExamSettings(shuffle_questions=True, shuffle_choices=True))
    asked = tuple(f"q{number}" for number in range(1, 9))
    mine = attempt("b" * 32, question_ids=asked)
    sheet = answer_sheet(mine, exam(content=shuffled), paper(8))
    assert tuple(item.question for item in sheet) == mine.paper_of(exam(content=shuffled), paper(8))
    assert [item.question.question_id for item in sheet] != list(asked)


def test_right_wrong_and_blank_answers_are_told_apart() -> None:
    given = {"q1": answer("c2"), "q2": answer("c1"), "q3": answer(None)}
    mine = attempt(question_ids=("q1", "q2", "q3", "q4"), answers=given)
    sheet = answer_sheet(mine, exam(), paper(4))
    assert [item.points for item in sheet] == [1.0, 0.0, None, None]
    assert [item.answer is None for item in sheet] == [False, False, False, True]


def test_a_penalty_shows_as_points_below_zero() -> None:
    asked = (question("q1", penalty=0.25),)
    mine = attempt(question_ids=("q1",), answers={"q1": answer("c1")})
    assert answer_sheet(mine, exam(), asked)[0].points == -0.25


def test_statements_bring_points_in_part() -> None:
    judged = Answer(StatementsResponse({"s1": True, "s2": True}), 1, 1)
    mine = attempt(question_ids=("q3",), answers={"q3": judged})
    assert answer_sheet(mine, exam(), every_type())[0].points == 0.5


def test_before_the_start_a_sheet_is_empty() -> None:
    assert answer_sheet(attempt(question_ids=()), exam(), paper()) == ()
