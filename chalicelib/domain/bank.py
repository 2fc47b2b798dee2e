"""A lecturer's bank of questions: what a question is about, and how it is found again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.pictures import split_pictures
from chalicelib.domain.questions import Question, question_problems, texts_of
from chalicelib.domain.underlining import without_underlines

MAX_AT_ONCE: Final = 50
"""Questions saved together; the store takes them whole or not at all."""
MAX_LABEL: Final = 100
MAX_TAGS: Final = 10
MAX_SEARCHED: Final = 10_000
"""So much of a question is looked through: the records stay small."""


class Level(StrEnum):
    """What a question asks of a student; the four levels of the Ministry's test matrices."""

    RECOGNITION = "recognition"
    COMPREHENSION = "comprehension"
    APPLICATION = "application"
    HIGH_APPLICATION = "high_application"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a question is about."""

    subject: str = ""
    chapter: str = ""
    level: Level | None = None
    tags: tuple[str, ...] = ()
    """In no order; each once."""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question in its lecturer's bank; its name in the bank is the question's own."""

    lecturer_id: str
    question: Question
    labels: Labels
    saved_at: datetime
    version: int
    """Counts the saves; a save that does not name the present one is refused."""

    @property
    def question_id(self) -> str:
        """Its name; names sort by the time at which the questions came into the bank."""
        return self.question.question_id


@dataclass(frozen=True, slots=True)
class BankSearch:
    """Which questions are looked for; what is empty says nothing."""

    words: tuple[str, ...] = ()
    """Folded; each must stand somewhere in the question or its labels."""
    subject: str = ""
    chapter: str = ""
    tag: str = ""
    level: Level | None = None
    kind: str = ""
    """The question's type, as it goes over the wire."""


def bank_name(saved_at: datetime, random_id: str) -> str:
    """Return a name for a question: by its time, then by 32 random hexadecimal digits."""
    moment = f"{int(saved_at.timestamp() * 1000):011x}"
    return (moment + random_id)[: len(random_id)]


def fold(text: str) -> str:
    """Return a text as it is searched: small letters without diacritics, single spaces."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(bare.split())


def search_text(question: Question, labels: Labels) -> str:
    """Return everything by which a question is found, folded."""
    said = (
        without_underlines(stretch) if isinstance(stretch, str) else stretch[1]
        for text in texts_of(question)
        for stretch in split_pictures(text)
    )
    told = (labels.subject, labels.chapter, *labels.tags)
    return fold(" ".join((*told, *said)))[:MAX_SEARCHED]


def bank_problems(question: Question, labels: Labels, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a question and its labels, each problem with its place."""
    yield from question_problems(question, f"{path}.question")
    for name, text in (("subject", labels.subject), ("chapter", labels.chapter)):
        if len(text) > MAX_LABEL:
            yield Problem(f"{path}.{name}", "too_long")
    yield from _tag_problems(labels.tags, f"{path}.tags")


def _tag_problems(tags: Sequence[str], path: str) -> Iterator[Problem]:
    if len(tags) > MAX_TAGS:
        yield Problem(path, "too_many")
    for index, tag in enumerate(tags):
        if not tag.strip():
            yield Problem(f"{path}[{index}]", "required")
        elif len(tag) > MAX_LABEL:
            yield Problem(f"{path}[{index}]", "too_long")
