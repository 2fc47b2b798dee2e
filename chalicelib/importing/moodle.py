"""Moodle XML, read and written.

A group of statements is a matching question with the answers Đúng and Sai; several choices
without partial credit are of the plug-in type ``multichoiceset``; a part of the paper is a
category.  What the format cannot hold:
penalties other than a single choice's, and how a group of statements is scored.
"""

from __future__ import annotations

import base64
import re

# Only writes here; what others wrote goes through defusedxml.
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from chalicelib.domain.pictures import pictures_in
from chalicelib.domain.questions import (
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.categories import category_of, part_of
from chalicelib.importing.drafts import (
    FALSE,
    TRUE,
    Collector,
    Common,
    Fault,
    Imported,
    PicturesById,
    Unread,
    file_name,
    number_question,
    read_judgement,
    short_text,
    single_choice,
    true_false,
    unreadable,
)
from chalicelib.importing.markup import html_to_text, legal, text_to_html
from chalicelib.importing.weights import WHOLE, choice_question, weights_of, write_weight

PLUGIN_FILE: Final = "@@PLUGINFILE@@/"
"""Where a text of Moodle's finds the files that come with it."""
_START: Final = re.compile(rb"<question[\s>]")
_DATA_URL: Final = re.compile(r"data:image/[a-z+]+;base64,")


def read_moodle(data: bytes) -> Imported:
    """Read a Moodle XML file; raises InvalidError when it is none."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as error:
        raise unreadable() from error
    if root.tag != "quiz":
        raise unreadable()
    lines = list(_lines_of_questions(data))
    collector = Collector()
    part = ""
    for at, element in enumerate(root.iter("question")):
        if element.get("type") == "category":
            part = part_of(element.findtext("category/text") or "")
        else:
            line = lines[at] if at < len(lines) else 0
            _QuestionReader(element, line, part, collector).read()
    return collector.finish()


def _lines_of_questions(data: bytes) -> Iterator[int]:
    """Yield the line, from 1, in which each question begins."""
    line, at = 1, 0
    for match in _START.finditer(data):
        line += data.count(b"\n", at, match.start())
        at = match.start()
        yield line


class _QuestionReader:
    """Reads one question element."""

    def __init__(self, element: ET.Element, line: int, part: str, collector: Collector) -> None:
        self._element = element
        self._line = line
        self._part = part
        self._collector = collector
        self._notes: list[Fault] = []
        self._text = self._say("questiontext")

    def read(self) -> None:
        """Hand the question over, or say what is the matter with it."""
        question = self._question(self._element.get("type", ""))
        if question is None:
            self._collector.skip(Unread(self._line, self._text, "unknown_type"))
        else:
            notes = (Unread(self._line, self._text, code) for code in self._notes)
            self._collector.add(question, notes)

    def _question(self, kind: str) -> Question | None:
        match kind:
            case "multichoice" | "multichoiceset":
                return self._choices(all_or_nothing=kind == "multichoiceset")
            case "truefalse":
                told = {self._answer_text(a): _fraction(a) for a in self._answers()}
                true = any(read_judgement(word) and share > 0 for word, share in told.items())
                return single_choice(self._common(), [TRUE, FALSE], 0 if true else 1)
            case "shortanswer":
                return self._short_text()
            case "numerical":
                return self._number()
            case "matching":
                return self._statements()
        return None

    def _common(self) -> Common:
        return Common(
            text=self._text,
            points=_number_in(self._element, "defaultgrade", 1.0),
            explanation=self._say("generalfeedback"),
            part=self._part,
        )

    def _choices(self, *, all_or_nothing: bool) -> Question:
        single = not all_or_nothing and (self._element.findtext("single") or "true") != "false"
        weighted = [(self._answer_text(a), _fraction(a)) for a in self._answers()]
        credit = Credit.ALL if all_or_nothing else Credit.PARTIAL
        question, exact = choice_question(self._common(), weighted, single=single, credit=credit)
        if not exact:
            self._notes.append("weights_left_out")
        return question

    def _short_text(self) -> Question:
        right = [a for a in self._answers() if _fraction(a) > 0]
        if any(_fraction(answer) < WHOLE for answer in right):
            self._notes.append("weights_left_out")
        common = self._common()
        return short_text(common, [self._answer_text(a) for a in right])

    def _number(self) -> Question | None:
        right = [a for a in self._answers() if _fraction(a) > 0]
        if len(right) > 1:
            self._notes.append("weights_left_out")
        try:
            number = float(self._answer_text(right[0]))
        except (IndexError, ValueError):
            return None
        return number_question(self._common(), number, _number_in(right[0], "tolerance", 0.0))

    def _statements(self) -> Question | None:
        pairs = [
            (self._text_of(pair), read_judgement(self._text_of(answer)))
            for pair in self._element.findall("subquestion")
            if (answer := pair.find("answer")) is not None
        ]
        told = [(text, judged) for text, judged in pairs if text and judged is not None]
        if not told or len(told) < len(pairs):
            return None
        return true_false(self._common(), told)

    def _answers(self) -> list[ET.Element]:
        answers = self._element.findall("answer")
        if any((answer.findtext("feedback/text") or "").strip() for answer in answers):
            self._notes.append("feedback_left_out")
        return answers

    def _answer_text(self, answer: ET.Element) -> str:
        return self._text_of(answer)

    def _say(self, name: str) -> str:
        found = self._element.find(name)
        return "" if found is None else self._text_of(found)

    def _text_of(self, element: ET.Element) -> str:
        raw = element.findtext("text") or ""
        if element.get("format", "moodle_auto_format") != "html":
            return raw.strip()
        files = {file.get("name", ""): file for file in element.findall("file")}

        def show(source: str, alt: str) -> str:
            mark, fault = self._collector.take_picture(_picture_data(source, files), alt)
            self._notes.extend([fault] if fault else [])
            return mark

        return html_to_text(raw, show)


def _picture_data(source: str, files: Mapping[str, ET.Element]) -> bytes:
    """Return what an ``img`` shows, if it is in the file; nothing is fetched from elsewhere."""
    if source.startswith(PLUGIN_FILE):
        found = files.get(unquote(source.removeprefix(PLUGIN_FILE)))
        encoded = "" if found is None else found.text or ""
    else:
        data = _DATA_URL.match(source)
        encoded = source[data.end() :] if data else ""
    try:
        return base64.b64decode(encoded)
    except ValueError:
        return b""


def _fraction(answer: ET.Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0


def _number_in(element: ET.Element, name: str, default: float) -> float:
    try:
        return float(element.findtext(name) or default)
    except ValueError:
        return default


def write_moodle(paper: Paper, pictures: PicturesById) -> bytes:
    """Write a paper as Moodle XML, its pictures within."""
    quiz = ET.Element("quiz")
    part = ""
    for number, question in enumerate(paper, 1):
        if question.part != part:
            part = question.part
            heading = ET.SubElement(quiz, "question", type="category")
            _add_text(ET.SubElement(heading, "category"), category_of(part))
        _QuestionWriter(ET.SubElement(quiz, "question"), pictures).write(question, number)
    ET.indent(quiz)
    return bytes(ET.tostring(quiz, encoding="utf-8", xml_declaration=True))


class _QuestionWriter:
    """Writes one question element."""

    def __init__(self, element: ET.Element, pictures: PicturesById) -> None:
        self._element = element
        self._pictures = pictures

    def write(self, question: Question, number: int) -> None:
        """Write everything that the format can hold."""
        _add_text(self._add("name"), f"Câu {number}")
        self._say(self._add("questiontext"), question.text)
        self._say(self._add("generalfeedback"), question.explanation)
        self._add("defaultgrade").text = repr(question.points)
        match question:
            case SingleChoiceQuestion():
                self._write_choices("multichoice", question)
            case SeveralChoicesQuestion():
                whole = question.credit is Credit.ALL
                self._write_choices("multichoiceset" if whole else "multichoice", question)
            case TrueFalseQuestion():
                self._write_statements(question)
            case NumberQuestion():
                self._write_number(question)
            case ShortTextQuestion():
                self._write_spellings(question)

    def _write_choices(
        self, kind: str, question: SingleChoiceQuestion | SeveralChoicesQuestion
    ) -> None:
        self._element.set("type", kind)
        single = isinstance(question, SingleChoiceQuestion)
        self._add("single").text = "true" if single else "false"
        for choice, weight in zip(question.choices, _fractions(question), strict=True):
            self._say(self._add_answer(weight), choice.text)

    def _write_statements(self, question: TrueFalseQuestion) -> None:
        self._element.set("type", "matching")
        for statement in question.statements:
            pair = self._add("subquestion")
            self._say(pair, statement.text)
            _add_text(ET.SubElement(pair, "answer"), TRUE if statement.correct else FALSE)

    def _write_number(self, question: NumberQuestion) -> None:
        self._element.set("type", "numerical")
        if question.number is None:
            return
        answer = self._add_answer(WHOLE)
        _add_text(answer, repr(question.number))
        ET.SubElement(answer, "tolerance").text = repr(question.tolerance)

    def _write_spellings(self, question: ShortTextQuestion) -> None:
        self._element.set("type", "shortanswer")
        self._add("usecase").text = "0"
        for spelling in question.accepted:
            _add_text(self._add_answer(WHOLE), spelling)

    def _add(self, name: str) -> ET.Element:
        return ET.SubElement(self._element, name)

    def _add_answer(self, weight: float) -> ET.Element:
        return ET.SubElement(self._element, "answer", fraction=write_weight(weight))

    def _say(self, element: ET.Element, text: str) -> None:
        """Write a text as HTML, with the files of its pictures behind it."""
        element.set("format", "html")
        ET.SubElement(element, "text").text = text_to_html(text, self._source_of)
        for picture_id in pictures_in([text]):
            if picture_id in self._pictures:
                name = file_name(self._pictures[picture_id])
                file = ET.SubElement(element, "file", name=name, path="/", encoding="base64")
                file.text = base64.b64encode(self._pictures[picture_id].data).decode()

    def _source_of(self, picture_id: str) -> str | None:
        picture = self._pictures.get(picture_id)
        return None if picture is None else PLUGIN_FILE + file_name(picture)


def _fractions(question: SingleChoiceQuestion | SeveralChoicesQuestion) -> Iterator[float]:
    whole = isinstance(question, SeveralChoicesQuestion) and question.credit is Credit.ALL
    for weight in weights_of(question):
        yield (WHOLE if weight > 0 else 0.0) if whole else weight


def _add_text(element: ET.Element, text: str) -> None:
    ET.SubElement(element, "text").text = legal(text)
