"""What a person may write of their cameras."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.rtsp.cameras import Plan, api_address
from agents.rtsp.errors import ConfigurationError

CAMERA = '[[camera]]\nname = "Cửa"\nsource = "rtsp://127.0.0.1/live"\n'


def write(path: Path, text: str) -> Path:
    file = path / "cameras.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_file_names_the_site_the_room_and_its_cameras(tmp_path: Path) -> None:
    head = 'site = "https://thi.truong.example/a"\nroom = "HHC234"\n'
    plan = Plan.read(write(tmp_path, f'{head}{CAMERA}key = "ABC"\n'))
    assert str(plan.api) == "https://thi.truong.example/a/api/"
    assert [(camera.name, camera.key) for camera in plan.cameras] == [("Cửa", "ABC")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "site = 'https://a.example'\nroom = 'A'\ncamera = []",
        f"site = 'ftp://a.example'\nroom = 'A'\n{CAMERA}",
        f"room = 'A'\n{CAMERA}",
        f"site = 'https://a.example'\nroom = 'A'\n{CAMERA}{CAMERA}",
        "site = [",
    ],
)
def test_a_file_that_cannot_be_used_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError):
        Plan.read(write(tmp_path, text))


def test_an_address_without_a_host_is_none() -> None:
    with pytest.raises(ValueError, match="https://"):
        api_address("https://")
