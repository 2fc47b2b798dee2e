"""Questions and answers as they go over the wire, told apart by their ``type``."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.api.schemas import Whole

Text = Annotated[str, Meta(max_length=10_000)]
Line = Annotated[str, Meta(max_length=500)]
ChoicesCredit = Literal["partial", "all"]
StatementCredit = Literal["partial", "all", "graduation"]


class Choice(Struct, frozen=True):
    """One possible answer."""

    choice_id: str
    text: str


class ChoiceContent(Struct, frozen=True):
    """A choice as it is written; the identifier is drawn when absent."""

    text: Text
    choice_id: Line | None = None


class Statement(Struct, frozen=True):
    """A sentence to be judged, with its key."""

    statement_id: str
    text: str
    correct: bool


class StatementContent(Struct, frozen=True):
    """A statement as it is written; the identifier is drawn when absent."""

    text: Text
    correct: bool
    statement_id: Line | None = None


class PaperStatement(Struct, frozen=True):
    """A statement as a student sees it."""

    statement_id: str
    text: str


class _Question(Struct, frozen=True, kw_only=True, tag_field="type"):
    question_id: str
    text: str
    points: float
    penalty: float | UnsetType = UNSET
    """Points that a wrong answer costs; absent: none."""
    explanation: str | UnsetType = UNSET
    part: str | UnsetType = UNSET
    """The name of the part it stands in; absent: none."""


class SingleChoiceQuestion(_Question, frozen=True, kw_only=True, tag="single_choice"):
    """A question with exactly one right choice, and its key."""

    choices: list[Choice]
    correct_choice_id: str


class SeveralChoicesQuestion(_Question, frozen=True, kw_only=True, tag="several_choices"):
    """A question with one or more right choices, and its key."""

    choices: list[Choice]
    correct_choice_ids: list[str]
    credit: ChoicesCredit


class TrueFalseQuestion(_Question, frozen=True, kw_only=True, tag="true_false"):
    """A group of statements, each right or wrong."""

    statements: list[Statement]
    credit: StatementCredit


class NumberQuestion(_Question, frozen=True, kw_only=True, tag="number"):
    """A question answered by a number, and how far off an answer may be."""

    number: float | None
    tolerance: float


class ShortTextQuestion(_Question, frozen=True, kw_only=True, tag="short_text"):
    """A question answered by a few words, and the spellings that are right."""

    accepted: list[str]


Question = (
    SingleChoiceQuestion
    | SeveralChoicesQuestion
    | TrueFalseQuestion
    | NumberQuestion
    | ShortTextQuestion
)


class _Content(Struct, frozen=True, kw_only=True, tag_field="type"):
    text: Text
    points: float
    penalty: float = 0.0
    explanation: Text = ""
    part: Line = ""
    question_id: Line | None = None


class SingleChoiceContent(_Content, frozen=True, kw_only=True, tag="single_choice"):
    """A question as it is written; ``correct_choice`` counts the choices from 0."""

    choices: Annotated[list[ChoiceContent], Meta(max_length=100)]
    correct_choice: Whole


class SeveralChoicesContent(_Content, frozen=True, kw_only=True, tag="several_choices"):
    """A question as it is written; ``correct_choices`` count the choices from 0."""

    choices: Annotated[list[ChoiceContent], Meta(max_length=100)]
    correct_choices: Annotated[list[Whole], Meta(max_length=100)]
    credit: ChoicesCredit = "partial"


class TrueFalseContent(_Content, frozen=True, kw_only=True, tag="true_false"):
    """A group of statements as it is written; ``graduation`` steps are for four."""

    statements: Annotated[list[StatementContent], Meta(max_length=100)]
    credit: StatementCredit = "partial"


class NumberContent(_Content, frozen=True, kw_only=True, tag="number"):
    """A question answered by a number, as it is written; null: not written yet."""

    number: float | None = None
    tolerance: float = 0.0


class ShortTextContent(_Content, frozen=True, kw_only=True, tag="short_text"):
    """A question answered by a few words, as it is written."""

    accepted: Annotated[list[Line], Meta(max_length=200)]


QuestionContent = (
    SingleChoiceContent
    | SeveralChoicesContent
    | TrueFalseContent
    | NumberContent
    | ShortTextContent
)


class _PaperQuestion(Struct, frozen=True, kw_only=True, tag_field="type"):
    question_id: str
    text: str
    points: float
    penalty: float | UnsetType = UNSET
    part: str | UnsetType = UNSET


class PaperSingleChoice(_PaperQuestion, frozen=True, kw_only=True, tag="single_choice"):
    """A question as a student sees it; answered by ``choice_id``."""

    choices: list[Choice]


class PaperSeveralChoices(_PaperQuestion, frozen=True, kw_only=True, tag="several_choices"):
    """A question as a student sees it; answered by ``choice_ids``."""

    choices: list[Choice]


class PaperTrueFalse(_PaperQuestion, frozen=True, kw_only=True, tag="true_false"):
    """A question as a student sees it; answered by ``statements``."""

    statements: list[PaperStatement]


class PaperNumber(_PaperQuestion, frozen=True, kw_only=True, tag="number"):
    """A question as a student sees it; answered by ``text``, with decimal comma or point."""


class PaperShortText(_PaperQuestion, frozen=True, kw_only=True, tag="short_text"):
    """A question as a student sees it; answered by ``text``."""


PaperQuestion = (
    PaperSingleChoice | PaperSeveralChoices | PaperTrueFalse | PaperNumber | PaperShortText
)


class Answer(Struct, frozen=True, kw_only=True):
    """
    The newest answer to a question: at most one of the four is there.

    ``choice_id`` is null when another one is there, or the answer was taken back.
    """

    choice_id: str | None
    sequence: int
    answered_ms: int
    device: int
    choice_ids: list[str] | UnsetType = UNSET
    statements: dict[str, bool] | UnsetType = UNSET
    text: str | UnsetType = UNSET


class AnswerContent(Struct, frozen=True, kw_only=True):
    """
    An answer as chosen; a lower ``sequence`` never replaces a higher one.

    One of the four, as the question's type asks; none of them takes the answer back.
    """

    sequence: Whole
    answered_ms: Annotated[int, Meta(ge=0, le=9_999_999_999_999)]
    choice_id: Line | None = None
    choice_ids: Annotated[list[Line], Meta(max_length=100)] | None = None
    statements: Annotated[dict[Line, bool], Meta(max_length=100)] | None = None
    text: Line | None = None
