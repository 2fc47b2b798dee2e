"""A file of questions that is looked through, over the wire."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.bank_schemas import LevelName
from chalicelib.api.picture_schemas import ImportedPicture
from chalicelib.api.question_schemas import Line, QuestionContent
from chalicelib.api.schemas import File


class QuestionImport(Struct, frozen=True):
    """A file of questions, at most 4 MB, to be looked through; nothing is saved."""

    format: Literal["text", "docx", "aiken", "gift", "moodle", "qti", "xlsx"]
    content_base64: File
    file_name: Line = ""


class ImportProblem(Struct, frozen=True):
    """A line that was not understood, or from which something was left out."""

    line: int
    text: str
    code: str
    message: str
    question: int | None = None
    """The place, from 0, of the question it belongs to; null: to none."""


class ImportPreview(Struct, frozen=True):
    """What a file holds, to be put into an exam, and what was not understood."""

    questions: list[QuestionContent]
    problems: list[ImportProblem]
    levels: list[LevelName | None]
    """What the file says that each question asks of a student, for the bank; null: nothing."""
    pictures: list[ImportedPicture] = []
    """Those that the questions' texts show; to be uploaded before the questions are saved."""
