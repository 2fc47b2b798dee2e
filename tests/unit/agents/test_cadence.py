"""Rooms' cameras upload as students' pages do: both are put to the same cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from agents.rtsp.bundles import BundleLimits, Bundler, Frame
from agents.rtsp.cadence import CADENCE, CHANGES
from agents.rtsp.changes import THUMBNAIL, ChangeWatch, thumbnail
from chalicelib.domain.frame_uploads import MAX_FRAMES

PAGE: Final = Path(__file__).parents[3] / "web" / "src" / "camera"
CASES: Final = json.loads((PAGE / "cadence.cases.json").read_text("utf-8"))
"""``web/src/camera/cadence.test.ts`` puts them to the page."""
GREY: Final = 100


def named(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


@named("bundles")
def test_so_many_frames_go_together_as_on_the_page(case: dict[str, Any]) -> None:
    bundler = Bundler(BundleLimits.by_cadence(max_frames=MAX_FRAMES, max_bytes=1_000))
    gone = [
        len(bundle.frames)
        for second in range(case["seconds"])
        for bundle in bundler.add(Frame(second * 1_000, b"x"), changed=second in case["changed"])
    ]
    assert gone == case["frames"]


@named("changes")
def test_what_is_much_on_the_page_is_much_in_a_room(case: dict[str, Any]) -> None:
    watch, found = ChangeWatch(), []
    for points, grey in case["seen"]:
        greys = np.full(THUMBNAIL[0] * THUMBNAIL[1], GREY, np.uint8)
        greys[:points] = grey
        found.append(watch.see(greys.reshape(THUMBNAIL[::-1])))
    assert found == case["much"]


def test_the_page_and_the_agent_read_the_same_numbers() -> None:
    assert json.loads((PAGE / "cadence.json").read_text("utf-8")) == CADENCE
    assert json.loads((PAGE / "changes.json").read_text("utf-8")) == CHANGES
    imports = [(PAGE / name).read_text("utf-8") for name in ("recorder.ts", "changes.ts")]
    assert 'from "./cadence.json"' in imports[0]
    assert 'from "./changes.json"' in imports[1]


def test_no_more_frames_go_together_than_the_storage_takes() -> None:
    limits = BundleLimits.by_cadence(max_frames=1, max_bytes=1_000)
    assert (limits.max_frames, limits.hurried_frames, limits.max_age_ms) == (1, 1, 1_000)


def test_a_picture_that_has_another_size_is_compared_with_nothing() -> None:
    watch = ChangeWatch()
    watch.see(np.zeros((2, 2), np.uint8))
    assert not watch.see(np.full(THUMBNAIL[::-1], 255, np.uint8))


def test_a_thumbnail_weighs_the_colours_as_eyes_do() -> None:
    """ITU-R BT.601, as the page does."""
    for colour, grey in (((255, 255, 255), 255), ((0, 0, 255), 76), ((0, 255, 0), 150)):
        greys = thumbnail(np.full((480, 640, 3), colour, np.uint8))
        assert greys.shape == THUMBNAIL[::-1]
        assert set(greys.ravel().tolist()) == {grey}
