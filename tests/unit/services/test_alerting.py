"""One mail an exam, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from chalicelib.domain.attempts import Student
from chalicelib.domain.exams import Lecturer
from chalicelib.domain.kinds import Kind
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Digest, send_digests
from chalicelib.services.ports import Email, ViolationStore
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import FakeViolationStore
from tests.fakes.messaging import FakeMailer, PostClosedError
from tests.fakes.samples import LECTURER, SOMEBODY_ELSE, attempt, exam, paper, violation

AN, BINH = Student("An", "1"), Student("Bình", "2")


def compose(digest: Digest) -> Email:
    lines = [
        f"{student.name}: {', '.join(str(v.started_ms) for v in found)}"
        for student, found in digest.sections
    ]
    return Email(digest.exam.creator.email, digest.exam.exam_id, "\n".join(lines), "")


def of(attempt_id: str, started_ms: int, exam_id: str = "exam-1") -> Violation:
    return violation(Kind.NO_FACE, started_ms, attempt_id=attempt_id, exam_id=exam_id)


@dataclass
class Desk:
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    ledger: FakeViolationStore = field(default_factory=FakeViolationStore)
    mailer: FakeMailer = field(default_factory=FakeMailer)

    def __post_init__(self) -> None:
        for exam_id, lecturer in (("exam-1", LECTURER), ("exam-2", SOMEBODY_ELSE)):
            self.exams.add(exam(exam_id, creator=lecturer), paper())
            for attempt_id, student in (("a", AN), ("b", BINH)):
                self.attempts.add(
                    attempt(f"{exam_id}-{attempt_id}", exam_id=exam_id, student=student)
                )

    def send(self, *told: Violation, ledger: ViolationStore | None = None) -> dict[str, Exception]:
        return send_digests(
            told,
            exams=self.exams,
            attempts=self.attempts,
            ledger=ledger or self.ledger,
            mailer=self.mailer,
            compose=compose,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_exams_violations_are_one_mail_by_student_in_order_of_time(desk: Desk) -> None:
    told = [of("exam-1-b", 2), of("exam-1-a", 3), of("exam-1-b", 1)]
    desk.ledger.put(*told)
    assert desk.send(*told) == {}
    assert [mail.text for mail in desk.mailer.sent] == ["Bình: 1, 2\nAn: 3"]


def test_two_exams_are_two_mails_each_to_its_lecturer(desk: Desk) -> None:
    told = [of("exam-1-a", 1), of("exam-2-a", 1, "exam-2")]
    desk.ledger.put(*told)
    desk.send(*told)
    assert {(m.to, m.subject) for m in desk.mailer.sent} == {
        (LECTURER.email, "exam-1"),
        (SOMEBODY_ELSE.email, "exam-2"),
    }


def test_a_violation_twice_in_a_batch_is_mailed_once(desk: Desk) -> None:
    desk.ledger.put(of("exam-1-a", 1))
    desk.send(of("exam-1-a", 1), replace(of("exam-1-a", 1), ended_ms=99))
    assert [mail.text for mail in desk.mailer.sent] == ["An: 1"]


def test_a_redelivered_batch_sends_nothing(desk: Desk) -> None:
    desk.ledger.put(of("exam-1-a", 1))
    for _ in range(2):
        desk.send(of("exam-1-a", 1))
    assert len(desk.mailer.sent) == 1


def test_one_name_in_two_attempts_is_two_violations(desk: Desk) -> None:
    told = [of("exam-1-a", 1), of("exam-1-b", 1)]
    desk.ledger.put(*told)
    desk.send(*told)
    assert desk.mailer.sent[0].text == "An: 1\nBình: 1"


def test_a_violation_that_merged_away_is_not_mailed(desk: Desk) -> None:
    assert desk.send(of("exam-1-a", 1)) == {}
    assert desk.mailer.sent == []


def test_what_could_not_be_sent_is_sent_when_tried_again(desk: Desk) -> None:
    desk.ledger.put(of("exam-1-a", 1))
    desk.mailer.refused.add(LECTURER.email)
    failed = desk.send(of("exam-1-a", 1))
    assert isinstance(failed["exam-1"], PostClosedError)
    desk.mailer.refused.clear()
    assert desk.send(of("exam-1-a", 1)) == {}
    assert len(desk.mailer.sent) == 1


def test_one_exams_failure_does_not_hold_up_another(desk: Desk) -> None:
    told = [of("exam-1-a", 1), of("exam-2-a", 1, "exam-2")]
    desk.ledger.put(*told)
    desk.mailer.refused.add(LECTURER.email)
    assert list(desk.send(*told)) == ["exam-1"]
    assert [mail.subject for mail in desk.mailer.sent] == ["exam-2"]


class TableBusyError(RuntimeError):
    pass


class BusyLedger(FakeViolationStore):
    """Takes a number of reservations, then fails for a while."""

    def __init__(self, *, takes: int) -> None:
        super().__init__()
        self.takes = takes

    def claim_mail(self, violation: Violation) -> bool:
        if not self.takes:
            raise TableBusyError
        self.takes -= 1
        return super().claim_mail(violation)


def test_a_reservation_that_fails_halfway_gives_back_those_made(desk: Desk) -> None:
    ledger = BusyLedger(takes=1)
    told = [of("exam-1-a", 1), of("exam-1-a", 2)]
    ledger.put(*told)
    assert list(desk.send(*told, ledger=ledger)) == ["exam-1"]
    ledger.takes = 9
    assert desk.send(*told, ledger=ledger) == {}
    assert [mail.text for mail in desk.mailer.sent] == ["An: 1, 2"]


def test_an_exams_mail_goes_to_who_wrote_it(desk: Desk) -> None:
    writer = Lecturer("lecturer-3", "co.hoa@truong-mau.example", "Cô Hoa")
    desk.exams.add(exam("exam-3", creator=writer), paper())
    desk.attempts.add(attempt("exam-3-a", exam_id="exam-3"))
    desk.ledger.put(of("exam-3-a", 1, "exam-3"))
    desk.send(of("exam-3-a", 1, "exam-3"))
    assert [mail.to for mail in desk.mailer.sent] == [writer.email]
