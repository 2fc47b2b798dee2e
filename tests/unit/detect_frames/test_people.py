"""Who counts as a person, with networks that answer as told."""

from __future__ import annotations

import numpy as np

from functions.detect_frames.faces import Faces, anchor_centres
from functions.detect_frames.people import (
    COARSE_SIDE,
    FAR_SIDE,
    FINE_SIDE,
    ROOM,
    STUDENT,
    People,
    Search,
    find_people,
    glance,
)
from functions.detect_frames.sessions import Networks

PICTURE = np.zeros((640, 640, 3), np.uint8)
NEAR = (200.0, 200.0, 400.0, 400.0)
FAR = (20.0, 20.0, 60.0, 60.0)
RIGHTWARDS = np.array([1.0, 0.0])
SURE, UNSURE = 9.0, -9.0
"""Before a sigmoid."""

Box = tuple[float, float, float, float]


class FakeFaces:
    """A face detector that sees what it is told at each scale: boxes in the picture and scores."""

    def __init__(
        self,
        coarse: dict[Box, float] | None = None,
        fine: dict[Box, float] | None = None,
        far: dict[Box, float] | None = None,
    ) -> None:
        self._seen = {COARSE_SIDE: coarse or {}, FINE_SIDE: fine or {}, FAR_SIDE: far or {}}
        self.searched: list[int] = []

    def __call__(self, pixels: np.ndarray) -> list[np.ndarray]:
        side = pixels.shape[3]
        self.searched.append(side)
        anchors = anchor_centres(side, side)
        regressors = np.zeros((1, len(anchors), 16), np.float32)
        scores = np.full((1, len(anchors), 1), -99, np.float32)
        for number, (box, score) in enumerate(self._seen[side].items()):
            left, top, right, bottom = np.array(box) * side / 640
            middle = np.array([left + right, top + bottom]) / 2 - anchors[number]
            regressors[0, number, :4] = (*middle, right - left, bottom - top)
            # The right eye left of the left one, so that the face is upright.
            regressors[0, number, 4:6], regressors[0, number, 6:8] = middle, middle + 5 * RIGHTWARDS
            scores[0, number] = np.log(score / (1 - score))
        return [regressors, scores]


class FakeLandmarks:
    """A landmark network that is as sure as told, one list a call and the last one again."""

    def __init__(self, *sureness: float) -> None:
        self._sureness = list(sureness)
        self.calls = 0

    def __call__(self, pixels: np.ndarray) -> list[np.ndarray]:
        sureness = self._sureness[min(self.calls, len(self._sureness) - 1)]
        self.calls += 1
        count = len(pixels)
        return [
            np.zeros((count, 1, 1, 468 * 3), np.float32),
            np.full((count, 1, 1, 1), sureness, np.float32),
        ]


def networks(faces: FakeFaces, landmarks: FakeLandmarks) -> Networks:
    return Networks(faces=faces, landmarks=landmarks, iris=faces, versions="fake")


def found_by(parts: Networks, distant: Faces | None = None, *, search: Search = STUDENT) -> People:
    [seen] = glance(parts, [PICTURE])
    return find_people(parts, seen, distant, search=search)


def count(faces: FakeFaces, landmarks: FakeLandmarks, distant: Faces | None = None) -> int:
    return len(found_by(networks(faces, landmarks), distant).faces)


def test_a_clear_face_at_each_scale_counts() -> None:
    assert count(FakeFaces({NEAR: 0.9}, {FAR: 0.9}), FakeLandmarks(SURE)) == 2


def test_a_face_that_is_doubtful_at_one_scale_and_clear_at_the_other_is_clear() -> None:
    grown = (12.0, 12.0, 68.0, 68.0)
    seen = FakeFaces({NEAR: 0.9, grown: 0.4}, {FAR: 0.9})
    assert count(seen, FakeLandmarks(SURE)) == 2


def test_a_doubtful_face_beside_a_clear_one_is_nobody() -> None:
    assert count(FakeFaces({NEAR: 0.9}, {FAR: 0.4}), FakeLandmarks(SURE)) == 1


def test_a_near_doubtful_face_alone_counts() -> None:
    assert count(FakeFaces({NEAR: 0.4}), FakeLandmarks(SURE)) == 1


def test_a_small_doubtful_face_alone_is_nobody() -> None:
    assert count(FakeFaces({}, {FAR: 0.4}), FakeLandmarks(SURE)) == 0


def test_a_face_that_hides_at_first_is_looked_at_again() -> None:
    landmarks = FakeLandmarks(UNSURE, SURE)
    assert count(FakeFaces({NEAR: 0.9}), landmarks) == 1
    assert landmarks.calls == 2


def test_what_no_look_finds_a_face_in_is_nobody() -> None:
    assert count(FakeFaces({NEAR: 0.9}), FakeLandmarks(UNSURE)) == 0


def test_a_face_that_is_seen_costs_no_second_look() -> None:
    landmarks = FakeLandmarks(SURE)
    count(FakeFaces({NEAR: 0.9}), landmarks)
    assert landmarks.calls == 1


def test_distant_faces_are_those_that_only_the_fine_scale_found() -> None:
    seen = FakeFaces({NEAR: 0.9}, {NEAR: 0.8, FAR: 0.9})
    people = found_by(networks(seen, FakeLandmarks(SURE)))
    assert np.allclose(people.distant.boxes, [FAR], atol=0.1)


def test_distant_faces_that_are_known_are_examined_without_a_search() -> None:
    before = found_by(networks(FakeFaces({NEAR: 0.9}, {FAR: 0.9}), FakeLandmarks(SURE)))
    seen = FakeFaces({NEAR: 0.9})
    assert count(seen, FakeLandmarks(SURE), before.distant) == 2
    assert seen.searched == [COARSE_SIDE]


def test_a_clear_near_face_that_only_shows_in_the_dark_must_be_surer() -> None:
    # Sureness of each look: not at first, then in the picture that was brought out.
    class Dark(FakeFaces):
        """Sees the face only when both scales were searched in vain."""

        def __call__(self, pixels: np.ndarray) -> list[np.ndarray]:
            self._seen = {
                side: {NEAR: 0.9} if len(self.searched) > 1 else {} for side in self._seen
            }
            return super().__call__(pixels)

    surer, unsurer = 2.5, 2.0
    assert count(Dark(), FakeLandmarks(surer)) == 1
    assert count(Dark(), FakeLandmarks(unsurer)) == 0


def test_before_nobody_is_said_to_be_there_both_scales_are_searched() -> None:
    nobody = found_by(networks(FakeFaces(), FakeLandmarks(SURE))).distant
    seen = FakeFaces({}, {FAR: 0.9})
    assert count(seen, FakeLandmarks(SURE), nobody) == 1
    assert FINE_SIDE in seen.searched


VERY_FAR = (400.0, 20.0, 425.0, 45.0)


def count_in_a_room(faces: FakeFaces, sureness: float = SURE) -> int:
    found = found_by(networks(faces, FakeLandmarks(sureness)), search=ROOM)
    assert len(found.faces) == len(found.landmarks.presence)
    return len(found.faces)


def test_a_room_is_searched_at_the_finest_scale_and_a_students_picture_is_not() -> None:
    assert count_in_a_room(FakeFaces({NEAR: 0.9}, {FAR: 0.9}, {VERY_FAR: 0.9})) == 3
    assert count(FakeFaces({NEAR: 0.9}, {FAR: 0.9}, {VERY_FAR: 0.9}), FakeLandmarks(SURE)) == 2


def test_what_the_finest_scale_alone_finds_must_be_clearer_and_surer() -> None:
    assert count_in_a_room(FakeFaces({}, {}, {VERY_FAR: 0.55})) == 0
    sure_enough_elsewhere = 2.5
    assert count_in_a_room(FakeFaces({NEAR: 0.9}, {}, {VERY_FAR: 0.9}), sure_enough_elsewhere) == 1


def test_a_known_face_and_its_parts_are_no_faces_of_their_own_at_the_finest_scale() -> None:
    nose = (280.0, 280.0, 310.0, 310.0)
    assert count_in_a_room(FakeFaces({NEAR: 0.9}, {}, {NEAR: 0.7, nose: 0.95})) == 1


def test_of_a_room_more_faces_are_taken_than_of_a_students_picture() -> None:
    crowd = {(20.0 + 60 * n, 20.0, 60.0 + 60 * n, 60.0): 0.9 for n in range(10)}
    assert count(FakeFaces({}, crowd), FakeLandmarks(SURE)) == 8
    assert count_in_a_room(FakeFaces({}, crowd)) == 10


def test_who_was_found_far_away_is_looked_for_there_in_the_next_picture() -> None:
    parts = networks(FakeFaces({NEAR: 0.9}, {}, {VERY_FAR: 0.9}), FakeLandmarks(SURE))
    distant = found_by(parts, search=ROOM).distant
    seen = FakeFaces({NEAR: 0.9})
    again = networks(seen, FakeLandmarks(SURE))
    assert len(found_by(again, distant, search=ROOM).faces) == 2
    assert seen.searched == [COARSE_SIDE]
