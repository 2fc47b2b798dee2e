"""A stored paper reads back as it was, an old one too."""

from __future__ import annotations

from hypothesis import given

from chalicelib.adapters.tables.papers import paper_from_text, paper_to_text
from chalicelib.domain.questions import Choice, Paper, SingleChoiceQuestion
from tests.fakes.papers import PAPERS
from tests.fakes.samples import every_type, question

OLD = (
    '[{"type":"single_choice","question_id":"q1","text":"2 + 2?","points":1.0,'
    '"choices":[["c1","4"],["c2","5"]],"correct":"c1"}]'
)


@given(PAPERS)
def test_a_paper_reads_back_as_it_was_stored(paper: Paper) -> None:
    assert paper_from_text(paper_to_text(paper)) == paper


def test_the_sample_of_each_type_reads_back() -> None:
    assert paper_from_text(paper_to_text(every_type())) == every_type()


def test_the_part_of_a_question_reads_back() -> None:
    paper = (question(part="Phần I. Trắc nghiệm"), question("q2"))
    assert paper_from_text(paper_to_text(paper)) == paper


def test_a_paper_stored_before_there_were_other_types_still_reads() -> None:
    assert paper_from_text(OLD) == (
        SingleChoiceQuestion(
            question_id="q1",
            text="2 + 2?",
            points=1.0,
            choices=(Choice("c1", "4"), Choice("c2", "5")),
            correct_choice_id="c1",
        ),
    )
