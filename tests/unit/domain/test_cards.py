"""Which file may be the picture of a student card, and who is asked for one."""

from __future__ import annotations

import hashlib

import pytest

from chalicelib.domain.attempts import CardStep
from chalicelib.domain.cards import Card, card_key, card_upload_key, read_card
from chalicelib.domain.consent import consent_version
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.exam_settings import USUAL, ExamSettings
from chalicelib.domain.frame_uploads import MAX_BYTES
from chalicelib.domain.supervision import Supervision, Waiver
from tests.fakes.cards import card_jpeg
from tests.fakes.pictures import png
from tests.fakes.samples import NOW, NOW_MS, attempt

ASKING = ExamSettings(student_card=True)
AGREED = consent_version(ASKING)


def test_a_card_is_named_by_what_it_shows_and_lies_apart_from_what_violations_keep() -> None:
    card = read_card(card_jpeg(), NOW_MS)
    assert card == Card(hashlib.sha256(card_jpeg()).hexdigest()[:32], NOW_MS)
    assert card_key("a1", card) == f"evidence/a1/card-{card.digest}.jpg"
    assert card_upload_key("a1", "u1") == "card-uploads/a1/u1.jpg"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "card_not_jpeg"),
        (png(), "card_not_jpeg"),
        (b"<html><script>", "card_not_jpeg"),
        (card_jpeg()[:-2], "card_not_jpeg"),
        (card_jpeg() * 2, "card_not_jpeg"),
        (card_jpeg(5_000, 10), "picture_dimensions"),
        (card_jpeg(0, 10), "picture_dimensions"),
        (card_jpeg(filler=b"x" * MAX_BYTES), "card_too_large"),
    ],
)
def test_what_is_not_one_whole_picture_of_a_fair_size_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read_card(body, NOW_MS)
    assert [(one.path, one.code) for one in refused.value.problems] == [("card", code)]


def test_who_agreed_to_the_notice_that_tells_of_it_is_asked_for_the_card() -> None:
    assert attempt(consent_version=AGREED).card_step(ASKING) is CardStep.ASKED


@pytest.mark.parametrize(
    ("settings", "agreed"),
    [
        (USUAL, AGREED),
        (ASKING, consent_version(USUAL)),
        (ASKING, consent_version(ASKING, camera=False)),
    ],
)
def test_nobody_else_is_asked_for_the_card(settings: ExamSettings, agreed: str) -> None:
    assert attempt(consent_version=agreed).card_step(settings) is CardStep.NOT_ASKED


def test_who_was_freed_of_the_camera_is_not_asked_for_the_card() -> None:
    freed = Supervision(waivers=(Waiver(NOW, "Cô Lan", "Máy hỏng camera"),))
    asked = attempt(consent_version=AGREED, supervision=freed)
    assert asked.card_step(ASKING) is CardStep.NOT_ASKED
