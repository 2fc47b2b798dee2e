"""What a reader hands back: questions, and every line that it could not understand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypedDict

from chalicelib.domain.bank import Level
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.pictures import Picture, picture_mark, pictures_in, read_picture
from chalicelib.domain.questions import (
    Choice,
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    Statement,
    TrueFalseQuestion,
    texts_of,
)

MAX_SHOWN: Final = 200
"""How much of a line is shown back: enough to find it."""
MAX_PICTURES_BYTES: Final = 4 * 1024 * 1024
"""A preview carries its pictures; Lambda answers with at most 6 MB, as base64."""
MAX_IMPORTED: Final = 1_000
"""Questions of one file, and lines that are named as not understood: five papers' worth, and what
one answer of Lambda's holds."""
TRUE: Final = "Đúng"
FALSE: Final = "Sai"
TRUE_WORDS: Final = frozenset({"đúng", "đ", "true", "t", "x", "1"})
FALSE_WORDS: Final = frozenset({"sai", "s", "false", "f", "0"})


Fault = Literal[
    "not_understood",
    "no_key",
    "no_text",
    "no_such_question",
    "too_few_choices",
    "unknown_type",
    "weights_left_out",
    "feedback_left_out",
    "picture_left_out",
    "picture_too_large",
    "picture_too_many",
]
"""What may be the matter with a line, as stable names."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that was not understood, or from which something was left out."""

    line: int
    """From 1; in a Word file paragraphs and table rows count, in a workbook rows."""
    text: str
    code: str
    """What is the matter, as a stable name; of a question's line one of ``Fault``."""
    question: int | None = None
    """The place, from 0, of the question it belongs to; None: to none."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds."""

    questions: Paper
    unread: tuple[Unread, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """Those that the questions' texts show."""
    levels: tuple[Level | None, ...] = ()
    """What the file says that each question asks of a student; None: nothing."""


PicturesById = Mapping[str, Picture]
"""The pictures that the texts of a paper show, as far as they are there."""


class Common(TypedDict, total=False):
    """What every question has beside its key; the name is given in the end."""

    question_id: str
    text: str
    points: float
    penalty: float
    explanation: str
    part: str


@dataclass(slots=True)
class Collector:
    """Gathers questions and unread lines in the order of the file."""

    questions: list[Question] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    levels: list[Level | None] = field(default_factory=list)

    def add(
        self, question: Question, notes: Iterable[Unread] = (), *, level: Level | None = None
    ) -> None:
        """
        Add a question, and what there is to say about it.

        Raises:
            InvalidError: There are too many.
        """
        if len(self.questions) >= MAX_IMPORTED:
            raise too_many()
        place = len(self.questions)
        self.questions.append(question)
        self.levels.append(level)
        for note in notes:
            self.skip(replace(note, question=place))

    def take_picture(self, data: bytes, alt: str = "") -> tuple[str, Fault | None]:
        """
        Keep a picture of the file.

        Returns:
            What shows it within a text, and None; or nothing, and what is the matter with it.
        """
        try:
            picture = read_picture(data)
        except InvalidError as error:
            too_large = error.problems[0].code == "picture_too_large"
            return "", "picture_too_large" if too_large else "picture_left_out"
        kept = sum(len(other.data) for other in self.pictures.values())
        if picture.picture_id not in self.pictures and kept + len(data) > MAX_PICTURES_BYTES:
            return "", "picture_too_many"
        self.pictures[picture.picture_id] = picture
        return picture_mark(picture.picture_id, alt), None

    def skip(self, unread: Unread) -> None:
        """Note a line that was not understood, of the first ones."""
        if len(self.unread) < MAX_IMPORTED:
            self.unread.append(replace(unread, text=unread.text.strip()[:MAX_SHOWN]))

    def finish(self) -> Imported:
        """Return everything; questions get the names q1, q2 and so on."""
        named = tuple(
            replace(question, question_id=f"q{at}") for at, question in enumerate(self.questions, 1)
        )
        unread = tuple(sorted(self.unread, key=lambda unread: unread.line))
        shown = pictures_in(text for question in named for text in texts_of(question))
        pictures = tuple(self.pictures[name] for name in shown if name in self.pictures)
        return Imported(named, unread, pictures, tuple(self.levels))


def single_choice(common: Common, choices: Sequence[str], right: int | None) -> Question:
    """Make a question with one right choice, by its place; None: nobody knows it yet."""
    offered = _named(choices)
    name = "" if right is None else offered[right].choice_id
    return SingleChoiceQuestion(**_whole(common), choices=offered, correct_choice_id=name)


def several_choices(
    common: Common, choices: Sequence[str], right: Collection[int], credit: Credit = Credit.PARTIAL
) -> Question:
    """Make a question with several right choices, by their places."""
    offered = _named(choices)
    names = frozenset(offered[place].choice_id for place in right)
    return SeveralChoicesQuestion(
        **_whole(common), choices=offered, correct_choice_ids=names, credit=credit
    )


def true_false(
    common: Common, statements: Sequence[tuple[str, bool]], credit: Credit = Credit.PARTIAL
) -> Question:
    """Make a group of statements, each with whether it is true."""
    return TrueFalseQuestion(
        **_whole(common),
        statements=tuple(
            Statement(f"s{at}", text, correct=correct)
            for at, (text, correct) in enumerate(statements, 1)
        ),
        credit=credit,
    )


def number_question(common: Common, number: float | None, tolerance: float = 0.0) -> Question:
    """Make a question answered by a number; None: nobody knows it yet."""
    return NumberQuestion(**_whole(common), number=number, tolerance=tolerance)


def short_text(common: Common, accepted: Iterable[str]) -> Question:
    """Make a question answered by a few words."""
    return ShortTextQuestion(**_whole(common), accepted=tuple(accepted))


def read_judgement(word: str) -> bool | None:
    """Read right or wrong, in Vietnamese or English; None when it is neither."""
    folded = word.strip().casefold()
    if folded in TRUE_WORDS:
        return True
    return False if folded in FALSE_WORDS else None


def file_name(picture: Picture) -> str:
    """Name a picture within a file of questions."""
    return f"{picture.picture_id}.{picture.content_type.removeprefix('image/')}"


def unreadable() -> InvalidError:
    """Return the error for a file that is not what it is said to be."""
    return InvalidError((Problem("content_base64", "unreadable_file"),))


def too_many() -> InvalidError:
    """Return the error for a file of more questions than anybody gives at once."""
    return InvalidError((Problem("content_base64", "too_many"),))


def decode_text(data: bytes) -> str:
    """Read a text file: UTF-8 or UTF-16 with its mark; raises InvalidError for anything else."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable() from error


def _named(choices: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{at}", text) for at, text in enumerate(choices, 1))


def _whole(common: Common) -> Common:
    return {"question_id": "", "points": 1.0, **common}
