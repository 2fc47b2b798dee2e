"""What each kind is found by, and what it is not found by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from chalicelib.domain.baseline import MINUTE_MS
from chalicelib.domain.episodes import Episode, find_episodes
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.observations import Box, Observation, Scene, SeenObject
from chalicelib.domain.policies import PRESETS, make_policy
from tests.fakes.samples import face, looking, seen

STANDARD = PRESETS["standard"]
BOX = Box(0.1, 0.1, 0.1, 0.1)
Frame = Callable[[int], Observation]


def frames(*parts: tuple[int, Frame]) -> list[Observation]:
    """One frame a second: each part for so many seconds, after a quiet minute."""
    made = [looking(second * 1_000) for second in range(60)]
    for seconds, frame in parts:
        made += [frame((len(made) + n) * 1_000) for n in range(seconds)]
    return made


def found(observations: Iterable[Observation]) -> list[Episode]:
    return list(find_episodes(observations, STANDARD))


def kinds(*parts: tuple[int, Frame]) -> list[Kind]:
    return [episode.kind for episode in found(frames(*parts))]


def turned(**signals: float | None) -> Frame:
    return lambda moment: looking(moment, **signals)


def several(width: float | None) -> Frame:
    """The student, 0.2 wide, and somebody of some width."""
    others = () if width is None else (Box(0.0, 0.0, width, 0.1),)
    return lambda moment: Observation(moment, 2, face(), others=others)


def pictured(
    contrast: float | None = 0.2, bits: int | None = None, *, faces: int = 0, frozen: bool = False
) -> Frame:
    """A frame with a scene whose hash has so many bits set."""
    text = None if bits is None else f"{(1 << bits) - 1:064x}"
    scene = Scene(0.4, 100.0, frozen, contrast, text)
    return lambda moment: Observation(moment, faces, face() if faces else None, scene=scene)


def holding(kind: str, score: float) -> Frame:
    return lambda moment: replace(looking(moment), objects=(SeenObject(kind, score, BOX),))


CALM = turned()


def unsearched(moment: int) -> Observation:
    return replace(looking(moment), objects=None)


@pytest.mark.parametrize(
    "aside",
    [
        {"yaw": 31.0},
        {"yaw": -31.0},
        {"gaze_x": -0.38},
        {"gaze_x": 0.25},
        {"pitch": -12.0},
        {"gaze_y": -0.4},
        {"yaw": 60.0, "gaze_x": None, "gaze_y": None},
        {"yaw": -15.0, "gaze_x": -0.3},
    ],
    ids=str,
)
def test_head_or_eyes_aside_or_down_look_away(aside: dict[str, float | None]) -> None:
    assert kinds((5, turned(**aside)), (5, CALM)) == [Kind.LOOKING_AWAY]


@pytest.mark.parametrize(
    "near",
    [
        {"yaw": 25.0},
        {"gaze_x": 0.15},
        {"pitch": -8.0},
        {"gaze_y": -0.3},
        {"pitch": 35.0},
        {"gaze_y": 0.9},
        {"yaw": 20.0, "gaze_x": -0.5},
        {"yaw": None, "pitch": None, "gaze_x": None, "gaze_y": None},
    ],
    ids=str,
)
def test_near_the_screen_up_or_eyes_that_turn_back_against_the_head_are_calm(
    near: dict[str, float | None],
) -> None:
    assert kinds((5, turned(**near)), (5, CALM)) == []


@pytest.mark.parametrize("offset", [-14.0, 5.0, 16.0])
def test_a_camera_that_looks_from_aside_or_below_makes_no_difference(offset: float) -> None:
    calm = [looking(s * 1_000, yaw=offset, pitch=offset) for s in range(60)]
    aside = [looking((60 + s) * 1_000, yaw=offset + 35, pitch=offset) for s in range(5)]
    assert found(calm) == []
    assert [(e.started_ms, e.ended_ms) for e in found([*calm, *aside])] == [(60_000, 64_000)]


def test_a_wide_screen_of_the_student_widens_the_limit() -> None:
    scanning = [looking(s * 1_000, gaze_x=(-0.18, 0.0, 0.18)[s % 3]) for s in range(60)]
    aside = [looking((60 + s) * 1_000, gaze_x=0.26) for s in range(5)]
    assert found([*scanning, *aside]) == []


def test_the_worst_moment_is_where_it_pointed_farthest() -> None:
    [episode] = found(
        frames((2, turned(gaze_x=-0.3)), (1, turned(gaze_x=-0.5)), (3, turned(yaw=33.0)))
    )
    assert (episode.worst_ms, episode.peak) == (62_000, 2.5)


def test_a_short_look_is_calm() -> None:
    assert kinds((2, turned(yaw=40.0)), (20, CALM)) == []


def glances(count: int, every_s: int) -> list[tuple[int, Frame]]:
    return [(2, turned(gaze_x=-0.4)), (every_s - 2, CALM)] * count


def test_many_short_looks_within_a_minute_are_one_episode() -> None:
    [episode] = found(frames(*glances(5, 10)))
    assert (episode.started_ms, episode.ended_ms) == (60_000, 101_000)
    assert episode.kind is Kind.LOOKING_AWAY


def test_as_many_short_looks_over_a_longer_time_are_calm() -> None:
    assert kinds(*glances(5, 20)) == []


def test_single_frames_aside_are_no_looks() -> None:
    assert kinds(*[(1, turned(gaze_x=-0.4)), (5, CALM)] * 10) == []


@pytest.mark.parametrize(("slumped", "count"), [(0.0, 1), (0.18, 0)])
def test_who_slowly_changed_posture_is_judged_from_there(slumped: float, count: int) -> None:
    posture = [
        looking(minute * MINUTE_MS + second * 1_000, gaze_x=slumped * min(minute / 3, 1))
        for minute in range(5)
        for second in range(60)
    ]
    aside = [looking(5 * MINUTE_MS + second * 1_000, gaze_x=0.27) for second in range(5)]
    assert len(found([*posture, *aside])) == count


@pytest.mark.parametrize(
    ("width", "count"), [(0.15, 1), (0.07, 1), (0.069, 0), (0.02, 0), (None, 1)]
)
def test_another_face_counts_from_a_share_of_the_students(width: float | None, count: int) -> None:
    assert kinds((5, several(width)), (5, CALM)) == [Kind.SEVERAL_PEOPLE] * count


def accompanied(score: float, left: float = 0.7, height: float = 0.9) -> Frame:
    """The student, and somebody without a face."""
    person = SeenObject("person", score, Box(left, 1 - height, 0.3, height))
    return lambda moment: replace(looking(moment), objects=(person,))


def test_a_sure_person_without_a_face_beside_the_student_is_another_person() -> None:
    [episode] = found(frames((5, accompanied(0.9)), (5, CALM)))
    assert (episode.kind, episode.detail) == (Kind.SEVERAL_PEOPLE, Detail.FACE_HIDDEN)


def test_another_face_needs_no_further_word() -> None:
    [episode] = found(frames((5, several(0.2)), (5, CALM)))
    assert episode.detail is None


@pytest.mark.parametrize(
    "frame",
    [accompanied(0.7), accompanied(0.9, left=0.3), accompanied(0.9, height=0.3)],
    ids=["unsure", "the student's own body", "far away"],
)
def test_an_unsure_or_distant_person_and_the_own_body_are_nobody_else(frame: Frame) -> None:
    assert kinds((10, frame)) == []


def test_a_person_in_two_frames_of_five_is_not_believed() -> None:
    flicker = [(2, accompanied(0.9)), (3, CALM)] * 4
    assert kinds(*flicker) == []


def test_a_person_who_shows_no_face_is_told_from_an_empty_chair() -> None:
    def hiding(moment: int) -> Observation:
        person = SeenObject("person", 0.7, Box(0.2, 0.1, 0.6, 0.9))
        return Observation(moment, 0, objects=(person,))

    def gone(moment: int) -> Observation:
        return Observation(moment, 0)

    [absent] = found(frames((8, gone), (5, CALM)))
    [hidden] = found(frames((8, hiding), (5, CALM)))
    [once] = found(frames((4, gone), (1, hiding), (4, gone), (5, CALM)))
    assert [e.kind for e in (absent, hidden, once)] == [Kind.NO_FACE] * 3
    assert (absent.detail, hidden.detail) == (Detail.ABSENT, Detail.FACE_HIDDEN)
    assert once.detail is Detail.ABSENT


def test_with_somebody_else_in_sight_nobody_is_said_to_look_away() -> None:
    def both(moment: int) -> Observation:
        return replace(looking(moment, yaw=70.0), faces=2, others=(Box(0, 0, 0.2, 0.2),))

    assert kinds((8, both)) == [Kind.SEVERAL_PEOPLE]


@pytest.mark.parametrize(
    ("seen_as", "kind"),
    [
        ("phone", Kind.PHONE),
        ("book", Kind.BOOK),
        ("laptop", Kind.OTHER_SCREEN),
        ("screen", Kind.OTHER_SCREEN),
    ],
)
def test_an_object_over_some_frames_becomes_its_kind(seen_as: str, kind: Kind) -> None:
    [episode] = found(frames((2, holding(seen_as, 0.6)), (2, holding(seen_as, 0.8)), (5, CALM)))
    assert (episode.kind, episode.peak, episode.worst_ms) == (kind, 0.8, 62_000)


@pytest.mark.parametrize("frame", [holding("phone", 0.4), holding("person", 0.9)])
def test_an_unsure_or_harmless_object_is_nothing(frame: Frame) -> None:
    assert kinds((10, frame)) == []


def test_a_frame_that_was_not_searched_for_objects_speaks_neither_for_nor_against_one() -> None:
    [episode] = found(frames(*[(1, holding("phone", 0.9)), (1, unsearched)] * 3, (5, CALM)))
    assert episode.kind == Kind.PHONE


def test_an_object_in_a_frame_or_two_is_nothing() -> None:
    assert kinds((2, holding("phone", 0.9)), (10, CALM)) == []


def test_an_object_that_flickers_less_than_half_of_the_time_is_nothing() -> None:
    assert kinds(*[(1, holding("phone", 0.9)), (2, CALM)] * 6) == []


def test_a_covered_lens_is_a_blocked_camera_and_not_an_absence() -> None:
    assert kinds((8, pictured(contrast=0.02))) == [Kind.CAMERA_BLOCKED]


def test_an_empty_room_is_an_absence_and_not_a_blocked_camera() -> None:
    assert kinds((8, pictured(contrast=0.2))) == [Kind.NO_FACE]


def test_a_dim_picture_with_a_face_is_no_blocked_camera() -> None:
    assert kinds((8, pictured(contrast=0.02, faces=1))) == []


def test_without_the_rule_about_cameras_a_covered_lens_is_an_absence() -> None:
    policy = make_policy("standard", exempt={Kind.CAMERA_BLOCKED})
    observations = frames((8, pictured(contrast=0.02)))
    assert [e.kind for e in find_episodes(observations, policy)] == [Kind.NO_FACE]


def test_a_picture_that_stays_the_same_is_frozen_from_its_first_frame() -> None:
    moving = [(1, pictured(bits=bits, faces=1)) for bits in (40, 10, 70, 25)]
    [episode] = found(frames(*moving, (15, pictured(bits=100, faces=1)), *moving))
    assert (episode.kind, episode.started_ms, episode.ended_ms) == (
        Kind.FROZEN_FEED,
        64_000,
        78_000,
    )


def test_a_recording_played_again_and_again_is_frozen_and_said_to_be_replayed() -> None:
    loop = [(1, pictured(bits=bits, faces=1)) for bits in range(0, 240, 12)]
    details = {e.detail for e in found(frames(*loop * 4)) if e.kind is Kind.FROZEN_FEED}
    assert details == {Detail.REPLAYED}


def test_a_feed_that_stands_still_is_said_to_stand_still() -> None:
    [episode] = found(frames((15, pictured(bits=100, faces=1))))
    assert episode.detail is Detail.STILL


def test_another_background_behind_the_student_is_a_changed_camera() -> None:
    after = pictured(bits=256, faces=1)
    moving = [(1, pictured(bits=bits, faces=1)) for bits in (0, 4) * 4]
    episodes = found(frames(*moving, (8, after)))
    assert [(e.kind, e.started_ms) for e in episodes] == [(Kind.CAMERA_CHANGED, 68_000)]
    assert kinds(*moving, (2, after), *moving) == []


def test_a_covered_lens_is_no_changed_camera() -> None:
    moving = [(1, pictured(bits=bits, faces=1)) for bits in (0, 4) * 4]
    assert kinds(*moving, (8, pictured(0.02, bits=256))) == [Kind.CAMERA_BLOCKED]


def test_a_picture_that_changes_by_bits_now_and_then_is_alive() -> None:
    moving = [(1, pictured(bits=100 + 4 * (n % 2), faces=1)) for n in range(30)]
    assert kinds(*moving) == []


def test_frames_like_the_one_before_are_frozen_without_a_hash() -> None:
    assert kinds((15, pictured(faces=1, frozen=True))) == [Kind.FROZEN_FEED]


def test_an_empty_room_that_stands_still_is_not_frozen() -> None:
    assert kinds((30, pictured(bits=100, faces=0))) == [Kind.NO_FACE]


def test_a_mouth_that_opens_and_closes_again_and_again_talks() -> None:
    words = [(1, turned(mouth=0.3)), (1, CALM)] * 8
    [episode] = found(frames(*words))
    assert (episode.kind, episode.severity) == (Kind.TALKING, Severity.LOW)


@pytest.mark.parametrize(
    "parts",
    [
        [(15, turned(mouth=0.8))],
        [(3, turned(mouth=0.8)), (12, CALM)],
        [(1, turned(mouth=0.14)), (1, CALM)] * 8,
        [(2, turned(mouth=0.3)), (12, CALM)] * 4,
    ],
    ids=["open", "yawn", "breath", "now and then"],
)
def test_one_open_mouth_is_no_talk(parts: list[tuple[int, Frame]]) -> None:
    assert kinds(*parts) == []


def test_a_mouth_that_hangs_open_is_that_students_own() -> None:
    resting = [looking(s * 1_000, mouth=0.25 + 0.04 * (s % 2)) for s in range(100)]
    assert found(resting) == []


def test_a_time_without_frames_is_unmonitored_up_to_the_first_that_comes_again() -> None:
    late = [looking(200_000 + s * 1_000) for s in range(10)]
    [episode] = found([*frames(), *late])
    assert (episode.kind, episode.started_ms, episode.ended_ms) == (
        Kind.UNMONITORED,
        59_000,
        200_000,
    )


def test_a_time_without_frames_counts_from_when_they_were_due_and_until_then() -> None:
    spans = [
        (e.started_ms, e.ended_ms)
        for e in find_episodes(
            [seen(100_000), seen(101_000)], STANDARD, since_ms=0, until_ms=200_000
        )
    ]
    assert spans == [(0, 100_000), (101_000, 200_000)]
