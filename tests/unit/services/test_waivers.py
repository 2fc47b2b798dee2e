"""An exam without a camera: asked for, granted by a lecturer, and nothing held against anybody."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from chalicelib.domain.acts import ActKind, Order
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.attempts import CameraRule
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.consent import CAMERA_NOTICE, PAGE_NOTICE, consent_version
from chalicelib.domain.errors import (
    CameraNotWaivedError,
    ConsentMissingError,
    InvalidError,
    NobodyToReachError,
)
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.kinds import Kind
from chalicelib.domain.rosters import Roster, RosterEntry
from chalicelib.domain.supervision import Waiver
from chalicelib.services.acting import perform_act
from tests.fakes.acts import FakeActStore, FakeRoomNewsQueue
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, NOW, STUDENT

REASON = "Máy hỏng camera"


@dataclass
class Desk:
    """A lecturer at a room."""

    room: Room = field(default_factory=Room)
    acts: FakeActStore = field(default_factory=FakeActStore)

    def act(self, kind: ActKind, attempt_id: str | None, text: str = REASON) -> None:
        perform_act(
            "exam-1",
            Order(kind, None if attempt_id is None else (attempt_id,), text),
            lecturer=LECTURER,
            exams=self.room.exams,
            attempts=self.room.attempts,
            acts=self.acts,
            news=FakeRoomNewsQueue(),
            identifiers=self.room.identifiers,
            clock=self.room.clock,
        )

    def list_without_camera(self) -> Waiver:
        """Put the student on a class list that grants it."""
        waiver = Waiver(NOW, LECTURER.name, REASON)
        entry = RosterEntry(STUDENT.number, STUDENT.name, allowance=Allowance(waiver=waiver))
        self.room.admissions.replace("exam-1", Roster(), Roster((entry,)))
        return waiver

    def asking(self) -> AttemptClaim:
        """Let the student in who asks for an exam without a camera."""
        joined = self.room.join(consent_version=PAGE_NOTICE)
        return self.room.tokens.verify_attempt(joined.token)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def noted(desk: Desk, attempt_id: str) -> list[Kind]:
    return [v.kind for v in desk.room.violations.read(attempt_id).violations]


def test_who_asks_waits_until_a_lecturer_grants_it(desk: Desk) -> None:
    claim = desk.asking()
    assert desk.room.attempts.get(claim.attempt_id).camera_rule is CameraRule.ASKED
    with pytest.raises(CameraNotWaivedError):
        desk.room.start(claim)
    desk.act(ActKind.WAIVE_CAMERA, claim.attempt_id)
    page = desk.room.start(claim)
    assert page.attempt.camera_rule is CameraRule.WAIVED
    assert page.attempt.supervision.waiver == Waiver(NOW, LECTURER.name, REASON)


def test_who_changes_their_mind_agrees_to_the_camera_and_begins(desk: Desk) -> None:
    desk.asking()
    claim = desk.room.tokens.verify_attempt(desk.room.join(consent_version=CAMERA_NOTICE).token)
    assert desk.room.start(claim).attempt.camera_rule is CameraRule.NEEDED


def test_whom_the_list_grants_it_agrees_to_the_notice_without_a_camera(desk: Desk) -> None:
    waiver = desk.list_without_camera()
    with pytest.raises(ConsentMissingError) as caught:
        desk.room.join(consent_version=CAMERA_NOTICE)
    assert caught.value.details == {"current": PAGE_NOTICE}
    claim = desk.asking()
    started = desk.room.start(claim).attempt
    assert (started.consent_version, started.supervision.waiver) == (PAGE_NOTICE, waiver)


def test_who_began_with_a_camera_is_not_rid_of_it_by_entering_again(desk: Desk) -> None:
    desk.room.claim()
    with pytest.raises(ConsentMissingError) as caught:
        desk.room.join(consent_version=PAGE_NOTICE)
    assert caught.value.details == {"current": CAMERA_NOTICE}


def test_without_a_camera_no_upload_is_signed_and_nothing_is_unmonitored(desk: Desk) -> None:
    claim = desk.asking()
    assert desk.room.beat(claim).upload is None
    desk.act(ActKind.WAIVE_CAMERA, claim.attempt_id)
    assert desk.room.start(claim).upload is None
    for _ in range(3):
        desk.room.clock.pass_by(minutes=5)
        assert desk.room.beat(claim).upload is None
        assert desk.room.sweep().silent == 0
    assert noted(desk, claim.attempt_id) == []


def test_what_was_noted_before_it_was_granted_stays(desk: Desk) -> None:
    claim = desk.room.claim()
    desk.room.clock.pass_by(minutes=2)
    desk.room.sweep()
    desk.act(ActKind.WAIVE_CAMERA, claim.attempt_id)
    desk.room.clock.pass_by(minutes=5)
    desk.room.sweep()
    [found] = desk.room.violations.read(claim.attempt_id).violations
    assert (found.kind, found.ended_ms - found.started_ms) == (Kind.UNMONITORED, 120_000)


def test_when_it_is_taken_back_a_camera_is_due_from_then_on(desk: Desk) -> None:
    claim = desk.room.claim()
    desk.act(ActKind.WAIVE_CAMERA, claim.attempt_id)
    desk.room.clock.pass_by(minutes=10)
    desk.act(ActKind.REQUIRE_CAMERA, claim.attempt_id, "")
    assert desk.room.beat(claim).upload is not None
    assert desk.room.sweep().silent == 0
    desk.room.clock.pass_by(seconds=70)
    assert desk.room.sweep().silent == 1
    [found] = desk.room.violations.read(claim.attempt_id).violations
    assert found.started_ms == round(NOW.timestamp() * 1_000) + 600_000


def test_nobody_is_made_to_open_a_camera_that_they_never_agreed_to(desk: Desk) -> None:
    claim = desk.asking()
    desk.act(ActKind.WAIVE_CAMERA, claim.attempt_id)
    with pytest.raises(NobodyToReachError):
        desk.act(ActKind.REQUIRE_CAMERA, claim.attempt_id, "")


def test_it_is_granted_to_somebody_and_for_a_reason(desk: Desk) -> None:
    claim = desk.asking()
    for attempt_id, text in ((claim.attempt_id, " "), (None, REASON)):
        with pytest.raises(InvalidError):
            desk.act(ActKind.WAIVE_CAMERA, attempt_id, text)


def test_the_trail_says_who_granted_it_to_whom_and_why(desk: Desk) -> None:
    claim = desk.asking()
    desk.act(ActKind.WAIVE_CAMERA, claim.attempt_id)
    [act] = desk.acts.acts
    assert (act.kind, act.lecturer, act.text) == (ActKind.WAIVE_CAMERA, LECTURER, REASON)
    assert act.attempt_ids == (claim.attempt_id,)


def test_the_notice_without_a_camera_tells_of_no_pictures_and_no_sound() -> None:
    plain = consent_version(ExamSettings(), camera=False)
    other = ExamSettings(frame_days=3, student_sound=True)
    assert consent_version(other, camera=False) == plain
