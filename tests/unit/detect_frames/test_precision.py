from __future__ import annotations

from chalicelib.domain.observations import Box, MainFace, Observation, Scene
from functions.detect_frames.precision import rounded


def test_every_float_within_is_rounded_and_nothing_else_changes() -> None:
    box = Box(0.123556, 0.2, 0.3, 0.4)
    seen = Observation(
        captured_ms=1,
        faces=1,
        face=MainFace(box, score=0.987654, yaw=12.345678, pitch=-0.04, gaze_x=-0.12351),
        others=(box,),
        scene=Scene(brightness=0.55556, sharpness=100.16001, frozen=False),
    )
    result = rounded(seen)
    assert result.face == MainFace(
        Box(0.124, 0.2, 0.3, 0.4), score=0.988, yaw=12.3, pitch=0.0, gaze_x=-0.124
    )
    assert result.others == (Box(0.124, 0.2, 0.3, 0.4),)
    assert result.scene is not None
    assert (result.scene.brightness, result.scene.sharpness) == (0.556, 100.2)
    assert result.scene.frozen is False
    assert (result.captured_ms, result.faces) == (1, 1)


def test_what_is_unknown_stays_unknown() -> None:
    seen = Observation(captured_ms=1, faces=None, reason="truncated")
    assert rounded(seen) == seen
