"""One detector and the recordings beside the project, for every accuracy test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from functions.detect_frames.detector import FrameDetector
from functions.detect_frames.recordings import encode_frame, list_files, read_frames
from layers.models.build import BUILD_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from chalicelib.domain.observations import Observation

RECORDINGS = Path(__file__).parents[3] / "shared" / "recordings"


@pytest.fixture(scope="session")
def detector() -> FrameDetector:
    assert (BUILD_FOLDER / "manifest.json").is_file(), "run `make models` first"
    return FrameDetector(BUILD_FOLDER)


@pytest.fixture
def observe(detector: FrameDetector) -> Callable[[np.ndarray], Observation]:
    """Return a function from an RGB picture to what is observed in it."""

    def observe_picture(picture: np.ndarray) -> Observation:
        content = encode_frame(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), np.uint8))
        (observation,) = detector.detect([content], [0])
        return observation

    return observe_picture


@pytest.fixture(scope="session")
def observe_recording(detector: FrameDetector) -> Callable[[str], tuple[Observation, ...]]:
    """Return a function from the name of a recording to its observations, 5 a second."""
    if not RECORDINGS.is_dir():
        pytest.skip(f"no recordings in {RECORDINGS}")

    def observe_file(name: str) -> tuple[Observation, ...]:
        frames = [
            frame
            for path in list_files(RECORDINGS / name)
            for frame in read_frames(path, first_ms=0, frames_per_second=5)
        ]
        return detector.detect(
            [frame.content for frame in frames], [frame.captured_ms for frame in frames]
        )

    return observe_file
