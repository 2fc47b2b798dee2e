from __future__ import annotations

from pathlib import Path

import pytest

from agents.rtsp.errors import SourceUnknownError
from agents.rtsp.sources import Source


@pytest.mark.parametrize("text", ["rtsp://10.0.0.5/live", "http://camera.local:8080/video", "0"])
def test_an_address_or_device_is_live(text: str) -> None:
    assert Source.parse(text).live


def test_a_video_file_is_not_live(tmp_path: Path) -> None:
    path = tmp_path / "room.avi"
    path.touch()
    assert Source.parse(str(path)) == Source(str(path), live=False)


@pytest.mark.parametrize("text", ["rstp://10.0.0.5/live", "rtsp://", "/no/such/video.avi", "."])
def test_what_cannot_be_a_source_is_refused_at_once(text: str) -> None:
    with pytest.raises(SourceUnknownError):
        Source.parse(text)


def test_a_source_never_shows_its_password() -> None:
    source = Source.parse("rtsp://admin:p@ss@10.0.0.5:554/live?channel=1")
    assert str(source) == "rtsp://***@10.0.0.5:554/live?channel=1"
    assert "p@ss" not in repr(source)


def test_a_refused_address_never_shows_its_password() -> None:
    with pytest.raises(SourceUnknownError) as caught:
        Source.parse("rstp://admin:secret@10.0.0.5/live")
    assert "secret" not in str(caught.value)
