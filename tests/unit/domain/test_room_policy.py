"""What is worth telling of a room's pictures."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import InvalidError
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Box, Observation, SeenObject
from chalicelib.domain.room_cameras import (
    Crowd,
    camera_id_of,
    check_crowd,
    is_room_camera,
    key_digest,
)
from chalicelib.domain.room_policy import find_room_episodes, room_policy
from chalicelib.domain.signals import count_people

CAMERA_ID = camera_id_of("digest", "nonce")


def room(
    second: int, *, faces: int | None = 0, persons: int = 0, phone: float | None = None
) -> Observation:
    """What a picture shows; ``phone``: how sure the detector is of one."""
    somebody = SeenObject("person", 0.9, Box(0.1, 0.1, 0.2, 0.6))
    phones = () if phone is None else (SeenObject("phone", phone, Box(0.4, 0.4, 0.02, 0.04)),)
    return Observation(second * 1_000, faces, objects=(somebody,) * persons + phones)


def kinds_found(crowd: Crowd | None, *, faces: int, seconds: int = 12) -> list[Kind]:
    seen = [room(second, faces=faces) for second in range(seconds)]
    return [episode.kind for episode in find_room_episodes(seen, room_policy(crowd))]


@pytest.mark.parametrize(
    ("crowd", "faces", "found"),
    [
        (None, 7, []),
        (Crowd(2), 2, []),
        (Crowd(2), 3, [Kind.UNEXPECTED_COUNT]),
        (Crowd(2, tolerance=1), 3, []),
        (Crowd(2, tolerance=1), 4, [Kind.UNEXPECTED_COUNT]),
        (Crowd(2), 0, []),
        (Crowd(2, fewer_too=True), 0, [Kind.UNEXPECTED_COUNT]),
        (Crowd(2, tolerance=2, fewer_too=True), 0, []),
    ],
)
def test_a_count_outside_of_what_is_expected_is_told_fewer_only_where_asked(
    crowd: Crowd | None, faces: int, found: list[Kind]
) -> None:
    assert kinds_found(crowd, faces=faces) == found


def test_somebody_who_looks_in_at_the_door_is_not_told() -> None:
    assert kinds_found(Crowd(0), faces=1, seconds=8) == []


@pytest.mark.parametrize(
    ("phone", "seconds", "found"),
    [(0.6, 4, [Kind.PHONE]), (0.5, 4, []), (0.6, 1, [])],
    ids=["seen", "unsure", "for-a-moment"],
)
def test_a_phone_in_a_room_is_a_hint(phone: float, seconds: int, found: list[Kind]) -> None:
    pictures = [room(second, phone=phone) for second in range(seconds)]
    pictures += [room(second) for second in range(seconds, 12)]
    episodes = find_room_episodes(pictures, room_policy(None))
    assert [episode.kind for episode in episodes] == found


def test_who_shows_a_face_and_a_body_counts_once() -> None:
    assert count_people(room(0, faces=1, persons=1)) == 1


def test_a_picture_that_could_not_be_read_counts_nobody_and_not_none() -> None:
    assert count_people(room(0, faces=None)) is None


def test_a_room_camera_is_told_from_an_attempt_by_its_identifier() -> None:
    assert is_room_camera(CAMERA_ID)
    assert not is_room_camera("a" * 32)


def test_an_upload_of_a_room_camera_keeps_the_contract() -> None:
    key = FrameKey(CAMERA_ID, 1_795_000_000_000, 7)
    assert FrameKey.parse(str(key)) == key


def test_a_key_may_be_typed_in_any_case_with_or_without_hyphens() -> None:
    assert key_digest("abc234 xyz789") == key_digest("ABC234-XYZ789")


def test_the_same_key_and_nonce_name_the_same_camera_and_another_nonce_another() -> None:
    assert camera_id_of("digest", "nonce") == CAMERA_ID != camera_id_of("digest", "other")


@pytest.mark.parametrize("crowd", [Crowd(-1), Crowd(16), Crowd(1, tolerance=-1), Crowd(1, 8)])
def test_more_people_than_are_looked_for_cannot_be_expected(crowd: Crowd) -> None:
    with pytest.raises(InvalidError):
        check_crowd(crowd)
