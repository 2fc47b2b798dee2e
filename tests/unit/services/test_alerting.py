"""One mail an exam and window, what is grave at once, and nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.alerts import DIGEST_WINDOW, AlertPreferences, Delivery, Urgency
from chalicelib.domain.attempts import Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from chalicelib.domain.violations import Evidence, Reconciliation, Violation
from chalicelib.services.alerting import MAX_PICTURES, Desk, Digest, Outcome, send_alerts
from chalicelib.services.ports import Alert, Email, StoredUpload
from tests.fakes.alert_store import FakeAlertStore
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import FakeFrameStore, FakeViolationStore
from tests.fakes.messaging import FakeMailer, PostClosedError
from tests.fakes.samples import LECTURER, NOW_MS, SOMEBODY_ELSE, attempt, exam, paper, violation
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock

AN, BINH = Student("An", "1"), Student("Bình", "2")


def compose(digest: Digest) -> Email:
    lines = [
        f"{section.student.name}: "
        + ", ".join(str(item.violation.started_ms - NOW_MS) for item in section.items)
        for section in digest.sections
    ]
    return Email(digest.to, digest.exam.exam_id, "\n".join(lines), "", digest.copies_to)


def of(attempt_id: str, started_ms: int, exam_id: str = "exam-1", **changes: object) -> Violation:
    return violation(
        Kind.NO_FACE, NOW_MS + started_ms, attempt_id=attempt_id, exam_id=exam_id, **changes
    )


@dataclass
class Office:
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    alerts: FakeAlertStore = field(default_factory=FakeAlertStore)
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    clock: FakeClock = field(default_factory=FakeClock)
    identifiers: CountingIdentifiers = field(default_factory=CountingIdentifiers)
    digests: list[Digest] = field(default_factory=list)

    def __post_init__(self) -> None:
        for exam_id, lecturer in (("exam-1", LECTURER), ("exam-2", SOMEBODY_ELSE)):
            self.exams.add(exam(exam_id, creator=lecturer), paper())
            for attempt_id, student in (("a", AN), ("b", BINH)):
                self.attempts.add(
                    attempt(f"{exam_id}-{attempt_id}", exam_id=exam_id, student=student)
                )

    def tell(self, *told: Violation, urgency: Urgency = Urgency.DIGEST) -> Outcome:
        """Send alerts about violations as they are stored."""
        return send_alerts(told, urgency, desk=self.desk())

    def store_and_tell(self, *told: Violation, urgency: Urgency = Urgency.DIGEST) -> Outcome:
        self.violations.put(*told)
        return self.tell(*told, urgency=urgency)

    def desk(self) -> Desk:
        return Desk(
            exams=self.exams,
            attempts=self.attempts,
            cameras=FakeCameraStore(),
            violations=self.violations,
            alerts=self.alerts,
            frames=self.frames,
            mailer=self.mailer,
            identifiers=self.identifiers,
            clock=self.clock,
            compose=self._compose,
        )

    def texts(self) -> list[str]:
        return [mail.text for mail in self.mailer.sent]

    def _compose(self, digest: Digest) -> Email:
        self.digests.append(digest)
        return compose(digest)


@pytest.fixture
def office() -> Office:
    return Office()


def test_an_exams_violations_are_one_mail_by_student_in_order_of_time(office: Office) -> None:
    outcome = office.store_and_tell(of("exam-1-b", 2), of("exam-1-a", 3), of("exam-1-b", 1))
    assert outcome == Outcome()
    assert office.texts() == ["Bình: 1, 2\nAn: 3"]


def test_two_exams_are_two_mails_each_to_its_lecturer(office: Office) -> None:
    office.store_and_tell(of("exam-1-a", 1), of("exam-2-a", 1, "exam-2"))
    assert {(m.to, m.subject) for m in office.mailer.sent} == {
        (LECTURER.email, "exam-1"),
        (SOMEBODY_ELSE.email, "exam-2"),
    }


def test_a_violation_twice_in_a_batch_is_mailed_once(office: Office) -> None:
    found = of("exam-1-a", 1)
    office.violations.put(found)
    office.tell(found, replace(found, ended_ms=found.ended_ms + 1))
    assert office.texts() == ["An: 1"]


def test_a_redelivered_batch_sends_nothing_however_late(office: Office) -> None:
    for hours in (0, 0, 24):
        office.clock.pass_by(hours=hours)
        office.store_and_tell(of("exam-1-a", 1))
    assert len(office.mailer.sent) == 1


def test_one_name_in_two_attempts_is_two_violations(office: Office) -> None:
    office.store_and_tell(of("exam-1-a", 1), of("exam-1-b", 1))
    assert office.texts() == ["An: 1\nBình: 1"]


def test_a_violation_that_merged_away_is_not_mailed(office: Office) -> None:
    assert office.tell(of("exam-1-a", 1)) == Outcome()
    assert office.mailer.sent == []


def test_a_mail_tells_what_a_violation_has_become(office: Office) -> None:
    told = of("exam-1-a", 1)
    office.violations.put(replace(told, ended_ms=told.ended_ms + 9_000))
    office.tell(told)
    [item] = office.digests[0].sections[0].items
    assert item.violation.ended_ms == told.ended_ms + 9_000


def test_what_is_grave_goes_at_once_and_is_not_repeated_in_the_digest(office: Office) -> None:
    grave = of("exam-1-a", 1, severity=Severity.HIGH)
    office.violations.put(grave)
    office.tell(grave, urgency=Urgency.DIGEST)
    assert office.mailer.sent == []
    office.tell(grave, urgency=Urgency.AT_ONCE)
    assert office.texts() == ["An: 1"]


def test_what_is_ordinary_waits_for_the_digest(office: Office) -> None:
    office.store_and_tell(of("exam-1-a", 1), urgency=Urgency.AT_ONCE)
    assert office.mailer.sent == []


def test_who_wants_everything_at_once_gets_it(office: Office) -> None:
    office.alerts.save_preferences(LECTURER.email, AlertPreferences(Delivery.AT_ONCE))
    office.store_and_tell(of("exam-1-a", 1), urgency=Urgency.AT_ONCE)
    assert office.texts() == ["An: 1"]


def test_within_the_time_of_a_digest_the_next_waits_and_then_tells_all(office: Office) -> None:
    office.store_and_tell(of("exam-1-a", 1))
    office.clock.pass_by(seconds=30)
    late, later = of("exam-1-b", 30_000), of("exam-1-b", 60_000)
    assert office.store_and_tell(late).waiting == {"exam-1"}
    office.violations.put(later)
    office.clock.pass_by(seconds=DIGEST_WINDOW.total_seconds())
    assert office.tell(late) == Outcome()
    assert office.texts() == ["An: 1", "Bình: 30000, 60000"]


def test_a_digest_of_one_exam_does_not_hold_up_anothers(office: Office) -> None:
    office.store_and_tell(of("exam-1-a", 1))
    assert office.store_and_tell(of("exam-2-a", 1, "exam-2")) == Outcome()
    assert len(office.mailer.sent) == 2


def test_after_a_mail_the_same_of_the_same_student_is_quiet_for_a_while(office: Office) -> None:
    office.alerts.save_preferences(
        LECTURER.email, AlertPreferences(Delivery.AT_ONCE, cool_down_minutes=10)
    )
    for minute in (0, 9, 11):
        moment = minute * 60_000
        office.clock.pass_by(minutes=minute and 5.5)
        office.store_and_tell(of("exam-1-a", moment), urgency=Urgency.AT_ONCE)
    assert office.texts() == ["An: 0", "An: 660000"]


def test_quiet_about_one_student_is_not_quiet_about_another(office: Office) -> None:
    office.alerts.save_preferences(LECTURER.email, AlertPreferences(Delivery.AT_ONCE))
    for name in ("a", "b"):
        office.store_and_tell(of(f"exam-1-{name}", 1), urgency=Urgency.AT_ONCE)
    assert office.texts() == ["An: 1", "Bình: 1"]


def test_copies_go_where_the_lecturer_said(office: Office) -> None:
    copies = ("phong.dao.tao@truong-mau.example",)
    office.alerts.save_preferences(LECTURER.email, AlertPreferences(copies_to=copies))
    office.store_and_tell(of("exam-1-a", 1))
    assert office.mailer.sent[0].copies_to == copies


def test_what_could_not_be_sent_is_sent_when_tried_again(office: Office) -> None:
    office.mailer.refused.add(LECTURER.email)
    failed = office.store_and_tell(of("exam-1-a", 1)).failed
    assert isinstance(failed["exam-1"], PostClosedError)
    office.mailer.refused.clear()
    assert office.tell(of("exam-1-a", 1)) == Outcome()
    assert len(office.mailer.sent) == 1


def test_one_exams_failure_does_not_hold_up_another(office: Office) -> None:
    office.mailer.refused.add(LECTURER.email)
    outcome = office.store_and_tell(of("exam-1-a", 1), of("exam-2-a", 1, "exam-2"))
    assert list(outcome.failed) == ["exam-1"]
    assert [mail.subject for mail in office.mailer.sent] == ["exam-2"]


class WorkerKilledError(BaseException):
    """Ends a worker as Lambda does: nothing of it runs any more."""


class DyingMailer(FakeMailer):
    def send(self, email: Email) -> None:
        raise WorkerKilledError(email.subject)


def test_an_alert_whose_sender_died_is_sent_by_the_next_one(office: Office) -> None:
    told = of("exam-1-a", 1, severity=Severity.HIGH)
    office.violations.put(told)
    alive, office.mailer = office.mailer, DyingMailer()
    with pytest.raises(WorkerKilledError):
        office.tell(told, urgency=Urgency.AT_ONCE)
    office.mailer = alive
    office.clock.pass_by(minutes=3)
    assert office.tell(told, urgency=Urgency.AT_ONCE) == Outcome()
    assert office.texts() == ["An: 1"]


class TableBusyError(RuntimeError):
    pass


class BusyAlerts(FakeAlertStore):
    """Takes a number of reservations, then fails for a while; so do its records of what is told."""

    takes = 99
    settles = True

    def claim(self, alert: Alert, *, mail_id: str, now: datetime) -> bool:
        if not self.takes:
            raise TableBusyError
        self.takes -= 1
        return super().claim(alert, mail_id=mail_id, now=now)

    def settle(self, alerts: Sequence[Alert], *, now: datetime, cool_down: timedelta) -> None:
        if not self.settles:
            raise TableBusyError
        super().settle(alerts, now=now, cool_down=cool_down)


def test_a_reservation_that_fails_halfway_gives_back_those_made(office: Office) -> None:
    busy = office.alerts = BusyAlerts()
    busy.takes = 1
    told = [of("exam-1-a", 1), of("exam-1-a", 2)]
    assert list(office.store_and_tell(*told).failed) == ["exam-1"]
    busy.takes = 9
    assert office.tell(*told) == Outcome()
    assert office.texts() == ["An: 1, 2"]


def test_a_mail_that_went_out_unrecorded_is_not_asked_for_again(office: Office) -> None:
    busy = office.alerts = BusyAlerts()
    busy.settles = False
    outcome = office.store_and_tell(of("exam-1-a", 1))
    assert (list(outcome.unrecorded), outcome.failed) == (["exam-1"], {})


def test_a_violation_comes_with_the_picture_nearest_to_its_worst(office: Office) -> None:
    told = of(
        "exam-1-a",
        0,
        worst_ms=NOW_MS + 3_100,
        evidence=tuple(Evidence(NOW_MS + s * 1_000, f"evidence/{s}") for s in (0, 3, 6)),
    )
    for second in (0, 3, 6):
        office.frames.uploads[f"evidence/{second}"] = StoredUpload(b"%d" % second, "", "", 0)
    office.store_and_tell(told)
    assert office.digests[0].sections[0].items[0].picture == b"3"


def test_a_picture_that_is_gone_does_not_hold_up_the_mail(office: Office) -> None:
    office.store_and_tell(of("exam-1-a", 0, evidence=(Evidence(NOW_MS, "evidence/gone"),)))
    assert office.digests[0].sections[0].items[0].picture is None


def test_a_mail_holds_a_number_of_pictures_only(office: Office) -> None:
    office.frames.uploads["evidence/1"] = StoredUpload(b"1", "", "", 0)
    told = [
        of("exam-1-a", moment, evidence=(Evidence(NOW_MS, "evidence/1"),))
        for moment in range(MAX_PICTURES + 2)
    ]
    office.store_and_tell(*told)
    pictures = [item.picture for item in office.digests[0].sections[0].items]
    assert pictures == [b"1"] * MAX_PICTURES + [None] * 2


def test_what_is_judged_away_while_a_mail_waits_is_not_told(office: Office) -> None:
    told = of("exam-1-a", 1)
    office.violations.put(told)
    gone = Reconciliation(save=(replace(told, superseded_by="relaxed"),))
    office.violations.apply(told.attempt_id, gone, version=1)
    office.tell(told)
    assert office.mailer.sent == []


def test_an_exams_mail_goes_to_who_wrote_it(office: Office) -> None:
    writer = Lecturer("lecturer-3", "co.hoa@truong-mau.example", "Cô Hoa")
    office.exams.add(exam("exam-3", creator=writer), paper())
    office.attempts.add(attempt("exam-3-a", exam_id="exam-3"))
    office.store_and_tell(of("exam-3-a", 1, "exam-3"))
    assert [mail.to for mail in office.mailer.sent] == [writer.email]


COPY = "phong.dao.tao@truong-mau.example"


@pytest.mark.parametrize(
    ("resting", "reached"),
    [
        ((), [LECTURER.email, COPY]),
        ((COPY,), [LECTURER.email]),
        ((LECTURER.email,), [COPY]),
        ((LECTURER.email, COPY), []),
    ],
    ids=["none", "a copy's", "the lecturer's own", "all"],
)
def test_an_address_from_which_mail_came_back_gets_none(
    office: Office, resting: tuple[str, ...], reached: list[str]
) -> None:
    office.alerts.save_preferences(LECTURER.email, AlertPreferences(copies_to=(COPY,)))
    for address in resting:
        office.alerts.add_trouble(MailTrouble(address, TroubleReason.BOUNCED, office.clock.now()))
    outcome = office.store_and_tell(of("exam-1-a", 0))
    assert [one for mail in office.mailer.sent for one in (mail.to, *mail.copies_to)] == reached
    assert not outcome.failed
    assert not outcome.waiting
