"""Moodle XML, read and written.

A group of statements is a matching question with the answers Đúng and Sai; several choices
without partial credit are of the plug-in type ``multichoiceset``.  What the format cannot hold:
penalties other than a single choice's, and how a group of statements is scored.
"""

from __future__ import annotations

import re

# Only writes here; what others wrote goes through defusedxml.
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

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
from chalicelib.importing.drafts import (
    FALSE,
    TRUE,
    Collector,
    Common,
    Imported,
    Unread,
    number_question,
    read_judgement,
    short_text,
    single_choice,
    true_false,
    unreadable,
)
from chalicelib.importing.markup import html_to_text, legal, text_to_html
from chalicelib.importing.weights import WHOLE, choice_question, weights_of, write_weight

_START: Final = re.compile(rb"<question[\s>]")


def read_moodle(data: bytes) -> Imported:
    """Read a Moodle XML file; raises InvalidError when it is none."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as error:
        raise unreadable() from error
    if root.tag != "quiz":
        raise unreadable()
    lines = [data.count(b"\n", 0, match.start()) + 1 for match in _START.finditer(data)]
    collector = Collector()
    for at, element in enumerate(root.iter("question")):
        if element.get("type") != "category":
            _QuestionReader(element, lines[at] if at < len(lines) else 0, collector).read()
    return collector.finish()


class _QuestionReader:
    """Reads one question element."""

    def __init__(self, element: ET.Element, line: int, collector: Collector) -> None:
        self._element = element
        self._line = line
        self._collector = collector
        self._text = self._say("questiontext")

    def read(self) -> None:
        """Hand the question over, or say what is the matter with it."""
        question = self._question(self._element.get("type", ""))
        if question is None:
            self._skip("unknown_type")
        else:
            self._collector.questions.append(question)

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
        )

    def _choices(self, *, all_or_nothing: bool) -> Question:
        single = not all_or_nothing and (self._element.findtext("single") or "true") != "false"
        weighted = [(self._answer_text(a), _fraction(a)) for a in self._answers()]
        credit = Credit.ALL if all_or_nothing else Credit.PARTIAL
        question, exact = choice_question(self._common(), weighted, single=single, credit=credit)
        if not exact:
            self._skip("weights_left_out")
        return question

    def _short_text(self) -> Question:
        right = [a for a in self._answers() if _fraction(a) > 0]
        if any(_fraction(answer) < WHOLE for answer in right):
            self._skip("weights_left_out")
        common = self._common()
        return short_text(common, [self._answer_text(a) for a in right])

    def _number(self) -> Question | None:
        right = [a for a in self._answers() if _fraction(a) > 0]
        if len(right) > 1:
            self._skip("weights_left_out")
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
            self._skip("feedback_left_out")
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
        text, pictures = html_to_text(raw)
        if pictures:
            self._collector.skip(Unread(self._line, text, "picture_left_out"))
        return text

    def _skip(self, code: str) -> None:
        self._collector.skip(Unread(self._line, self._text, code))


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


def write_moodle(paper: Paper) -> bytes:
    """Write a paper as Moodle XML."""
    quiz = ET.Element("quiz")
    for number, question in enumerate(paper, 1):
        _write_question(ET.SubElement(quiz, "question"), question, number)
    ET.indent(quiz)
    return bytes(ET.tostring(quiz, encoding="utf-8", xml_declaration=True))


def _write_question(element: ET.Element, question: Question, number: int) -> None:
    _add_text(ET.SubElement(element, "name"), f"Câu {number}")
    _add_html(ET.SubElement(element, "questiontext"), question.text)
    _add_html(ET.SubElement(element, "generalfeedback"), question.explanation)
    ET.SubElement(element, "defaultgrade").text = repr(question.points)
    match question:
        case SingleChoiceQuestion():
            element.set("type", "multichoice")
            ET.SubElement(element, "single").text = "true"
            _write_choices(element, question)
        case SeveralChoicesQuestion():
            whole = question.credit is Credit.ALL
            element.set("type", "multichoiceset" if whole else "multichoice")
            ET.SubElement(element, "single").text = "false"
            _write_choices(element, question)
        case TrueFalseQuestion():
            element.set("type", "matching")
            for statement in question.statements:
                pair = ET.SubElement(element, "subquestion")
                _add_html(pair, statement.text)
                _add_text(ET.SubElement(pair, "answer"), TRUE if statement.correct else FALSE)
        case NumberQuestion():
            element.set("type", "numerical")
            answer = _add_answer(element, WHOLE)
            _add_text(answer, repr(question.number))
            ET.SubElement(answer, "tolerance").text = repr(question.tolerance)
        case ShortTextQuestion():
            element.set("type", "shortanswer")
            ET.SubElement(element, "usecase").text = "0"
            for spelling in question.accepted:
                _add_text(_add_answer(element, WHOLE), spelling)


def _write_choices(
    element: ET.Element, question: SingleChoiceQuestion | SeveralChoicesQuestion
) -> None:
    for choice, weight in zip(question.choices, _fractions(question), strict=True):
        _add_html(_add_answer(element, weight), choice.text)


def _fractions(question: SingleChoiceQuestion | SeveralChoicesQuestion) -> Iterator[float]:
    whole = isinstance(question, SeveralChoicesQuestion) and question.credit is Credit.ALL
    for weight in weights_of(question):
        yield (WHOLE if weight > 0 else 0.0) if whole else weight


def _add_answer(parent: ET.Element, weight: float) -> ET.Element:
    return ET.SubElement(parent, "answer", fraction=write_weight(weight))


def _add_html(element: ET.Element, text: str) -> None:
    element.set("format", "html")
    ET.SubElement(element, "text").text = text_to_html(text)


def _add_text(element: ET.Element, text: str) -> None:
    ET.SubElement(element, "text").text = legal(text)
