"""Ready formats of papers: Vietnam's graduation exam as it is since 2025.

Source: Decision 764/QĐ-BGDĐT of the Ministry of Education and Training, 8 March 2024, on the
structure of the papers from 2025 on.  Literature is written as an essay and has no such format.
The counts are where an author starts from: a paper may hold fewer or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import Final

from chalicelib.domain.questions import (
    GRADUATION_STATEMENTS,
    Choice,
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SingleChoiceQuestion,
    Statement,
    TrueFalseQuestion,
)
from chalicelib.domain.scoring import ScoringScheme

TEN_POINTS: Final = ScoringScheme(scale=10.0)
CHOICES: Final = 4


class Part(Enum):
    """A part of the graduation paper, by its heading."""

    CHOICES = "Phần I. Câu trắc nghiệm nhiều phương án lựa chọn"
    STATEMENTS = "Phần II. Câu trắc nghiệm đúng sai"
    NUMBERS = "Phần III. Câu trắc nghiệm trả lời ngắn"


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """So many questions of one kind, of so many points each."""

    part: Part
    count: int
    points: float


@dataclass(frozen=True, slots=True)
class ExamTemplate:
    """The format of one subject's paper."""

    template_id: str
    subject: str
    duration_minutes: int
    parts: tuple[TemplatePart, ...]
    scoring: ScoringScheme = TEN_POINTS

    def paper(self) -> Paper:
        """Return the paper with every text still to be written and every key to be set."""
        kinds = (part for part in self.parts for _ in range(part.count))
        return tuple(_blank(part, f"q{number}") for number, part in enumerate(kinds, 1))


def with_template_points(paper: Paper) -> Paper:
    """
    Give a paper the points of the graduation exam, if it has just its questions.

    Twelve or eighteen choices, four groups of statements and six numbers are no coincidence;
    whoever wrote them expects ten points in all.
    """
    runs = [(part, len(list(run))) for part, run in groupby(paper, key=_part_of)]
    for template in TEMPLATES:
        if runs == [(part.part, part.count) for part in template.parts]:
            points = (part.points for part in template.parts for _ in range(part.count))
            return tuple(replace(q, points=p) for q, p in zip(paper, points, strict=True))
    return paper


def _part_of(question: Question) -> Part | None:
    match question:
        case SingleChoiceQuestion(choices=choices) if len(choices) == CHOICES:
            return Part.CHOICES
        case TrueFalseQuestion(credit=Credit.GRADUATION):
            return Part.STATEMENTS
        case NumberQuestion():
            return Part.NUMBERS
        case _:
            return None


def _blank(part: TemplatePart, name: str) -> Question:
    match part.part:
        case Part.CHOICES:
            return SingleChoiceQuestion(
                question_id=name,
                text="",
                points=part.points,
                part=part.part.value,
                choices=tuple(Choice(f"c{at}", "") for at in range(1, CHOICES + 1)),
                correct_choice_id="",
            )
        case Part.STATEMENTS:
            count = range(1, GRADUATION_STATEMENTS + 1)
            return TrueFalseQuestion(
                question_id=name,
                text="",
                points=part.points,
                part=part.part.value,
                statements=tuple(Statement(f"s{at}", "", correct=False) for at in count),
                credit=Credit.GRADUATION,
            )
        case Part.NUMBERS:
            return NumberQuestion(
                question_id=name, text="", points=part.points, part=part.part.value
            )


def _choices(count: int) -> TemplatePart:
    return TemplatePart(Part.CHOICES, count, 0.25)


_STATEMENTS: Final = TemplatePart(Part.STATEMENTS, 4, 1.0)
_MATHEMATICS: Final = (_choices(12), _STATEMENTS, TemplatePart(Part.NUMBERS, 6, 0.5))
_SCIENCES: Final = (_choices(18), _STATEMENTS, TemplatePart(Part.NUMBERS, 6, 0.25))
_HUMANITIES: Final = (_choices(24), _STATEMENTS)
_LANGUAGES: Final = (_choices(40),)


def _graduation_templates() -> Iterator[ExamTemplate]:
    yield ExamTemplate("graduation-mathematics", "Toán", 90, _MATHEMATICS)
    for name, subject in (
        ("physics", "Vật lí"),
        ("chemistry", "Hóa học"),
        ("biology", "Sinh học"),
        ("geography", "Địa lí"),
    ):
        yield ExamTemplate(f"graduation-{name}", subject, 50, _SCIENCES)
    for name, subject in (
        ("history", "Lịch sử"),
        ("economics-and-law", "Giáo dục kinh tế và pháp luật"),
        ("informatics", "Tin học"),
        ("technology", "Công nghệ"),
    ):
        yield ExamTemplate(f"graduation-{name}", subject, 50, _HUMANITIES)
    yield ExamTemplate("graduation-foreign-language", "Ngoại ngữ", 50, _LANGUAGES)


TEMPLATES: Final = tuple(_graduation_templates())
