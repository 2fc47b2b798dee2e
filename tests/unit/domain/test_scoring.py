"""The score is a pure sum over the right choices."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.questions import Paper
from chalicelib.domain.scoring import Score, score_paper
from tests.fakes.samples import paper, question

PAPERS = st.lists(st.integers(1, 400), max_size=12).map(
    lambda quarters: tuple(
        question(f"q{number}", points=points / 4) for number, points in enumerate(quarters)
    )
)
CHOICES = st.dictionaries(
    st.integers(0, 14).map("q{}".format), st.sampled_from(["c1", "c2", "c3", "elsewhere", None])
)


def test_the_right_choice_brings_the_questions_points() -> None:
    marked = (question("q1", points=2), question("q2", points=3))
    assert score_paper(marked, {"q1": "c2", "q2": "c1"}) == Score(2, 5)


def test_an_empty_paper_scores_nothing_of_nothing() -> None:
    assert score_paper((), {"q1": "c2"}) == Score(0, 0)


def test_tenths_add_up_as_on_paper() -> None:
    tenths = tuple(question(f"q{n}", points=0.1) for n in range(3))
    assert score_paper(tenths, {f"q{n}": "c2" for n in range(3)}) == Score(0.3, 0.3)


def test_an_answer_taken_back_counts_for_nothing() -> None:
    assert score_paper(paper(1), {"q1": None}).points == 0


@given(PAPERS)
def test_every_right_choice_reaches_the_maximum_and_none_reaches_zero(marked: Paper) -> None:
    everything = score_paper(marked, {q.question_id: q.correct_choice_id for q in marked})
    assert everything.points == everything.maximum == sum(q.points for q in marked)
    assert score_paper(marked, {}) == Score(0, everything.maximum)


@given(PAPERS, CHOICES)
def test_the_points_lie_between_zero_and_the_maximum(
    marked: Paper, chosen: dict[str, str | None]
) -> None:
    score = score_paper(marked, chosen)
    assert 0 <= score.points <= score.maximum


@given(PAPERS, CHOICES)
def test_answers_to_questions_of_another_paper_change_nothing(
    marked: Paper, chosen: dict[str, str | None]
) -> None:
    foreign = {**chosen, "elsewhere": "c2"}
    assert score_paper(marked, foreign) == score_paper(marked, chosen)


@given(PAPERS, CHOICES)
def test_the_order_of_the_questions_changes_nothing(
    marked: Paper, chosen: dict[str, str | None]
) -> None:
    assert score_paper(marked[::-1], chosen) == score_paper(marked, chosen)
