"""The graduation exam's formats are the published ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from chalicelib.domain.questions import (
    NumberQuestion,
    Question,
    SingleChoiceQuestion,
    TrueFalseQuestion,
    find_problems,
)
from chalicelib.domain.responses import StatementsResponse
from chalicelib.domain.scoring import Score, score_paper, score_question
from chalicelib.domain.templates import TEMPLATES, ExamTemplate
from tests.fakes.papers import right_answers

KINDS = (SingleChoiceQuestion, TrueFalseQuestion, NumberQuestion)


def template_of(subject: str) -> ExamTemplate:
    [found] = (template for template in TEMPLATES if template.subject == subject)
    return found


def keyed(question: Question) -> Question:
    """Set the keys that can be absent; each statement of a group is true or false already."""
    match question:
        case SingleChoiceQuestion():
            return replace(question, correct_choice_id="c1")
        case NumberQuestion():
            return replace(question, number=2.5)
    return question


@pytest.mark.parametrize(
    ("subject", "minutes", "counts"),
    [
        ("Toán", 90, (12, 4, 6)),
        ("Hóa học", 50, (18, 4, 6)),
        ("Địa lí", 50, (18, 4, 6)),
        ("Lịch sử", 50, (24, 4, 0)),
        ("Tin học", 50, (24, 4, 0)),
        ("Ngoại ngữ", 50, (40, 0, 0)),
    ],
)
def test_a_subjects_paper_has_the_published_parts(
    subject: str, minutes: int, counts: tuple[int, int, int]
) -> None:
    template = template_of(subject)
    found = Counter(type(question) for question in template.paper())
    assert (template.duration_minutes, *(found[kind] for kind in KINDS)) == (minutes, *counts)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.template_id)
def test_a_faultless_paper_scores_ten_without_scaling(template: ExamTemplate) -> None:
    paper = tuple(keyed(question) for question in template.paper())
    assert score_paper(paper, right_answers(paper)) == Score(10, 10)
    assert score_paper(paper, right_answers(paper), template.scoring) == Score(10, 10)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.template_id)
def test_an_empty_paper_lacks_texts_and_keys_and_nothing_else(template: ExamTemplate) -> None:
    codes = {problem.code for problem in find_problems(template.paper())}
    assert codes == {"required", "no_such_choice"}


def test_the_second_part_is_scored_by_the_published_steps() -> None:
    [group, *_] = (q for q in template_of("Toán").paper() if isinstance(q, TrueFalseQuestion))
    names = [statement.statement_id for statement in group.statements]
    points = [
        score_question(group, StatementsResponse({n: at >= right for at, n in enumerate(names)}))
        for right in range(5)
    ]
    assert points == [0, 0.1, 0.25, 0.5, 1]


def test_no_two_templates_share_a_name() -> None:
    assert len({template.template_id for template in TEMPLATES}) == len(TEMPLATES)
