"""Item analysis gives the published formulas' figures."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.item_analysis import (
    ItemAnalysis,
    Sheet,
    analyse_items,
    cronbach_alpha,
    discrimination,
    kr20,
)
from chalicelib.domain.questions import Paper
from chalicelib.domain.responses import ChoiceResponse, Response, StatementsResponse, TextResponse
from tests.fakes.papers import ANSWERS, PAPERS
from tests.fakes.samples import number, paper, question, short_text, true_false

CLASSES = st.lists(ANSWERS, max_size=8)
Class = list[Mapping[str, Response | None]]


def analyse(asked: Paper, answers: Class) -> ItemAnalysis:
    """Analyse the answers of a class in which everybody drew every question."""
    names = [question.question_id for question in asked]
    return analyse_items(asked, [Sheet(names, given) for given in answers])


def chosen(*rows: str) -> Class:
    """A student a row, a question a letter: c2 is right; ``-`` is left open."""
    return [
        {
            f"q{at}": None if letter == "-" else ChoiceResponse(f"c{letter}")
            for at, letter in enumerate(row, 1)
        }
        for row in rows
    ]


# The 0/1 table of five students and four questions whose KR-20 is worked out by hand below.
WORKED = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def test_alpha_is_that_worked_out_by_hand() -> None:
    """Variances .16 .24 .24 .16, of the totals 4 3 2 1 0 it is 2: 4/3 * (1 - 0.8/2) = 0.8."""
    assert cronbach_alpha(WORKED) == 0.8


def test_kr20_is_alpha_of_right_or_wrong_questions_that_count_alike() -> None:
    assert kr20(paper(4), WORKED) == 0.8
    heavy = tuple(question(f"q{at}", points=at) for at in (1, 2, 3, 4))
    weighted = [[points * (at + 1) for at, points in enumerate(row)] for row in WORKED]
    assert kr20(heavy, weighted) == 0.8
    assert cronbach_alpha(weighted) != 0.8


def test_kr20_is_not_for_partly_right_answers() -> None:
    assert kr20(paper(2), [[0.5, 1], [1, 0]]) is None


@pytest.mark.parametrize("scores", [[], [[1, 0]], [[1], [0]], [[1, 0], [0, 1]]])
def test_alpha_says_nothing_of_too_few_or_of_totals_that_do_not_vary(
    scores: list[list[float]],
) -> None:
    assert cronbach_alpha(scores) is None


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    """Points 1 1 0 0 against the rest 2 1 1 0: covariance .25, deviations .5 and root .5."""
    assert discrimination([1, 1, 0, 0], [2, 1, 1, 0]) == round(0.25 / (0.5 * 0.5**0.5), 4)


@pytest.mark.parametrize("points", [[1, 1, 1], [0, 0, 0]])
def test_a_question_that_all_got_right_or_wrong_discriminates_nobody(points: list[float]) -> None:
    assert discrimination(points, [3, 2, 1]) is None


def test_difficulty_is_the_share_of_points_without_penalties() -> None:
    costly = (question("q1", points=2, penalty=2),)
    [item] = analyse(costly, chosen("2", "2", "2", "1")).items
    assert item.difficulty == 0.75


def test_upper_and_lower_are_the_outer_27_percent() -> None:
    """Of eleven students three are in each group; the upper all have q1, of the lower one."""
    rows = ["2222", "2222", "2222", "2221", "2221", "1222", "1222", "1122", "2111", "1111", "1111"]
    item = analyse(paper(4), chosen(*rows)).items[0]
    assert item.upper_lower == round(1 - 1 / 3, 4)


def test_ties_at_the_edge_of_a_group_share_its_places() -> None:
    """One place for two students at the top, of whom one chose c2 and one c1 in q1."""
    [first, _] = analyse(paper(2), chosen("21", "12", "11")).items
    assert {option.option: option.upper for option in first.options} == {
        "c1": 0.5,
        "c2": 0.5,
        "c3": 0.0,
    }


def test_every_choice_is_counted_also_one_that_nobody_chose() -> None:
    [item] = analyse(paper(1), chosen("2", "1", "2", "-")).items
    assert [(option.option, option.count) for option in item.options] == [
        ("c1", 1),
        ("c2", 2),
        ("c3", 0),
    ]
    assert item.answered == 3


def test_statements_held_true_are_counted() -> None:
    answers: Class = [{"q3": StatementsResponse({"s1": True, "s2": False})}]
    [item] = analyse((true_false(),), answers).items
    assert [option.count for option in item.options] == [1, 0, 0, 0]


def test_typed_answers_are_counted_by_what_they_say() -> None:
    answers: Class = [{"q5": TextResponse(text)} for text in ("Muối ăn", "muối  ĂN", "đường")]
    [item] = analyse((short_text(),), answers).items
    assert [(o.option, o.count) for o in item.options] == [("muối ăn", 2), ("đường", 1)]


def test_a_class_of_nobody_has_no_figures() -> None:
    analysis = analyse((number(),), [])
    assert (analysis.attempts, analysis.alpha, analysis.items[0].difficulty) == (0, None, None)


@given(PAPERS, CLASSES)
@settings(max_examples=60)
def test_every_figure_lies_in_its_range(marked: Paper, answers: Class) -> None:
    analysis = analyse(marked, answers)
    assert [item.question_id for item in analysis.items] == [q.question_id for q in marked]
    for item in analysis.items:
        assert item.difficulty is None or 0 <= item.difficulty <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
        assert item.upper_lower is None or -1 <= item.upper_lower <= 1
        assert 0 <= item.answered <= len(answers)
    assert analysis.alpha is None or analysis.alpha <= 1


@given(PAPERS, CLASSES.flatmap(lambda c: st.tuples(st.just(c), st.permutations(c))))
@settings(max_examples=60)
def test_the_order_of_the_students_changes_nothing(
    marked: Paper, classes: tuple[Class, Class]
) -> None:
    one, other = (analyse(marked, answers) for answers in classes)
    assert one == other


def test_the_question_is_left_out_of_the_total_it_is_compared_with() -> None:
    """Totals 3 2 1 0, of which q1 is 1 1 0 0: the rest is 2 1 1 0."""
    [first, *_] = analyse(paper(3), chosen("222", "221", "112", "111")).items
    assert first.discrimination == discrimination([1, 1, 0, 0], [2, 1, 1, 0])


def test_a_question_that_was_not_drawn_is_not_a_wrong_one() -> None:
    drew_both, drew_one = chosen("22", "-1")
    sheets = [Sheet(("q1", "q2"), drew_both), Sheet(("q2",), drew_one)]
    first, second = analyse_items(paper(2), sheets).items
    assert (first.difficulty, second.difficulty) == (1.0, 0.5)
    assert (first.answered, second.answered) == (1, 2)


def test_different_papers_have_no_common_reliability() -> None:
    sheets = [Sheet(("q1", "q2"), given) for given in chosen("22", "21", "11")]
    whole = analyse_items(paper(3), [Sheet(("q1", "q2", "q3"), s.responses) for s in sheets])
    assert whole.alpha is not None
    assert analyse_items(paper(3), [*sheets]).alpha is None


def test_who_drew_fewer_questions_is_compared_by_the_share_they_reached() -> None:
    """Two of two is better than two of three: the best one alone chose c2 in q1."""
    sheets = [
        Sheet(("q1", "q2"), {"q1": ChoiceResponse("c2"), "q2": ChoiceResponse("c2")}),
        Sheet(
            ("q1", "q2", "q3"),
            {"q1": ChoiceResponse("c1"), "q2": ChoiceResponse("c2"), "q3": ChoiceResponse("c2")},
        ),
    ]
    [first, *_] = analyse_items(paper(3), sheets).items
    assert {option.option: option.upper for option in first.options}["c2"] == 1.0
