"""What is exported and imported again is the same, as far as the format can hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.pictures import picture_mark
from chalicelib.domain.questions import (
    Credit,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.formats import (
    READERS,
    WRITERS,
    pictures_wanted,
    read_questions,
    write_questions,
)
from tests.fakes.papers import TEXTS, numbered, questions
from tests.fakes.pictures import PICTURE
from tests.fakes.samples import every_type

SIGNS = st.sampled_from(
    [picture_mark(PICTURE.picture_id, "mạch điện"), picture_mark(PICTURE.picture_id),
     "=", "~", "{", "}", "#", ":", "\\", "\\n", "//", "->", "%5%", "[html]", "::", "####",
     "&amp;", "<b>", "]]>", "=1+1", "-1", "@a", "+1", "\\frac{1}{2}", "$x_{1}$", "A.", "Đúng",
     "h<u>ea</u>d", "<u>Câu</u>", "<u> x</u>", "<u>$x$</u>", "<u>a b</u>", "<u>", "</u>"]
)  # fmt: skip
WORDS = st.lists(st.one_of(TEXTS, SIGNS), min_size=1, max_size=4)
LINES = st.tuples(WORDS, st.sampled_from([" ", "\n", "\n\n"])).map(
    lambda parts: parts[1].join(parts[0])
)


PARTS = st.sampled_from(
    ["", "", "Phần I", "Phần II. Đúng sai", "a/b", "/a", "a//", "$course$/top", "<b> & ]]>", "top"]
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    drawn = draw(st.lists(questions(LINES), max_size=4))
    solutions = st.one_of(st.just(""), LINES)
    return numbered([replace(one, explanation=draw(solutions), part=draw(PARTS)) for one in drawn])


def in_moodle(question: Question) -> Question:
    """What Moodle XML holds: a penalty for a single choice alone, no credit for statements."""
    if isinstance(question, SingleChoiceQuestion):
        return question
    if isinstance(question, TrueFalseQuestion):
        return replace(question, penalty=0.0, credit=Credit.PARTIAL)
    return replace(question, penalty=0.0)


def in_qti(question: Question) -> Question:
    """What QTI holds: no steps of the graduation exam, few penalties."""
    if isinstance(question, SingleChoiceQuestion | ShortTextQuestion):
        return question
    held = replace(question, penalty=0.0)
    if isinstance(held, TrueFalseQuestion) and held.credit is Credit.GRADUATION:
        return replace(held, credit=Credit.PARTIAL)
    return held


def in_gift(question: Question) -> Question:
    """What GIFT holds: that without points and credit."""
    held = replace(in_moodle(question), points=1.0)
    if isinstance(held, SeveralChoicesQuestion):
        return replace(held, credit=Credit.PARTIAL)
    return held


def there_and_back(file_format: str, paper: Paper) -> Paper:
    pictures = dict.fromkeys(pictures_wanted(file_format, paper), PICTURE)
    written = write_questions(file_format, paper, stem="de", pictures=pictures)
    imported = read_questions(file_format, written.data)
    assert not imported.unread
    assert {picture.picture_id: picture for picture in imported.pictures} == pictures
    return imported.questions


@given(papers())
def test_moodle_xml_loses_nothing_that_it_can_hold(paper: Paper) -> None:
    held = tuple(in_moodle(question) for question in paper)
    assert there_and_back("moodle", held) == held


@given(papers())
def test_qti_loses_nothing_that_it_can_hold(paper: Paper) -> None:
    held = tuple(in_qti(question) for question in paper)
    assert there_and_back("qti", held) == held


@given(papers())
def test_gift_loses_nothing_that_it_can_hold(paper: Paper) -> None:
    held = tuple(in_gift(question) for question in paper)
    assert there_and_back("gift", held) == held


@given(papers())
def test_a_workbook_loses_nothing(paper: Paper) -> None:
    assert there_and_back("xlsx", paper) == paper


@pytest.mark.parametrize("file_format", WRITERS)
def test_a_paper_of_every_type_is_read_back_by_the_reader_of_its_name(file_format: str) -> None:
    assert file_format in READERS
    kinds = [type(question) for question in there_and_back(file_format, every_type())]
    assert kinds == [type(question) for question in every_type()]


@pytest.mark.parametrize("file_format", WRITERS)
def test_an_empty_paper_is_a_file_without_questions(file_format: str) -> None:
    assert there_and_back(file_format, ()) == ()
