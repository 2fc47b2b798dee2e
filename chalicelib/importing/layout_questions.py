"""A question in the Vietnamese layout, from its lines to a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from chalicelib.domain.bank import Level
from chalicelib.domain.numbers import read_number
from chalicelib.domain.questions import (
    GRADUATION_STATEMENTS,
    MIN_CHOICES,
    Credit,
    Question,
)
from chalicelib.importing.drafts import (
    Collector,
    Common,
    Unread,
    number_question,
    read_judgement,
    several_choices,
    short_text,
    single_choice,
    true_false,
)
from chalicelib.importing.layout_keys import read_judgements, read_letters
from chalicelib.importing.layout_passages import Passage
from chalicelib.importing.rich_text import UNDERLINE, Line, RichText, joined

MARKS: Final = ("star", "highlight", "underline", "colour", "bold")
"""The surest first: bold often marks nothing but the letters before the choices."""
_SUFFIX: Final = re.compile(
    r"(?:[(\[]\s*(?P<boxed>(?i:đúng|sai|đ|s))\s*[)\]]"
    r"|[-\u2013\u2014→:]\s*(?P<told>(?i:đúng|sai|đ|s))"
    r"|(?<=[\s.;!?…])(?P<bare>Đúng|ĐÚNG|Sai|SAI)"
    r"|(?:\t|(?<!\s)\s{2,})(?P<apart>Đ|S))\s*(?:\.\s*)?$"
)
"""A judgement behind a statement.  A bare word counts with its capital only: a sentence may well
end with ``đúng``."""
_SPELLINGS: Final = re.compile(r";|\||\bhoặc\b")


@dataclass(slots=True)
class Option:
    """A choice or a statement: its letter, and its lines."""

    label: RichText
    starred: bool
    lines: list[RichText]

    @property
    def text(self) -> str:
        """Everything it says."""
        return joined(self.lines, underlines=False)

    @property
    def is_partly_underlined(self) -> bool:
        """Whether some of its letters are underlined and others are not."""
        return 0 < RichText.join(self.lines).share(UNDERLINE) < 1

    def carries(self, mark: str, *, wholly: bool = False) -> tuple[bool, bool]:
        """Say whether its letter and whether its text carry a mark."""
        if mark == "star":
            return self.starred, self.starred
        text = RichText.join(self.lines)
        return self.label.part(0, 1).carries(mark), (
            text.share(mark) == 1 if wholly else text.carries(mark)
        )


@dataclass(slots=True)
class QuestionDraft:
    """A question while its lines come in."""

    line: int
    part: int
    number: int
    part_name: str = ""
    points: float | None = None
    level: Level | None = None
    passage: Passage | None = None
    """What it shares with its neighbours."""
    lines: list[RichText] = field(default_factory=list)
    choices: list[Option] = field(default_factory=list)
    statements: list[Option] = field(default_factory=list)
    answer: str | None = None
    """As told beneath the question or in the key."""
    solution: list[RichText] = field(default_factory=list)
    doubtful: list[Line] = field(default_factory=list)
    """Lines behind the last option that do not look as if they belonged to it."""

    @property
    def is_complete(self) -> bool:
        """Whether its options or its answer came already."""
        return bool(self.choices or self.statements or self.answer)

    def accept_doubtful(self) -> None:
        """Take the doubtful lines for the last option's: another one follows."""
        for line in self.doubtful:
            options = self.statements or self.choices
            (options[-1].lines if options else self.lines).append(line.rich)
        self.doubtful.clear()

    def accepts(self, answer: str) -> bool:
        """Say whether an answer of the key can be this question's."""
        if self.statements:
            return read_judgements(answer, len(self.statements)) is not None
        letters = read_letters(answer)
        if self.choices:
            return letters is not None and letters[-1] < len(self.choices)
        return letters is None or read_number(answer) is not None

    def build(self, collector: Collector) -> None:
        """Hand the finished question over, and say what is the matter with it."""
        text = joined(self.lines)
        if self.passage:
            text = self.passage.text_beside(self.number, text)
        solution = joined(self.solution)
        common = Common(text=text, explanation=solution, part=self.part_name)
        if self.points is not None:
            common["points"] = self.points
        notes = [] if text else [Unread(self.line, f"Câu {self.number}", "no_text")]
        make = self._short
        if self.statements:
            make = self._true_false
        elif self.choices:
            make = self._choice
        question = make(common, notes)
        collector.add(question, notes, level=self.level)

    def _choice(self, common: Common, notes: list[Unread]) -> Question:
        if len(self.choices) < MIN_CHOICES:
            notes.append(Unread(self.line, common["text"], "too_few_choices"))
        texts = texts_of_options(self.choices)
        right = read_letters(self.answer or "") or marked(self.choices)
        if not right or right[-1] >= len(texts):
            notes.append(Unread(self.line, common["text"], "no_key"))
            return single_choice(common, texts, None)
        if len(right) == 1:
            return single_choice(common, texts, right[0])
        return several_choices(common, texts, right)

    def _true_false(self, common: Common, notes: list[Unread]) -> Question:
        texts = texts_of_options(self.statements)
        told = read_judgements(self.answer or "", len(texts))
        if told is None and (suffixed := _read_suffixes(texts)):
            texts, told = suffixed
        if told is None and (right := marked(self.statements)):
            told = [at in right for at in range(len(texts))]
        if told is None:
            notes.append(Unread(self.line, common["text"], "no_key"))
            told = [False] * len(texts)
        graduation = len(texts) == GRADUATION_STATEMENTS
        credit = Credit.GRADUATION if graduation else Credit.PARTIAL
        return true_false(common, list(zip(texts, told, strict=True)), credit)

    def _short(self, common: Common, notes: list[Unread]) -> Question:
        answer = (self.answer or "").strip().rstrip(".")
        number = read_number(answer.strip("$"))
        if number is not None:
            return number_question(common, float(number))
        if not answer:
            notes.append(Unread(self.line, common["text"], "no_key"))
        return short_text(common, filter(None, map(str.strip, _SPELLINGS.split(answer))))


def marked(options: Sequence[Option]) -> list[int]:
    """
    Return the places of the options that a mark singles out, by the surest mark.

    A mark that all of them carry singles out nothing: letters are often all bold.
    """
    for mark in MARKS:
        wholly = mark == UNDERLINE and underlines_say_something(options)
        all_carried = [option.carries(mark, wholly=wholly) for option in options]
        for carried in zip(*all_carried, strict=True):
            places = [at for at, has in enumerate(carried) if has]
            if 0 < len(places) < len(options):
                return places
    return []


def underlines_say_something(options: Sequence[Option]) -> bool:
    """
    Say whether underlined words are what the options are about, and no key.

    A key is one option that is underlined; where parts of several are, as in "h<u>ea</u>d", the
    question is about these parts.
    """
    return sum(option.is_partly_underlined for option in options) > 1


def texts_of_options(options: Sequence[Option]) -> list[str]:
    """Return what each option says, with underlined words where these say something."""
    underlines = underlines_say_something(options)
    return [joined(option.lines, underlines=underlines) for option in options]


def _read_suffixes(texts: Sequence[str]) -> tuple[list[str], list[bool]] | None:
    """Read ``… (Đ)`` or ``… - Sai`` behind every statement."""
    found = [_SUFFIX.search(text) for text in texts]
    told = [read_judgement(match[match.lastgroup or 0]) is True for match in found if match]
    if len(told) < len(texts):
        return None
    return [_SUFFIX.sub("", text).rstrip() for text in texts], told
