"""Which notice students of an exam agree to, and what an agreement covers."""

from __future__ import annotations

from typing import Final

from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.retention import NEW_EXAM_FRAME_DAYS, USUAL_EVIDENCE_DAYS

CAMERA_NOTICE: Final = "2026-11-vi-5"
"""Names the text about the camera; a changed text gets a new name."""
PAGE_NOTICE: Final = "2026-11-vi-without-camera-1"
"""Names the text for who takes an exam without a camera; likewise named anew."""
_WITH_GUARDIAN: Final = "+guardian-1"
"""Added where the text asks for a guardian's consent, too; likewise named anew."""
_WITH_CARD: Final = "+card-1"
"""Added where the text asks for a picture of the student card, too; likewise named anew."""
_WITH_SOUND: Final = "+sound-1"
"""Added, as the last, where the text tells of the microphone, too; likewise named anew."""
_USUAL_DAYS: Final = (NEW_EXAM_FRAME_DAYS, USUAL_EVIDENCE_DAYS)


def consent_version(settings: ExamSettings, *, camera: bool = True) -> str:
    """
    Return the name of the notice that an exam's students are shown, and agree to by joining.

    The notice tells for how many days pictures and evidence are kept; where these are not the usual
    ones, its name tells them, too.  Without a camera there is none of it, and nobody to hear.
    """
    guardian = _WITH_GUARDIAN * settings.guardian_consent
    if not camera:
        return PAGE_NOTICE + guardian
    days = settings.frame_days, settings.evidence_days
    kept = "" if days == _USUAL_DAYS else f"+kept-{days[0]}-{days[1]}"
    card = _WITH_CARD * settings.student_card
    return CAMERA_NOTICE + kept + guardian + card + _WITH_SOUND * settings.student_sound


def may_be_heard(settings: ExamSettings, agreed: str) -> bool:
    """Say whether lecturers may hear a student: the exam and what the student agreed to say so."""
    return settings.student_sound and agreed.endswith(_WITH_SOUND)


def is_asked_for_card(settings: ExamSettings, agreed: str) -> bool:
    """Say whether a student is asked for their card: the exam and what they agreed to say so."""
    return settings.student_card and covers_camera(agreed) and _WITH_CARD in agreed


def covers_camera(agreed: str) -> bool:
    """Say whether who agreed to a notice agreed to the camera."""
    return not agreed.startswith(PAGE_NOTICE)
