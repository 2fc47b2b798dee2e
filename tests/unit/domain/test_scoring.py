"""The score is a pure function of paper, answers and scheme."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.questions import Credit, Paper, Statement
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)
from chalicelib.domain.scoring import Score, ScoringScheme, score_paper, score_question
from tests.fakes.papers import ANSWERS, PAPERS, right_answers
from tests.fakes.samples import (
    every_type,
    number,
    paper,
    question,
    several_choices,
    short_text,
    true_false,
)

SCHEMES = st.builds(
    ScoringScheme,
    floor=st.sampled_from([0.0, -1.0, -1_000.0]),
    scale=st.sampled_from([None, 10.0, 100.0]),
)
RIGHT = ChoiceResponse("c2")
Answers = Mapping[str, Response | None]


def ticked(*names: str) -> ChoicesResponse:
    return ChoicesResponse(frozenset(names))


def judged(right: int) -> StatementsResponse:
    """Judge the sample's four statements, so many of them rightly."""
    keys = [s.correct for s in true_false().statements]
    return StatementsResponse(
        {f"s{at}": key is (at <= right) for at, key in enumerate(keys, 1)},
    )


def test_the_right_choice_brings_the_questions_points() -> None:
    marked = (question("q1", points=2), question("q2", points=3))
    assert score_paper(marked, {"q1": RIGHT, "q2": ChoiceResponse("c1")}) == Score(2, 5)


def test_an_empty_paper_scores_nothing_of_nothing() -> None:
    assert score_paper((), {"q1": RIGHT}) == Score(0, 0)


def test_tenths_add_up_as_on_paper() -> None:
    tenths = tuple(question(f"q{n}", points=0.1) for n in range(3))
    assert score_paper(tenths, {f"q{n}": RIGHT for n in range(3)}) == Score(0.3, 0.3)


def test_an_answer_taken_back_counts_for_nothing() -> None:
    assert score_paper(paper(1), {"q1": None}).points == 0


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (ticked("c1", "c3"), 2),
        (ticked("c1"), 1),
        (ticked("c1", "c2"), 0),
        (ticked("c1", "c2", "c3"), 1),
        (ticked("c1", "c2", "c3", "c4"), 0),
        (ticked("c2"), 0),
        (ticked(), 0),
    ],
)
def test_a_wrong_tick_undoes_a_right_one(chosen: Response, points: float) -> None:
    assert score_question(several_choices(), chosen) == points


def test_without_partial_credit_only_the_whole_answer_counts() -> None:
    whole = several_choices(credit=Credit.ALL)
    assert score_question(whole, ticked("c1", "c3")) == 2
    assert score_question(whole, ticked("c1")) == 0


@pytest.mark.parametrize(("right", "points"), [(0, 0), (1, 0.1), (2, 0.25), (3, 0.5), (4, 1)])
def test_the_graduation_exam_scores_a_group_by_its_steps(right: int, points: float) -> None:
    assert score_question(true_false(credit=Credit.GRADUATION), judged(right)) == points


@pytest.mark.parametrize(("right", "points"), [(0, 0), (1, 0.25), (3, 0.75), (4, 1)])
def test_each_statement_counts_alike_for_partial_credit(right: int, points: float) -> None:
    assert score_question(true_false(), judged(right)) == points


def test_a_group_without_partial_credit_counts_whole_or_not_at_all() -> None:
    whole = true_false(credit=Credit.ALL)
    assert [score_question(whole, judged(right)) for right in (3, 4)] == [0, 1]


def test_a_statement_left_open_is_not_right() -> None:
    false = true_false(statements=(Statement("s1", "Sai.", correct=False),))
    assert score_question(false, StatementsResponse({"elsewhere": False})) == 0


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("2", 0.5),
        ("2,05", 0.5),
        ("1.95", 0.5),
        (" +2,00 ", 0.5),
        ("2,051", 0),
        ("-2", 0),
        ("hai", 0),
        ("2 hoặc 3", 0),
    ],
)
def test_a_number_is_right_within_its_tolerance(typed: str, points: float) -> None:
    assert score_question(number(), TextResponse(typed)) == points


def test_a_tolerance_is_met_as_on_paper_not_as_in_binary() -> None:
    near = number(number=0.2, tolerance=0.1)
    assert score_question(near, TextResponse("0,3")) == near.points


@pytest.mark.parametrize("typed", ["muối ăn", " MUỐI  ĂN", "muo\u0302\u0301i a\u0306n", "Muối bếp"])
def test_a_spelling_may_vary_in_case_spaces_and_composition(typed: str) -> None:
    assert score_question(short_text(), TextResponse(typed)) == 1


def test_a_word_without_its_accents_is_another_word() -> None:
    assert score_question(short_text(), TextResponse("muoi an")) == 0


@pytest.mark.parametrize("asked", every_type(), ids=lambda asked: type(asked).__name__)
def test_a_response_of_another_kind_counts_as_unanswered(asked: object) -> None:
    [marked] = (q for q in every_type() if type(q) is type(asked))
    others = [
        given
        for given in (RIGHT, ticked("c1"), judged(4), TextResponse("2"))
        if type(given) is not type(right_answers((marked,))[marked.question_id])
    ]
    assert len(others) == 3
    assert {score_question(marked, given) for given in others} == {0.0}


def test_a_wrong_answer_costs_its_penalty_and_a_blank_one_nothing() -> None:
    costly = question("q1", penalty=0.25)
    assert score_question(costly, ChoiceResponse("c1")) == -0.25
    assert score_question(costly, None) == 0
    assert score_question(number(penalty=0.25), TextResponse("  ")) == 0


def test_penalties_stop_at_the_floor() -> None:
    wrong: Answers = {"q1": ChoiceResponse("c1"), "q2": ChoiceResponse("c1")}
    costly = (question("q1", penalty=1), question("q2", penalty=1))
    floors = [ScoringScheme(floor=floor) for floor in (0.0, -1.5, -5.0)]
    assert [score_paper(costly, wrong, s).points for s in floors] == [0, -1.5, -2]


def test_a_scale_of_ten_makes_a_faultless_paper_ten() -> None:
    ten = ScoringScheme(scale=10)
    assert score_paper(paper(3), {"q1": RIGHT}, ten) == Score(3.33, 10)
    assert score_paper(paper(3), right_answers(paper(3)), ten) == Score(10, 10)


@given(PAPERS, SCHEMES)
def test_every_right_answer_reaches_the_maximum_and_none_reaches_zero(
    marked: Paper, scheme: ScoringScheme
) -> None:
    everything = score_paper(marked, right_answers(marked), scheme)
    assert everything.points == everything.maximum
    assert score_paper(marked, {}, scheme) == Score(0, everything.maximum)


@given(PAPERS)
def test_without_a_scale_the_maximum_is_the_sum_of_the_points(marked: Paper) -> None:
    assert score_paper(marked, {}).maximum == sum(q.points for q in marked)


@given(PAPERS, ANSWERS, SCHEMES)
def test_the_points_lie_between_the_floor_and_the_maximum(
    marked: Paper, answers: Answers, scheme: ScoringScheme
) -> None:
    score = score_paper(marked, answers, scheme)
    unscaled = score_paper(marked, answers, ScoringScheme(floor=scheme.floor))
    assert unscaled.points >= scheme.floor
    assert unscaled.points >= -sum(q.penalty for q in marked)
    assert score.points <= score.maximum


@given(PAPERS, ANSWERS, SCHEMES)
def test_answers_to_questions_of_another_paper_change_nothing(
    marked: Paper, answers: Answers, scheme: ScoringScheme
) -> None:
    foreign = {**answers, "elsewhere": RIGHT}
    assert score_paper(marked, foreign, scheme) == score_paper(marked, answers, scheme)


@given(PAPERS, ANSWERS, SCHEMES)
def test_the_order_of_questions_and_answers_changes_nothing(
    marked: Paper, answers: Answers, scheme: ScoringScheme
) -> None:
    turned = dict(reversed(list(answers.items())))
    assert score_paper(marked[::-1], turned, scheme) == score_paper(marked, answers, scheme)
