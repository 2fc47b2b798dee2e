"""Which notice students agree to, and what it covers."""

from __future__ import annotations

from chalicelib.domain.consent import CAMERA_NOTICE, consent_version, may_be_heard
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
