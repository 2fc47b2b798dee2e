"""What a mail says, and what nobody can make it say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.alerts import MailLanguage
from chalicelib.domain.attempts import Student
from chalicelib.domain.kinds import Kind
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Digest, DigestItem, DigestSection
from chalicelib.services.ports import Email
from functions.send_alerts.digest import compose_digest
from functions.send_alerts.words import WORDS
from tests.fakes.samples import LECTURER, STUDENT, content, exam, violation

ACCUSATIONS = ("gian lận", "vi phạm", "quay cóp", "lừa dối", "cheat", "fraud", "suspicious")
PICTURE = b"\xff\xd8\xff\xd9"


def compose(
    *violations: Violation,
    title: str = "Hóa học",
    student: Student = STUDENT,
    language: MailLanguage = MailLanguage.VIETNAMESE,
    picture: bytes | None = None,
    time_zone: str = "Asia/Ho_Chi_Minh",
) -> Email:
    items = tuple(DigestItem(v, picture) for v in violations or (violation(),))
    told = Digest(
        exam=exam(content=content(title=title, time_zone=time_zone)),
        to=LECTURER.email,
        copies_to=(),
        language=language,
        sections=(DigestSection(student, "attempt-1", items),),
    )
    return compose_digest(told, site_url="https://thi.example")


@pytest.mark.parametrize("language", MailLanguage)
def test_every_kind_has_a_wording(language: MailLanguage) -> None:
    assert set(WORDS[language].kinds) == set(Kind)


@pytest.mark.parametrize("language", MailLanguage)
@pytest.mark.parametrize("kind", Kind)
def test_no_wording_accuses(kind: Kind, language: MailLanguage) -> None:
    wording = WORDS[language].kinds[kind].lower()
    assert not any(word in wording for word in ACCUSATIONS)


def test_the_mail_goes_to_who_is_told_and_says_how_many() -> None:
    mail = compose(violation(Kind.NO_FACE), violation(Kind.SEVERAL_PEOPLE))
    assert mail.to == LECTURER.email
    assert mail.subject == "[Giám Thị] Hóa học: 2 điều cần xem"


def test_a_line_says_when_in_the_exams_zone_what_and_for_how_long() -> None:
    mail = compose(violation(Kind.NO_FACE))
    assert "15:00:00: Không thấy khuôn mặt, ít nhất 6 giây" in mail.text
    for said in ("15:00:00", "Không thấy khuôn mặt", "ít nhất 6 giây"):
        assert said in mail.html


def test_another_zones_exam_tells_its_own_time_and_names_the_zone() -> None:
    mail = compose(time_zone="Europe/Paris")
    for said in ("09:00:00", "múi giờ của kỳ thi: Europe/Paris, UTC+1"):
        assert said in mail.text
        assert said in mail.html


def test_vietnams_time_needs_no_name() -> None:
    assert "múi giờ" not in compose().text


def test_who_reads_english_gets_english() -> None:
    mail = compose(language=MailLanguage.ENGLISH)
    assert mail.subject == "[Giám Thị] Hóa học: 1 to look at"
    assert "No face in the picture, for 6 s at least" in mail.text


def test_both_versions_name_the_student_and_link_to_the_evidence_and_the_room() -> None:
    mail = compose()
    evidence = "https://thi.example/lecturer/exams/exam-1/attempts/attempt-1?violation="
    for version in (mail.text, mail.html):
        assert "Nguyễn Văn An (SBD001)" in version
        assert evidence + violation().violation_id in version
        assert "https://thi.example/lecturer/exams/exam-1/room" in version
        assert "https://thi.example/lecturer/alerts" in version


def test_every_picture_is_shown_where_it_belongs() -> None:
    mail = compose(violation(Kind.NO_FACE), violation(Kind.PHONE), picture=PICTURE)
    assert list(mail.pictures.values()) == [PICTURE, PICTURE]
    assert all(f'src="cid:{name}"' in mail.html for name in mail.pictures)


def test_without_a_picture_none_is_shown() -> None:
    mail = compose()
    assert (mail.pictures, "<img" in mail.html) == ({}, False)


def test_what_people_typed_is_no_html() -> None:
    rude = "<img src=x onerror=alert(1)>"
    mail = compose(title=rude, student=replace(STUDENT, name=rude))
    assert "<img" not in mail.html


def test_plain_text_shows_what_was_typed() -> None:
    assert "Axit & bazơ <12A1>" in compose(title="Axit & bazơ <12A1>").text


@pytest.mark.parametrize("typed", ["{{ 7 * 7 }}", "{% raw %}", "{title}"])
def test_what_looks_like_a_template_stays_as_typed(typed: str) -> None:
    assert typed in compose(title=typed).text


def test_a_line_break_in_a_title_does_not_reach_the_subject() -> None:
    subject = compose(title="Hóa\r\nBcc: spy@example.org").subject
    assert subject == "[Giám Thị] Hóa Bcc: spy@example.org: 1 điều cần xem"


def test_the_mail_says_that_these_are_observations() -> None:
    assert "chưa phải kết luận" in compose().text
