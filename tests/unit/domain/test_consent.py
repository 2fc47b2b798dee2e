"""Which notice students agree to, and what it covers."""

from __future__ import annotations

from chalicelib.domain.consent import (
    CAMERA_NOTICE,
    consent_version,
    is_asked_for_card,
    may_be_heard,
)
from chalicelib.domain.exam_settings import USUAL, ExamSettings

WITH_SOUND = ExamSettings(student_sound=True)


def test_the_notice_of_an_exam_without_sound_is_the_camera_s_own() -> None:
    assert consent_version(USUAL) == CAMERA_NOTICE


def test_an_exam_with_sound_has_another_notice() -> None:
    assert consent_version(WITH_SOUND) != CAMERA_NOTICE


def test_who_agreed_to_the_notice_with_sound_may_be_heard() -> None:
    assert may_be_heard(WITH_SOUND, consent_version(WITH_SOUND))


def test_who_agreed_before_sound_was_set_is_not_heard() -> None:
    assert not may_be_heard(WITH_SOUND, consent_version(USUAL))


def test_nobody_is_heard_where_the_exam_has_no_sound_any_more() -> None:
    assert not may_be_heard(USUAL, consent_version(WITH_SOUND))


def test_an_exam_that_asks_for_the_card_has_another_notice_for_those_with_a_camera_alone() -> None:
    asking = ExamSettings(student_card=True)
    assert consent_version(asking) != CAMERA_NOTICE
    assert consent_version(asking, camera=False) == consent_version(USUAL, camera=False)


def test_who_agreed_to_card_and_sound_is_asked_for_one_and_heard_by_the_other() -> None:
    both = ExamSettings(student_card=True, student_sound=True)
    agreed = consent_version(both)
    assert is_asked_for_card(both, agreed)
    assert may_be_heard(both, agreed)


def test_who_agreed_before_the_card_was_asked_for_is_not_asked() -> None:
    assert not is_asked_for_card(ExamSettings(student_card=True), consent_version(USUAL))
