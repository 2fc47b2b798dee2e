"""Who stands up in a room, by where faces were seen to sit."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Box, MainFace, Observation
from chalicelib.domain.room_policy import find_room_episodes, room_policy

FACE = 0.1
SEAT = Box(0.4, 0.6, FACE, FACE)
BESIDE = Box(0.7, 0.6, FACE, FACE)


def above(box: Box, faces: float, *, size: float = 1.0) -> Box:
    """The same face, so many of its heights higher."""
    return Box(box.left, box.top - faces * box.height, box.width * size, box.height * size)


def picture(second: int, *faces: Box) -> Observation:
    main = MainFace(faces[0], score=0.9) if faces else None
    return Observation(second * 1_000, faces=len(faces), face=main, others=faces[1:])


def standing_in(pictures: Iterable[Observation]) -> list[Episode]:
    found = find_room_episodes(pictures, room_policy(None))
    return [episode for episode in found if episode.kind is Kind.STANDING]


def sits_then(after: Box, *, sits_s: int = 30, after_s: int = 10) -> list[Observation]:
    """One of two rises, or whatever it is that ``after`` shows."""
    sitting = [picture(second, SEAT, BESIDE) for second in range(sits_s)]
    rest = [picture(second, after, BESIDE) for second in range(sits_s, sits_s + after_s)]
    return sitting + rest


@pytest.mark.parametrize("faces", [1.5, 2.0, 3.0])
def test_a_face_well_above_its_empty_seat_is_a_hint(faces: float) -> None:
    (episode,) = standing_in(sits_then(above(SEAT, faces)))
    assert (episode.started_ms, episode.ended_ms) == (30_000, 39_000)
    assert episode.severity is Severity.LOW
    assert episode.peak == pytest.approx(faces, abs=0.01)


@pytest.mark.parametrize(
    "after",
    [above(SEAT, 0.8), above(SEAT, -2.0), above(SEAT, 5.0), above(SEAT, 2.0, size=2.0)],
    ids=["sits up", "bends down", "is another row", "is somebody near"],
)
def test_a_face_is_not_risen_when_it(after: Box) -> None:
    assert standing_in(sits_then(after)) == []


def test_who_sits_down_again_soon_is_not_told() -> None:
    assert standing_in(sits_then(above(SEAT, 2.0), after_s=4)) == []


def test_who_sits_behind_is_not_risen_when_the_one_in_front_bends_down() -> None:
    behind = above(SEAT, 2.0)
    pictures = [picture(second, SEAT, behind) for second in range(30)]
    pictures += [picture(second, behind) for second in range(30, 45)]
    assert standing_in(pictures) == []


def test_who_was_hardly_seen_to_sit_has_not_risen() -> None:
    assert standing_in(sits_then(above(SEAT, 2.0), sits_s=8)) == []


def test_somebody_who_walks_past_behind_is_not_told() -> None:
    pictures = [picture(second, SEAT, BESIDE) for second in range(30)]
    pictures += [
        picture(second, SEAT, BESIDE, Box(0.03 * (second - 30), 0.4, FACE, FACE))
        for second in range(30, 60)
    ]
    assert standing_in(pictures) == []


def test_slow_swaying_moves_the_seat_along() -> None:
    swaying = [picture(second, above(SEAT, 0.01 * second)) for second in range(200)]
    assert standing_in(swaying) == []


def test_pictures_that_could_not_be_read_say_nothing() -> None:
    pictures = sits_then(above(SEAT, 2.0))
    pictures[33] = Observation(33_000, faces=None, reason="truncated")
    (episode,) = standing_in(pictures)
    assert episode.confidence == 1.0


def test_a_stretch_is_judged_as_the_whole_is() -> None:
    pictures = [picture(second, SEAT, BESIDE) for second in range(300)]
    pictures[200:212] = [picture(second, above(SEAT, 2.0), BESIDE) for second in range(200, 212)]
    whole = standing_in(pictures)
    part = find_room_episodes(pictures[100:260], room_policy(None), from_ms=160_000)
    assert [e for e in part if e.kind is Kind.STANDING] == whole
    assert len(whole) == 1
