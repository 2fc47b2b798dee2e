"""QTI 2.1 as other programs write it."""

from __future__ import annotations

import io
import zipfile

import pytest

from chalicelib.domain.errors import InvalidError
from chalicelib.domain.pictures import picture_mark
from chalicelib.domain.questions import (
    Credit,
    NumberQuestion,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.drafts import Imported
from chalicelib.importing.formats import read_questions
from tests.fakes.pictures import PICTURE

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CHOICES = (
    '<choiceInteraction responseIdentifier="R" maxChoices="{most}"><prompt>Chọn?</prompt>'
    '<simpleChoice identifier="A">Một</simpleChoice><simpleChoice identifier="B">Hai'
    "<feedbackInline/></simpleChoice><simpleChoice identifier='C'>Ba</simpleChoice>"
    "</choiceInteraction>"
)


def item(body: str, correct: str = "", *, base: str = "identifier", more: str = "") -> bytes:
    values = "".join(f"<value>{value}</value>" for value in correct.split("|") if value)
    return (
        f'<?xml version="1.0"?>\n<assessmentItem xmlns="{NAMESPACE}" identifier="i" title="Tên">\n'
        f'<responseDeclaration identifier="R" cardinality="single" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse></responseDeclaration>"
        f"<itemBody>{body}</itemBody>{more}</assessmentItem>"
    ).encode()


def package(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, data in members.items():
            written.writestr(name, data)
    return stream.getvalue()


def manifest(*names: str) -> bytes:
    resources = "".join(f'<resource identifier="r" href="{name}"/>' for name in names)
    return f"<manifest><resources>{resources}</resources></manifest>".encode()


def read(data: bytes) -> Imported:
    return read_questions("qti", data)


def only(data: bytes) -> Question:
    imported = read(data)
    assert not imported.unread
    [question] = imported.questions
    return question


def test_one_choice_is_a_single_choice() -> None:
    question = only(item("<p>Trời <b>xanh</b>.</p>" + CHOICES.format(most=1), "B"))
    assert isinstance(question, SingleChoiceQuestion)
    assert (question.text, question.correct_choice_id) == ("Trời xanh.\nChọn?", "c2")
    assert [choice.text for choice in question.choices] == ["Một", "Hai", "Ba"]


def test_more_choices_count_whole_where_no_weights_are_given() -> None:
    question = only(item(CHOICES.format(most=0), "A|C"))
    assert isinstance(question, SeveralChoicesQuestion)
    assert (sorted(question.correct_choice_ids), question.credit) == (["c1", "c3"], Credit.ALL)


def test_a_hole_in_a_sentence_stays_visible() -> None:
    body = '<p>Tổng là <textEntryInteraction responseIdentifier="R"/> mét.</p>'
    more = '<responseProcessing><equal toleranceMode="absolute" tolerance="0.5 0.5"/></responseProcessing>'  # noqa: E501
    question = only(item(body, "2.5", base="float", more=more))
    assert isinstance(question, NumberQuestion)
    assert (question.text, question.number, question.tolerance) == ("Tổng là _____ mét.", 2.5, 0.5)


def test_words_are_a_short_answer_by_all_spellings_that_earn_points() -> None:
    body = '<p>Tên?</p><extendedTextInteraction responseIdentifier="R"/>'
    data = item(body, "muối ăn", base="string").replace(
        b"</responseDeclaration>",
        '<mapping defaultValue="0"><mapEntry mapKey="muối ăn" mappedValue="1"/>'
        '<mapEntry mapKey="muối bếp" mappedValue="1"/><mapEntry mapKey="đường" mappedValue="0"/>'
        "</mapping></responseDeclaration>".encode(),
    )
    question = only(data)
    assert isinstance(question, ShortTextQuestion)
    assert (question.text, question.accepted) == ("Tên?", ("muối ăn", "muối bếp"))


@pytest.mark.parametrize(
    "body",
    [
        (
            '<matchInteraction responseIdentifier="R"><simpleMatchSet>{asked}</simpleMatchSet>'
            "<simpleMatchSet>{told}</simpleMatchSet></matchInteraction>"
        ),
        '<associateInteraction responseIdentifier="R">{asked}{told}</associateInteraction>',
    ],
)
def test_pairs_with_true_and_false_are_statements(body: str) -> None:
    choice = '<simpleAssociableChoice identifier="{}" matchMax="9">{}</simpleAssociableChoice>'
    asked = choice.format("S1", "Tỏa nhiệt") + choice.format("S2", "Thu nhiệt")
    told = choice.format("T", "True") + choice.format("F", "False")
    question = only(item("<p>Xét</p>" + body.format(asked=asked, told=told), "S1 T|S2 F"))
    assert isinstance(question, TrueFalseQuestion)
    assert [(s.text, s.correct) for s in question.statements] == [
        ("Tỏa nhiệt", True),
        ("Thu nhiệt", False),
    ]


def test_points_and_solution_are_read() -> None:
    more = (
        '<outcomeDeclaration identifier="SCORE" normalMaximum="2.5"/>'
        '<modalFeedback identifier="x"><p>Vì <i>thế</i>.</p></modalFeedback>'
    )
    question = only(item(CHOICES.format(most=1), "A", more=more))
    assert (question.points, question.explanation) == (2.5, "Vì thế.")


def test_latex_within_mathml_becomes_latex() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi>'
        '<annotation encoding="application/x-tex">x^2</annotation></math>'
    )
    assert only(item(f"<p>Tính {formula} nhé</p>" + CHOICES.format(most=1), "A")).text == (
        "Tính $x^2$ nhé\nChọn?"
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (item("<p>Viết.</p><extendedTextInteraction responseIdentifier='R'/>"), "unknown_type"),
        (item("<p>Vẽ.</p><drawingInteraction responseIdentifier='R'/>"), "unknown_type"),
        (item("<p>Chỉ đọc.</p>"), "unknown_type"),
        (item(CHOICES.format(most=1)), "no_key"),
        (item("<img src='a.png'/>" + CHOICES.format(most=1), "A"), "picture_left_out"),
    ],
)
def test_what_is_beyond_us_is_named(data: bytes, code: str) -> None:
    assert [unread.code for unread in read(data).unread] == [code]


def test_a_package_is_read_in_the_order_of_its_manifest_with_its_pictures() -> None:
    shown = item("<p><img src='../media/h%201.png' alt='mạch'/></p>" + CHOICES.format(most=1), "A")
    data = package(
        {
            "imsmanifest.xml": manifest("items/b.xml", "items/a.xml"),
            "items/a.xml": item("<p>Hai</p>" + CHOICES.format(most=1), "A"),
            "items/b.xml": shown,
            "media/h 1.png": PICTURE.data,
            "tests/test.xml": b"<assessmentTest/>",
        }
    )
    imported = read(data)
    assert not imported.unread
    first, second = imported.questions
    assert first.text == f"{picture_mark(PICTURE.picture_id, 'mạch')}\nChọn?"
    assert second.text == "Hai\nChọn?"
    assert imported.pictures == (PICTURE,)


@pytest.mark.parametrize("source", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"])
def test_a_name_leads_nowhere_but_into_the_package(source: str) -> None:
    body = f"<img src='{source}'/>" + CHOICES.format(most=1)
    imported = read(
        package({"imsmanifest.xml": manifest("../a.xml", source), "a.xml": item(body, "A")})
    )
    assert [(u.code, u.question) for u in imported.unread] == [("picture_left_out", 0)]


@pytest.mark.parametrize(
    "data",
    [
        b"<quiz/>",
        package({"a.txt": b"x"}),
        package({"a.xml": b"<assessmentTest/>"}),
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + item(CHOICES.format(most=1), "A")[22:],
    ],
)
def test_what_holds_no_items_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidError):
        read(data)


def test_a_section_of_a_test_is_a_part() -> None:
    entry = '<textEntryInteraction responseIdentifier="R"/>'
    test = (
        f'<assessmentTest xmlns="{NAMESPACE}"><testPart><assessmentSection title="Phần I">'
        '<assessmentItemRef identifier="a" href="../a.xml"/>'
        '<assessmentSection title=" Phần II "><assessmentItemRef href="../b%201.xml"/>'
        "</assessmentSection></assessmentSection></testPart></assessmentTest>"
    ).encode()
    asked = item(entry, "1", base="float")
    members = {"tests/t.xml": test, "a.xml": asked, "b 1.xml": asked, "c.xml": asked}
    assert [one.part for one in read(package(members)).questions] == ["Phần I", "Phần II", ""]
