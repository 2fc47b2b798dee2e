"""A student's paper: drawn and shuffled by the attempt's name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.drawing import arrange, draw_paper, drawn_from, select_questions
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.questions import (
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)
from chalicelib.domain.scoring import score_paper
from tests.fakes.samples import number, question, several_choices, true_false

PARTS = ("I", "II", "III")
RESPONSES: dict[type, list[Response | None]] = {
    SingleChoiceQuestion: [ChoiceResponse("c1"), ChoiceResponse("c2"), None],
    SeveralChoicesQuestion: [ChoicesResponse(frozenset({"c1", "c3"})), None],
    TrueFalseQuestion: [StatementsResponse({"s1": True, "s3": True})],
    NumberQuestion: [TextResponse("2,0"), TextResponse("3")],
}
seeds = st.text("0123456789abcdef", min_size=1, max_size=32)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Papers of every type of question, each in some part, in any order."""
    makers = (question, several_choices, true_false, number)
    chosen = draw(st.lists(st.tuples(st.sampled_from(makers), st.sampled_from(PARTS)), max_size=15))
    return tuple(replace(make(f"q{at}"), part=part) for at, (make, part) in enumerate(chosen))


@st.composite
def settings(draw: st.DrawFn) -> ExamSettings:
    return ExamSettings(
        shuffle_questions=draw(st.booleans()),
        shuffle_choices=draw(st.booleans()),
        draws=draw(st.dictionaries(st.sampled_from(PARTS), st.integers(1, 6))),
    )


@given(papers(), settings(), seeds)
def test_one_attempt_always_has_the_same_paper(
    paper: Paper, chosen: ExamSettings, seed: str
) -> None:
    assert draw_paper(paper, chosen, seed) == draw_paper(paper, chosen, seed)


@given(papers(), settings(), seeds)
def test_as_many_of_each_part_are_drawn_as_the_exam_says(
    paper: Paper, chosen: ExamSettings, seed: str
) -> None:
    sizes = Counter(question.part for question in paper)
    drawn = Counter(question.part for question in draw_paper(paper, chosen, seed))
    assert drawn == {part: min(size, chosen.draws.get(part, size)) for part, size in sizes.items()}


@given(papers(), settings(), seeds)
def test_nothing_of_a_question_changes_but_the_order_of_its_choices(
    paper: Paper, chosen: ExamSettings, seed: str
) -> None:
    whole = {question.question_id: question for question in paper}
    for drawn in draw_paper(paper, chosen, seed):
        original = whole[drawn.question_id]
        assert _in_order(drawn) == _in_order(original)
        assert chosen.shuffle_choices or drawn == original


@given(papers(), settings(), seeds)
def test_parts_stay_where_they_are(paper: Paper, chosen: ExamSettings, seed: str) -> None:
    selected = select_questions(paper, chosen, seed)
    arranged = arrange(selected, chosen, seed)
    assert [one.part for one in arranged] == [one.part for one in selected]


@given(papers(), seeds)
def test_a_paper_that_is_neither_drawn_nor_shuffled_is_the_exams(paper: Paper, seed: str) -> None:
    assert draw_paper(paper, ExamSettings(), seed) == paper


@given(papers(), settings(), seeds)
def test_the_names_of_the_drawn_questions_are_all_that_needs_keeping(
    paper: Paper, chosen: ExamSettings, seed: str
) -> None:
    names = {question.question_id for question in select_questions(paper, chosen, seed)}
    kept = arrange(drawn_from(paper, names), chosen, seed)
    assert kept == draw_paper(paper, chosen, seed)


@given(papers(), settings(), seeds, st.data())
def test_a_score_does_not_depend_on_what_was_shuffled(
    paper: Paper, chosen: ExamSettings, seed: str, data: st.DataObject
) -> None:
    drawn = select_questions(paper, chosen, seed)
    answers = {
        question.question_id: data.draw(st.sampled_from(RESPONSES[type(question)]))
        for question in drawn
    }
    assert score_paper(arrange(drawn, chosen, seed), answers) == score_paper(drawn, answers)


def test_another_student_has_another_order() -> None:
    paper = tuple(question(f"q{at}") for at in range(20))
    shuffled = ExamSettings(shuffle_questions=True)
    orders = {draw_paper(paper, shuffled, f"{student:032x}") for student in range(20)}
    assert len(orders) == 20


def test_every_question_of_a_pool_is_drawn_about_as_often() -> None:
    paper = tuple(question(f"q{at}") for at in range(10))
    drawing = ExamSettings(draws={"": 3})
    counts = Counter(
        drawn.question_id
        for student in range(1_000)
        for drawn in select_questions(paper, drawing, f"{student:032x}")
    )
    assert len(counts) == 10
    assert 220 < min(counts.values()) <= max(counts.values()) < 380


def test_statements_keep_their_order_unless_choices_are_shuffled() -> None:
    group = (true_false("q1"),)
    shuffled = ExamSettings(shuffle_questions=True)
    assert draw_paper(group, shuffled, "a" * 32) == group
    orders = {
        tuple(one.statement_id for one in drawn.statements)
        for student in range(50)
        for drawn in draw_paper(group, ExamSettings(shuffle_choices=True), f"{student:032x}")
        if isinstance(drawn, TrueFalseQuestion)
    }
    assert len(orders) > 10


def test_a_corrected_question_leaves_the_paper_as_it_was() -> None:
    paper = tuple(question(f"q{at}") for at in range(10))
    corrected = (replace(question("q0"), text="Sửa lại"), *paper[1:])
    chosen = ExamSettings(shuffle_questions=True, shuffle_choices=True, draws={"": 5})
    before, after = (draw_paper(one, chosen, "b" * 32) for one in (paper, corrected))
    assert [one.question_id for one in before] == [one.question_id for one in after]


def _in_order(one: Question) -> Question:
    """Return a question with its choices or statements in a fixed order."""
    match one:
        case TrueFalseQuestion():
            return replace(one, statements=tuple(sorted(one.statements, key=repr)))
        case SingleChoiceQuestion() | SeveralChoicesQuestion():
            return replace(one, choices=tuple(sorted(one.choices, key=repr)))
        case _:
            return one
