"""Where an exam needs a guardian's consent, nobody begins without having stated it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.consent import CAMERA_NOTICE, consent_version
from chalicelib.domain.errors import (
    ConsentMissingError,
    GuardianConsentMissingError,
    InvalidError,
)
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.guardians import Guardian, Relation
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, content

NEEDED = ExamSettings(guardian_consent=True)
NOTICE = consent_version(NEEDED)
MOTHER = Guardian("Lê Thị Hạnh", Relation.MOTHER)


def needs_it(room: Room) -> Room:
    before = room.exams.get("exam-1")
    room.exams.replace(before, replace(before, content=content(settings=NEEDED)), now=NOW)
    return room


def test_the_notice_is_another_one() -> None:
    with pytest.raises(ConsentMissingError) as caught:
        needs_it(Room()).join(consent_version=CAMERA_NOTICE, guardian=MOTHER)
    assert caught.value.details == {"current": NOTICE}


def test_nobody_enters_without_naming_a_guardian() -> None:
    with pytest.raises(InvalidError) as caught:
        needs_it(Room()).join(consent_version=NOTICE)
    assert [(one.path, one.code) for one in caught.value.problems] == [("guardian", "required")]


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_guardian_has_a_name(name: str) -> None:
    with pytest.raises(InvalidError) as caught:
        needs_it(Room()).join(consent_version=NOTICE, guardian=replace(MOTHER, name=name))
    assert [one.path for one in caught.value.problems] == ["guardian.name"]


def test_who_agreed_is_kept_with_the_notice_and_the_time() -> None:
    attempt = needs_it(Room()).join(consent_version=NOTICE, guardian=MOTHER).page.attempt
    assert (attempt.guardian, attempt.consent_version) == (MOTHER, NOTICE)
    assert attempt.agreed_at == NOW


def test_what_the_exam_does_not_ask_for_is_not_kept() -> None:
    assert Room().join(guardian=MOTHER).page.attempt.guardian is None


def test_who_waited_while_it_came_to_be_needed_begins_once_they_stated_it() -> None:
    room = Room()
    claim = room.tokens.verify_attempt(room.join().token)
    needs_it(room)
    with pytest.raises(GuardianConsentMissingError):
        room.start(claim)
    room.clock.pass_by(minutes=1)
    again = room.tokens.verify_attempt(room.join(consent_version=NOTICE, guardian=MOTHER).token)
    begun = room.start(again).attempt
    assert (begun.guardian, begun.consent_version) == (MOTHER, NOTICE)
    assert begun.agreed_at == room.clock.now()


def test_what_was_agreed_to_at_the_start_stays_on_another_device() -> None:
    room = needs_it(Room())
    room.start(room.tokens.verify_attempt(room.join(consent_version=NOTICE, guardian=MOTHER).token))
    father = Guardian("Nguyễn Văn Bình", Relation.FATHER)
    attempt = room.join(consent_version=NOTICE, guardian=father).page.attempt
    assert (attempt.guardian, attempt.agreed_at) == (MOTHER, attempt.joined_at)
