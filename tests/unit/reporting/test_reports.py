"""Reports, read back as whoever gets them would read them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from chalicelib.domain.attempt_events import AttemptEvent, Detail, EventKind, EventSource, event_at
from chalicelib.domain.attempts import AttemptState, Student
from chalicelib.domain.cards import Card, card_key
from chalicelib.domain.exam_settings import USUAL, ExamSettings
from chalicelib.domain.frame_chain import Proof, Seal, digests_of, upload_digest
from chalicelib.domain.frame_uploads import identity_key, spot_key
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.policies import PRESETS
from chalicelib.domain.reports import AttemptReport, ExamReport, Picture
from chalicelib.domain.reviews import Act, Explanation, Review, Reviewer, take_step
from chalicelib.domain.scoring import Score
from chalicelib.domain.violations import Evidence, Violation
from chalicelib.reporting.pdf import write_attempt
from chalicelib.reporting.words import WORDS
from chalicelib.reporting.workbook import write_exam
from tests.fakes.samples import NOW, NOW_MS, STUDENT, attempt, content, exam, violation

LAN = Reviewer("lecturer-1", "Cô Lan")
KEY = "evidence/1.jpg"
FIRST_KEY = identity_key(attempt().attempt_id, NOW_MS)
CARD = Card("ab" * 16, NOW_MS)
CARD_KEY = card_key(attempt().attempt_id, CARD)


def jpeg(shade: int = 127) -> bytes:
    picture = np.full((120, 160, 3), shade, np.uint8)
    return cv2.imencode(".jpg", picture)[1].tobytes()


SEALED = Proof(
    Seal("ab" * 32, uploads=450, frames=3_600, sealed_ms=NOW_MS),
    is_final=True,
    holds=True,
    later=0,
    uploads={NOW_MS: (upload_digest([jpeg()]), 0)},
)


def decided(note: str = "Thấy rõ hai người.", **changes: Any) -> Violation:
    history = take_step((), Act.CONFIRM, by=LAN, note=note, at_ms=NOW_MS, reviewers=1)
    return violation(
        Kind.SEVERAL_PEOPLE,
        **{
            "review": Review.CONFIRMED,
            "history": history,
            "evidence": (Evidence(NOW_MS, KEY, digests_of([jpeg()])),),
            **changes,
        },
    )


def report(
    *violations: Violation,
    pictures: Mapping[str, Picture] | None = None,
    name: str = STUDENT.name,
    proof: Proof | None = None,
    checks: tuple[AttemptEvent, ...] = (),
    card: Card | None = None,
    settings: ExamSettings = USUAL,
) -> AttemptReport:
    return AttemptReport(
        exam=exam(content=content(title="Hóa học 12, giữa kỳ", settings=settings)),
        attempt=attempt(
            state=AttemptState.SUBMITTED,
            student=Student(name, "SBD001"),
            submitted_at=NOW,
            score=Score(8.5, 10),
            card=card,
        ),
        violations=violations,
        pictures={KEY: Picture(jpeg())} if pictures is None else pictures,
        proof=proof or SEALED,
        made_at=NOW,
        made_by="Cô Lan",
        first_key=FIRST_KEY if checks or card else None,
        card_key=CARD_KEY if card else None,
        spot_checks=checks,
    )


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xffno picture\xff\xd9", jpeg()[:200], jpeg()[:-200]]
)
def test_a_picture_that_is_none_takes_no_report_away(data: bytes) -> None:
    made = report(decided(), pictures={KEY: Picture(data)})
    assert "Phạm" not in text_of(write_attempt(made, "vi"))


def test_a_report_shows_what_was_said_of_the_face_with_both_pictures_and_their_hashes() -> None:
    moment: dict[str, Detail] = {"moment_ms": NOW_MS, "captured_ms": NOW_MS}
    said = {**moment, "verdict": "different", "by": "Cô Lan"}
    check = event_at(NOW_MS, EventKind.SPOT_CHECK, EventSource.LECTURER, said)
    compared = Picture(jpeg())
    pictures = {FIRST_KEY: compared, spot_key(attempt().attempt_id, NOW_MS): compared}
    text = text_of(write_attempt(report(pictures=pictures, checks=(check,)), "en"))
    for words in ("Compared with the face at the start", "Not the same person", "Cô Lan"):
        assert words in text
    assert "".join(text.split()).count(compared.sha256) == 2
    gone = text_of(write_attempt(report(pictures={}, checks=(check,)), "vi"))
    assert gone.count("Ảnh không còn") == 2
    assert "Không phải cùng một người" in gone


def test_a_report_says_who_sat_what_when_in_vietnamese() -> None:
    text = text_of(write_attempt(report(), "vi"))
    for words in (
        "Biên bản xem xét bài thi",
        "Nguyễn Văn An",
        "Hóa học 12, giữa kỳ",
        "SBD001",
        "22/11/2026 15:00:00",
        "8.5 / 10",
        "Không có điều gì được ghi nhận.",
        "Máy ghi nhận, con người kết luận.",
    ):
        assert words in text


def test_every_vietnamese_letter_comes_out_as_it_went_in() -> None:
    letters = "ĂÂĐÊÔƠƯăâđêôơư ẰẮẲẴẶ ầấẩẫậ ềếểễệ ồốổỗộ ờớởỡợ ừứửữự ỳýỷỹỵ ỉĩị ọỏõ ụủũ"
    assert letters in text_of(write_attempt(report(name=letters), "vi"))


def test_the_typeface_goes_with_the_report() -> None:
    page = PdfReader(io.BytesIO(write_attempt(report(), "vi"))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    embedded = [font for font in fonts if "BeVietnamPro" in font["/BaseFont"]]
    assert embedded
    assert all("/FontFile2" in font["/FontDescriptor"] for font in embedded)


def test_a_violation_stands_with_its_times_decisions_and_picture() -> None:
    pdf = write_attempt(report(decided()), "vi")
    text = text_of(pdf)
    assert "1. Hai người trở lên trong khung hình, 6 giây" in text
    assert "đã xác nhận" in text
    assert "Cô Lan: xác nhận" in text
    assert "Thấy rõ hai người." in text
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages) == 1


def test_every_picture_has_its_hash() -> None:
    text = text_of(write_attempt(report(decided()), "vi"))
    assert Picture(jpeg()).sha256 in text


def test_a_picture_that_is_gone_is_told() -> None:
    assert "Ảnh không còn" in text_of(write_attempt(report(decided(), pictures={}), "vi"))


def test_what_the_student_said_is_told_with_the_answer() -> None:
    said = Explanation("Em trai em vào phòng.", NOW_MS, "Cô đã hiểu.", NOW_MS, LAN)
    text = text_of(write_attempt(report(decided(explanation=said)), "vi"))
    assert "Em trai em vào phòng." in text
    assert "Cô Lan trả lời Cô đã hiểu." in text


def test_what_people_write_is_no_markup() -> None:
    text = text_of(write_attempt(report(decided(note="a < b & <b>c</b>")), "vi"))
    assert "a < b & <b>c</b>" in text


def test_a_long_report_goes_over_many_pages() -> None:
    many = [decided(started_ms=NOW_MS + n * 60_000) for n in range(30)]
    assert len(PdfReader(io.BytesIO(write_attempt(report(*many), "vi"))).pages) > 5


def test_a_report_speaks_english() -> None:
    assert "Report on an attempt" in text_of(write_attempt(report(), "en"))


@pytest.mark.parametrize("language", WORDS)
def test_every_kind_review_act_and_severity_has_its_words(language: str) -> None:
    words = WORDS[language]  # type: ignore[index]
    assert set(words.kinds) == set(Kind)
    assert set(words.reviews) == set(Review)
    assert set(words.acts) == set(Act)
    assert set(words.severities) == set(Severity)
    assert set(words.texts) == set(WORDS["vi"].texts)
    assert set(PRESETS) <= set(words.texts)


def sheets(found: Violation, student: Student = STUDENT) -> list[list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(write_exam(ExamReport(exam(), [(student, found)]), "vi")))
    return [[tuple(cell.value for cell in row) for row in sheet.rows] for sheet in book]


def test_a_workbook_has_a_row_for_each_violation_and_each_step() -> None:
    (headings, row), (_, step) = sheets(decided())
    found = dict(zip(headings, row, strict=True))
    assert found["Số báo danh"] == "SBD001"
    assert found["Loại"] == "Hai người trở lên trong khung hình"
    assert found["Từ"] == "22/11/2026 15:00:00"
    assert (found["Số giây"], found["Kết luận"]) == (6, "đã xác nhận")
    assert step[5:10] == (
        "Cô Lan",
        "xác nhận",
        "chưa kết luận",
        "đã xác nhận",
        "Thấy rõ hai người.",
    )


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_what_looks_like_a_formula_stays_a_text(text: str) -> None:
    book = load_workbook(
        io.BytesIO(write_exam(ExamReport(exam(), [(Student(text, text), decided())]), "vi"))
    )
    for cell in (book.worksheets[0]["A2"], book.worksheets[0]["B2"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_workbook_holds_no_character_that_its_format_forbids() -> None:
    _, (_, step) = sheets(decided(note="a\x0bb"))
    assert step[-1] == "ab"


def test_a_report_says_that_its_pictures_are_those_that_were_looked_at() -> None:
    text = text_of(write_attempt(report(decided()), "en"))
    assert "the one that was looked at" in text
    assert "NOT the one" not in text
    assert "450 uploads, 3600 pictures" in text
    assert "ab" * 32 in text.replace(" ", "")
    assert "What is stored still makes the sealed link." in text


def test_a_report_says_when_a_picture_or_what_was_stored_was_changed() -> None:
    other = replace(SEALED, holds=False, uploads={NOW_MS: (upload_digest([b"another"]), 0)})
    text = text_of(write_attempt(report(decided(), proof=other), "vi"))
    assert "KHÁC ảnh đã phân tích" in text
    assert "KHÔNG khớp với niêm phong" in text


def test_a_report_made_while_pictures_may_come_says_that_nothing_is_sealed() -> None:
    text = text_of(write_attempt(report(proof=replace(SEALED, is_final=False)), "en"))
    assert "not sealed yet" in text
    assert "sealed link" not in text


def test_a_report_shows_the_card_beside_the_face_at_the_start_with_both_hashes() -> None:
    face, shown = Picture(jpeg()), Picture(jpeg(shade=90))
    made = report(pictures={FIRST_KEY: face, CARD_KEY: shown}, card=CARD)
    text = text_of(write_attempt(made, "en"))
    assert "Student card" in text
    assert "No machine reads or compares it" in text
    digests = "".join(text.split())
    assert (digests.count(face.sha256), digests.count(shown.sha256)) == (1, 1)


def test_a_report_says_that_a_card_was_asked_for_and_none_was_shown() -> None:
    asking = ExamSettings(student_card=True)
    text = text_of(write_attempt(report(settings=asking), "vi"))
    assert "thí sinh vào thi không có ảnh thẻ" in text


def test_a_report_of_an_exam_that_asks_for_no_card_says_nothing_of_it() -> None:
    assert "Student card" not in text_of(write_attempt(report(), "en"))
