"""QTI 2.1, written: a content package with one item a question, and their pictures.

Where questions stand in parts, a test lists them by sections.

What the format cannot hold: the graduation exam's steps, and penalties other than those of a single
choice and of a short answer in words.
"""

from __future__ import annotations

import io

# Only writes.
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from chalicelib.domain.pictures import pictures_in, split_pictures
from chalicelib.domain.questions import (
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
    texts_of,
)
from chalicelib.domain.underlining import split_underlined
from chalicelib.importing.drafts import FALSE, TRUE, PicturesById, file_name
from chalicelib.importing.markup import UNDERLINED_CLASS, legal
from chalicelib.importing.qti_package import ITEM, MANIFEST, TEST

ITEM_NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE_NAMESPACE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEMPLATES: Final = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
RESPONSE: Final = "RESPONSE"
TEST_NAME: Final = "test.xml"
_MOMENT: Final = (2026, 1, 1, 0, 0, 0)
"""The same paper makes the same file."""


def write_qti(paper: Paper, pictures: PicturesById) -> bytes:
    """Write a paper as a content package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, MANIFEST, _bytes(_manifest(paper, pictures)))
        for question in paper:
            item = _ItemWriter(question, pictures).write()
            _put(package, _item_name(question), _bytes(item))
        for picture in pictures.values():
            _put(package, _picture_name(picture.picture_id, pictures), picture.data)
        if _has_parts(paper):
            _put(package, TEST_NAME, _bytes(_test(paper)))
    return stream.getvalue()


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)


def _bytes(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _item_name(question: Question) -> str:
    return f"items/{question.question_id}.xml"


def _picture_name(picture_id: str, pictures: PicturesById) -> str:
    return f"pictures/{file_name(pictures[picture_id])}"


def _manifest(paper: Paper, pictures: PicturesById) -> ET.Element:
    root = ET.Element("manifest", xmlns=PACKAGE_NAMESPACE, identifier="paper")
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    for question in paper:
        name = _item_name(question)
        resource = ET.SubElement(
            resources,
            "resource",
            identifier=question.question_id,
            type="imsqti_item_xmlv2p1",
            href=name,
        )
        shown = [one for one in pictures_in(texts_of(question)) if one in pictures]
        for href in (name, *(_picture_name(one, pictures) for one in shown)):
            ET.SubElement(resource, "file", href=href)
    if _has_parts(paper):
        about = {"identifier": "test", "type": "imsqti_test_xmlv2p1", "href": TEST_NAME}
        test = ET.SubElement(resources, "resource", about)
        ET.SubElement(test, "file", href=TEST_NAME)
    return root


def _has_parts(paper: Paper) -> bool:
    return any(question.part for question in paper)


def _test(paper: Paper) -> ET.Element:
    """Return the test that says which items stand in which part."""
    named = {"identifier": "paper", "title": "paper"}
    root = ET.Element(TEST, {"xmlns": ITEM_NAMESPACE, **named})
    modes = {"navigationMode": "nonlinear", "submissionMode": "simultaneous"}
    whole = ET.SubElement(root, "testPart", {"identifier": "all", **modes})
    for number, (part, run) in enumerate(groupby(paper, lambda question: question.part), 1):
        about = {"identifier": f"section{number}", "title": legal(part), "visible": "true"}
        section = ET.SubElement(whole, "assessmentSection", about)
        for question in run:
            reference = {"identifier": question.question_id, "href": _item_name(question)}
            ET.SubElement(section, "assessmentItemRef", reference)
    return root


class _ItemWriter:
    """Writes one ``assessmentItem``; its parts stand in the order that the schema asks for."""

    def __init__(self, question: Question, pictures: PicturesById) -> None:
        self._question = question
        self._pictures = pictures
        self._root = ET.Element(
            ITEM,
            xmlns=ITEM_NAMESPACE,
            identifier=question.question_id,
            title=question.question_id,
            adaptive="false",
            timeDependent="false",
        )
        self._body = ET.Element("itemBody")
        self._processing = ET.Element("responseProcessing")

    def write(self) -> ET.Element:
        """Write everything that the format can hold."""
        question = self._question
        match question:
            case SingleChoiceQuestion():
                self._write_single(question)
            case SeveralChoicesQuestion():
                self._write_several(question)
            case TrueFalseQuestion():
                self._write_statements(question)
            case NumberQuestion():
                self._write_number(question)
            case ShortTextQuestion():
                self._write_words(question)
        self._declare_outcome("SCORE", 0.0)
        self._declare_outcome("MAXSCORE", question.points)
        self._root.extend((self._body, self._processing))
        if question.explanation:
            self._write_solution(question.explanation)
        return self._root

    def _write_single(self, question: SingleChoiceQuestion) -> None:
        declared = self._declare("single", "identifier", [question.correct_choice_id])
        _map(declared, {question.correct_choice_id: question.points}, -question.penalty)
        self._process("map_response")
        self._ask_choice(question, most=1)

    def _write_several(self, question: SeveralChoicesQuestion) -> None:
        right = question.correct_choice_ids
        named = [choice.choice_id for choice in question.choices]
        declared = self._declare("multiple", "identifier", [n for n in named if n in right])
        if question.credit is Credit.ALL:
            self._process("match_correct")
        else:
            share = question.points / max(1, len(right))
            _map(declared, {name: share if name in right else -share for name in named}, 0.0)
            self._process("map_response")
        self._ask_choice(question, most=0)

    def _ask_choice(
        self, question: SingleChoiceQuestion | SeveralChoicesQuestion, *, most: int
    ) -> None:
        asked = self._ask("choiceInteraction", shuffle="false", maxChoices=str(most))
        self._say(ET.SubElement(asked, "prompt"), question.text)
        for choice in question.choices:
            element = ET.SubElement(asked, "simpleChoice", identifier=choice.choice_id)
            self._say(element, choice.text)

    def _write_statements(self, question: TrueFalseQuestion) -> None:
        pairs = [
            f"{s.statement_id} {'TRUE' if s.correct else 'FALSE'}" for s in question.statements
        ]
        declared = self._declare("multiple", "directedPair", pairs)
        if question.credit is Credit.ALL:
            self._process("match_correct")
        else:
            _map(declared, dict.fromkeys(pairs, question.points / len(pairs)), 0.0)
            self._process("map_response")
        count = str(len(pairs))
        asked = self._ask("matchInteraction", shuffle="false", maxAssociations=count)
        self._say(ET.SubElement(asked, "prompt"), question.text)
        told = [("TRUE", TRUE), ("FALSE", FALSE)]
        self._match_set(asked, [(s.statement_id, s.text) for s in question.statements], "1")
        self._match_set(asked, told, count)

    def _match_set(self, asked: ET.Element, named: Sequence[tuple[str, str]], most: str) -> None:
        part = ET.SubElement(asked, "simpleMatchSet")
        for name, text in named:
            choice = ET.SubElement(part, "simpleAssociableChoice", identifier=name, matchMax=most)
            self._say(choice, text)

    def _write_number(self, question: NumberQuestion) -> None:
        self._declare("single", "float", [repr(question.number)])
        self._ask_entry()
        condition = ET.SubElement(self._processing, "responseCondition")
        right = ET.SubElement(condition, "responseIf")
        tolerance = repr(question.tolerance)
        equal = ET.SubElement(
            right, "equal", toleranceMode="absolute", tolerance=f"{tolerance} {tolerance}"
        )
        ET.SubElement(equal, "variable", identifier=RESPONSE)
        ET.SubElement(equal, "correct", identifier=RESPONSE)
        outcome = ET.SubElement(right, "setOutcomeValue", identifier="SCORE")
        ET.SubElement(outcome, "baseValue", baseType="float").text = repr(question.points)

    def _write_words(self, question: ShortTextQuestion) -> None:
        declared = self._declare("single", "string", question.accepted[:1])
        worth = dict.fromkeys(map(legal, question.accepted), question.points)
        _map(declared, worth, -question.penalty)
        self._process("map_response")
        self._ask_entry()

    def _ask_entry(self) -> None:
        self._say(ET.SubElement(self._body, "div"), self._question.text)
        line = ET.SubElement(self._body, "div")
        ET.SubElement(line, "textEntryInteraction", responseIdentifier=RESPONSE)

    def _ask(self, tag: str, **attributes: str) -> ET.Element:
        return ET.SubElement(self._body, tag, {"responseIdentifier": RESPONSE, **attributes})

    def _declare(self, cardinality: str, base_type: str, values: Sequence[str]) -> ET.Element:
        declared = ET.SubElement(
            self._root,
            "responseDeclaration",
            identifier=RESPONSE,
            cardinality=cardinality,
            baseType=base_type,
        )
        correct = ET.SubElement(declared, "correctResponse")
        for value in values:
            ET.SubElement(correct, "value").text = legal(value)
        return declared

    def _declare_outcome(self, name: str, value: float) -> None:
        outcome = ET.SubElement(
            self._root,
            "outcomeDeclaration",
            identifier=name,
            cardinality="single",
            baseType="float",
        )
        default = ET.SubElement(outcome, "defaultValue")
        ET.SubElement(default, "value").text = repr(value)

    def _process(self, template: str) -> None:
        self._processing.set("template", TEMPLATES + template)

    def _write_solution(self, text: str) -> None:
        feedback = ET.SubElement(
            self._root,
            "modalFeedback",
            outcomeIdentifier="SOLUTION",
            identifier="solution",
            showHide="show",
        )
        self._say(feedback, text)

    def _say(self, element: ET.Element, text: str) -> None:
        """Write a text as letters, line breaks and pictures."""
        last: ET.Element | None = None
        for stretch in split_pictures(text):
            if isinstance(stretch, tuple) and stretch[0] in self._pictures:
                source = f"../{_picture_name(stretch[0], self._pictures)}"
                last = ET.SubElement(element, "img", src=source, alt=legal(stretch[1]))
                continue
            said = stretch if isinstance(stretch, str) else f"![{stretch[1]}](picture:{stretch[0]})"
            for words, lined in split_underlined(said):
                last = _say_words(element, last, words, lined=lined)


def _say_words(
    element: ET.Element, last: ET.Element | None, words: str, *, lined: bool
) -> ET.Element | None:
    """Write words behind the last element that stands in another one; return the last of them."""
    if lined:
        last = ET.SubElement(element, "span", {"class": UNDERLINED_CLASS})
        last.text = legal(words)
        return last
    for number, line in enumerate(legal(words).split("\n")):
        if number:
            last = ET.SubElement(element, "br")
        if last is None:
            element.text = (element.text or "") + line
        else:
            last.tail = (last.tail or "") + line
    return last


def _map(declared: ET.Element, weights: dict[str, float], default: float) -> None:
    mapping = ET.SubElement(declared, "mapping", defaultValue=repr(default))
    for name, weight in weights.items():
        ET.SubElement(
            mapping, "mapEntry", mapKey=name, mappedValue=repr(weight), caseSensitive="false"
        )
