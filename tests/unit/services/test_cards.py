"""The student card is shown while one waits, kept once, and seen beside the face at the start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.attempt_events import EventKind
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.cards import card_key, card_upload_key, read_card
from chalicelib.domain.consent import CAMERA_NOTICE, consent_version
from chalicelib.domain.errors import (
    AttemptStartedError,
    AttemptTakenOverError,
    CardKeptError,
    CardNotAskedError,
    InvalidError,
    PictureNotFoundError,
)
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.services import identifying
from chalicelib.services.cards import begin_card_upload, keep_card
from chalicelib.services.ports import PictureUpload, StoredUpload
from tests.fakes.cards import card_jpeg
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, NOW_MS

ASKING = ExamSettings(student_card=True)
JPEG = card_jpeg()
ANOTHER = card_jpeg(filler=b"another card")


@pytest.fixture
def room() -> Room:
    made = Room()
    before = made.exams.get("exam-1")
    asked = replace(before.content, settings=ASKING)
    made.exams.replace(before, replace(before, content=asked), now=made.clock.now())
    return made


def waiting(room: Room, consent: str = "") -> AttemptClaim:
    joined = room.join(consent_version=consent or consent_version(ASKING))
    return room.tokens.verify_attempt(joined.token)


def begin(room: Room, claim: AttemptClaim) -> PictureUpload:
    return begin_card_upload(
        claim,
        exams=room.exams,
        attempts=room.attempts,
        frames=room.frames,
        identifiers=room.identifiers,
        clock=room.clock,
    )


def show(room: Room, claim: AttemptClaim, body: bytes = JPEG) -> str:
    """Upload a picture and choose it; return the upload's name."""
    upload = begin(room, claim)
    key = card_upload_key(claim.attempt_id, upload.upload_id)
    room.frames.uploads[key] = StoredUpload(body, "image/jpeg", "", NOW_MS)
    keep(room, claim, upload.upload_id)
    return upload.upload_id


def keep(room: Room, claim: AttemptClaim, upload_id: str) -> None:
    keep_card(claim, upload_id, exams=room.exams, attempts=room.attempts, frames=room.frames)


def test_the_card_is_kept_as_long_as_the_face_at_the_start(room: Room) -> None:
    claim = waiting(room)
    show(room, claim)
    key = card_key(claim.attempt_id, read_card(JPEG, NOW_MS))
    assert room.frames.evidence == {key: JPEG}
    assert room.frames.until[key] == room.attempts.get(claim.attempt_id).evidence_until


def test_the_first_card_stands_and_another_is_refused_aloud(room: Room) -> None:
    claim = waiting(room)
    show(room, claim)
    with pytest.raises(CardKeptError):
        show(room, claim, ANOTHER)
    assert list(room.frames.evidence.values()) == [JPEG]


def test_an_answer_that_was_lost_is_asked_for_again(room: Room) -> None:
    claim = waiting(room)
    upload_id = show(room, claim)
    room.frames.evidence.clear()  # the first try ended before the picture was kept
    keep(room, claim, upload_id)
    assert list(room.frames.evidence.values()) == [JPEG]


def test_another_picture_under_the_same_upload_takes_nothings_place(room: Room) -> None:
    claim = waiting(room)
    upload_id = show(room, claim)
    key = card_upload_key(claim.attempt_id, upload_id)
    room.frames.uploads[key] = StoredUpload(ANOTHER, "image/jpeg", "", NOW_MS)
    with pytest.raises(CardKeptError):
        keep(room, claim, upload_id)
    assert list(room.frames.evidence.values()) == [JPEG]


def test_what_is_no_picture_is_not_kept(room: Room) -> None:
    with pytest.raises(InvalidError):
        show(room, waiting(room), b"<html>")
    assert room.frames.evidence == {}


def test_a_picture_that_never_came_is_not_found(room: Room) -> None:
    with pytest.raises(PictureNotFoundError):
        keep(room, waiting(room), "c" * 32)


def test_an_exam_that_does_not_ask_takes_no_card() -> None:
    room = Room()
    claim = waiting(room, CAMERA_NOTICE)
    with pytest.raises(CardNotAskedError):
        begin(room, claim)
    with pytest.raises(CardNotAskedError):
        keep(room, claim, "c" * 32)


def test_who_takes_the_exam_without_a_camera_is_not_asked(room: Room) -> None:
    claim = waiting(room, consent_version(ASKING, camera=False))
    with pytest.raises(CardNotAskedError):
        begin(room, claim)


def test_once_the_clock_runs_no_card_is_taken(room: Room) -> None:
    claim = waiting(room)
    upload = begin(room, claim)
    room.start(claim)
    with pytest.raises(AttemptStartedError):
        begin(room, claim)
    with pytest.raises(AttemptStartedError):
        keep(room, claim, upload.upload_id)


def test_a_device_that_was_taken_over_shows_no_card(room: Room) -> None:
    claim = waiting(room)
    waiting(room)
    with pytest.raises(AttemptTakenOverError):
        begin(room, claim)


def test_that_somebody_began_without_showing_a_card_is_noted_once(room: Room) -> None:
    claim = waiting(room)
    room.start(claim)
    room.clock.pass_by(seconds=5)
    room.start(claim)
    (event,) = room.events.list_of(claim.attempt_id)
    assert (event.kind, event.details) == (EventKind.NO_CARD, {"reason": "not_taken"})


def test_of_who_showed_a_card_nothing_is_noted(room: Room) -> None:
    claim = waiting(room)
    show(room, claim)
    room.start(claim)
    assert room.events.list_of(claim.attempt_id) == ()


def test_where_no_card_is_asked_for_nothing_is_noted() -> None:
    room = Room()
    claim = room.claim()
    assert room.events.list_of(claim.attempt_id) == ()


def test_a_lecturer_sees_the_card_or_that_it_was_asked_for(room: Room) -> None:
    claim = waiting(room)
    assert compared(room, claim) == identifying.CardShown(asked=True, picture=None)
    show(room, claim)
    shown = compared(room, claim).picture
    key = card_key(claim.attempt_id, read_card(JPEG, NOW_MS))
    assert shown == identifying.Picture(NOW_MS, room.frames.sign_read(key))


def compared(room: Room, claim: AttemptClaim) -> identifying.CardShown:
    return identifying.compare_identity(
        claim.exam_id,
        claim.attempt_id,
        lecturer=LECTURER,
        exams=room.exams,
        attempts=room.attempts,
        observations=room.observations,
        frames=room.frames,
    ).card
