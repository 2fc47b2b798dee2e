"""The command prints what the cloud would store."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
import skimage.data
from skimage import data

from functions.detect_frames.__main__ import main
from functions.detect_frames.recordings import encode_frame

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.accuracy

FIELDS = {
    *("source", "t_ms", "faces", "box", "yaw", "pitch", "roll", "gaze_x", "gaze_y", "mouth"),
    *("objects", "brightness", "sharpness", "frozen", "reason"),
}


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    path = tmp_path / "portrait.png"
    cv2.imwrite(str(path), cv2.cvtColor(np.asarray(data.astronaut()), cv2.COLOR_RGB2BGR))
    return path


@pytest.fixture
def empty_room(tmp_path: Path) -> Path:
    """Ten frames without anybody, in two bundles."""
    folder = tmp_path / "room"
    folder.mkdir()
    photograph = np.asarray(skimage.data.coffee())[..., ::-1]
    frame = encode_frame(np.ascontiguousarray(photograph))
    for start in (0, 5000):
        (folder / f"{start:013d}-000000.mjpg").write_bytes(frame * 5)
    return folder


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_picture_is_one_line_with_every_field(
    portrait: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(portrait)]) == 0
    (record,) = lines_of(capsys)
    assert record.keys() == FIELDS
    assert (record["source"], record["t_ms"], record["faces"]) == (str(portrait), 0, 1)


def test_what_is_unknown_is_null(empty_room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(empty_room)])
    record = lines_of(capsys)[0]
    assert record["faces"] == 0
    assert record["box"] is record["yaw"] is record["gaze_x"] is None


def test_an_unreadable_file_is_told_of_and_the_others_are_read(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jpg").write_text("hello")
    assert main([str(tmp_path / "broken.jpg"), str(portrait)]) == 2
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "broken.jpg: not a picture" in err


def test_a_policy_prints_its_episodes_last(
    empty_room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(empty_room), "--policy", "standard"])
    episodes = [line for line in lines_of(capsys) if "kind" in line]
    assert {
        "source": str(empty_room),
        "kind": "no_face",
        "start_ms": 0,
        "end_ms": 9000,
        "confidence": 1.0,
        "detail": "absent",
    } in episodes


def test_an_annotated_picture_is_written(portrait: Path, tmp_path: Path) -> None:
    assert main([str(portrait), "--annotate", str(tmp_path / "seen.png")]) == 0
    written = cv2.imread(str(tmp_path / "seen.png"))
    assert written is not None
    assert written.shape == (512, 512, 3)


def test_an_annotated_video_is_written_when_the_episodes_are_known(
    empty_room: Path, tmp_path: Path
) -> None:
    path = tmp_path / "seen.mp4"
    assert main([str(empty_room), "--annotate", str(path), "--policy", "standard"]) == 0
    assert cv2.VideoCapture(str(path)).get(cv2.CAP_PROP_FRAME_COUNT) == 10


def test_missing_models_are_told_of(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(portrait), "--models", str(tmp_path)]) == 1
    assert "make models" in capsys.readouterr().err


def test_a_reader_that_stops_reading_ends_the_command_quietly(empty_room: Path) -> None:
    paths = [str(empty_room)] * 20
    command = [sys.executable, "-m", "functions.detect_frames", *paths]
    # The command is this project's own.
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read().decode()
    assert "Error" not in complaints
    assert process.returncode == 0
