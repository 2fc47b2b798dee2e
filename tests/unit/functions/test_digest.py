"""What a mail says, and what nobody can make it say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.attempts import Student
from chalicelib.domain.kinds import Kind
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Digest
from chalicelib.services.ports import Email
from functions.send_alerts.digest import WORDING, compose_digest
from tests.fakes.samples import LECTURER, STUDENT, content, exam, violation

ACCUSATIONS = ("gian lận", "vi phạm", "quay cóp", "lừa dối")


def compose(*violations: Violation, title: str = "Hóa học", student: Student = STUDENT) -> Email:
    told = Digest(exam(content=content(title=title)), ((student, violations or (violation(),)),))
    return compose_digest(told, site_url="https://thi.example")


def test_every_kind_has_a_wording() -> None:
    assert set(WORDING) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_no_wording_accuses(kind: Kind) -> None:
    assert not any(word in WORDING[kind].lower() for word in ACCUSATIONS)


def test_the_mail_goes_to_the_exams_lecturer_and_says_how_many() -> None:
    mail = compose(violation(Kind.NO_FACE), violation(Kind.SEVERAL_PEOPLE))
    assert mail.to == LECTURER.email
    assert mail.subject == "[Giám Thị] Hóa học: 2 điều cần xem"


def test_a_line_says_when_in_vietnam_what_and_for_how_long() -> None:
    line = "15:00:00: Không thấy khuôn mặt, ít nhất 6 giây"
    mail = compose(violation(Kind.NO_FACE))
    assert line in mail.text
    assert line in mail.html


def test_both_versions_name_the_student_and_link_to_the_room() -> None:
    mail = compose()
    for version in (mail.text, mail.html):
        assert "Nguyễn Văn An (SBD001)" in version
        assert "https://thi.example/lecturer/exams/exam-1/room" in version


def test_what_people_typed_is_no_html() -> None:
    rude = "<img src=x onerror=alert(1)>"
    mail = compose(title=rude, student=replace(STUDENT, name=rude))
    assert "<img" not in mail.html


def test_dollar_signs_stay_as_typed() -> None:
    assert "$link" in compose(title="$link").html.partition("</h1>")[0]


def test_a_line_break_in_a_title_does_not_reach_the_subject() -> None:
    subject = compose(title="Hóa\r\nBcc: spy@example.org").subject
    assert subject == "[Giám Thị] Hóa Bcc: spy@example.org: 1 điều cần xem"


def test_the_mail_says_that_these_are_observations() -> None:
    assert "chưa phải kết luận" in compose().text
