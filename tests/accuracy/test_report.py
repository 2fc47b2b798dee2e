"""The report plays clips through the real detector and writes what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.policies import DEFAULT_PRESET
from tests.accuracy.clips import Clip, own_clips
from tests.accuracy.conditions import CONDITIONS
from tests.accuracy.hard_faces import ARCHIVE, read_faces
from tests.accuracy.report import play, write_report

if TYPE_CHECKING:
    from functions.detect_frames.detector import FrameDetector

pytestmark = pytest.mark.accuracy


@pytest.fixture(scope="module")
def clips() -> dict[str, Clip]:
    return {clip.name: clip for clip in own_clips()}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("own: empty chair", "no_face"), ("own: second person", "several_people")],
)
def test_what_happens_in_an_own_clip_is_found_and_the_calm_before_is_not(
    detector: FrameDetector, clips: dict[str, Clip], name: str, kind: str
) -> None:
    clip = clips[name]
    played = play(clip, "as is", detector, DEFAULT_PRESET)
    (span,) = clip.spans
    starts = [episode.started_ms for episode in played.episodes if episode.kind == kind]
    assert len(starts) == 1
    assert starts[0] == pytest.approx(span.from_ms, abs=2000)


def test_somebody_who_speaks_is_found_and_a_yawn_is_not(
    detector: FrameDetector, clips: dict[str, Clip]
) -> None:
    spoken, yawned = (
        play(clips[name], "as is", detector, DEFAULT_PRESET)
        for name in ("own: speaking", "own: yawning")
    )
    assert {episode.kind for episode in spoken.episodes} == {"talking"}
    assert not yawned.episodes


@pytest.mark.parametrize(
    ("name", "kind"),
    [("own: replay", "frozen_feed"), ("own: another room", "camera_changed")],
)
def test_another_feed_is_found_by_the_pictures_alone(
    detector: FrameDetector, clips: dict[str, Clip], name: str, kind: str
) -> None:
    played = play(clips[name], "as is", detector, DEFAULT_PRESET)
    assert {episode.kind for episode in played.episodes} == {kind}


def test_a_calm_student_is_one_face_under_every_condition(
    detector: FrameDetector, clips: dict[str, Clip]
) -> None:
    picture = clips["own: calm"].pictures[0]
    for condition, encode in CONDITIONS.items():
        (observation,) = detector.detect([encode(picture)], [0])
        assert observation.faces == 1, condition


def test_a_covered_lens_has_neither_light_nor_contrast_nor_detail(
    detector: FrameDetector, clips: dict[str, Clip]
) -> None:
    clip = clips["own: covered lens"]
    calm, covered = (
        detector.detect([CONDITIONS["as is"](clip.pictures[number])], [0])[0].scene
        for number in (0, 20)
    )
    assert calm is not None
    assert covered is not None
    assert calm.contrast is not None
    assert covered.contrast is not None
    assert covered.contrast < 0.05 < calm.contrast
    assert covered.sharpness < calm.sharpness / 10


def test_the_report_has_a_row_for_each_kind(
    detector: FrameDetector, clips: dict[str, Clip]
) -> None:
    clip = clips["own: empty chair"]
    text = write_report(
        [play(clip, "as is", detector, DEFAULT_PRESET)],
        models=detector.models,
        policy=DEFAULT_PRESET,
        has_recordings=False,
        hard_faces=(),
    )
    assert "| no_face | as is | 1.00 |" in text
    assert "no recordings present" in text
    assert detector.models in text


def test_most_masked_faces_are_found(detector: FrameDetector) -> None:
    if not ARCHIVE.is_file():
        pytest.skip(f"no photographs in {ARCHIVE}")
    pictures = list(read_faces("masked"))
    contents = [CONDITIONS["as is"](picture) for picture in pictures]
    found = sum(bool(detector.detect([content], [0])[0].faces) for content in contents)
    assert found >= 0.75 * len(contents)
