"""The page that tells how the cameras are doing."""

from __future__ import annotations

import re

import httpx
import pytest

from agents.rtsp.agent import Status
from agents.rtsp.health import Board, CameraState, health_page


@pytest.fixture
def board() -> Board:
    return Board(CameraState("Cửa <1>", "rtsp://***@10.0.0.5/live"))


def test_the_page_shows_each_camera_with_its_counts_and_escapes_names(board: Board) -> None:
    board.tell("Cửa <1>", Status(camera_on=True, site_reached=True, sent=12, waiting=3, lost=1))
    with health_page(board, 0, "vi") as address:
        page = httpx.get(address, trust_env=False).text
    assert "Cửa &lt;1&gt;" in page
    assert re.findall(r'data-name="[^"]+">(\d+)</td>', page) == ["12", "3", "1"]


def test_a_fault_stands_until_the_camera_works_again(board: Board) -> None:
    board.fail("Cửa <1>", "Không đọc được hình")
    assert board.cameras()[0].fault == "Không đọc được hình"
    board.tell("Cửa <1>", Status(camera_on=True))
    assert board.cameras()[0].fault is None


@pytest.mark.parametrize(("path", "status"), [("health.json", 200), ("other", 404)])
def test_programs_read_the_same_as_json(board: Board, path: str, status: int) -> None:
    with health_page(board, 0, "en") as address:
        assert httpx.get(f"{address}{path}", trust_env=False).status_code == status


def test_a_page_of_another_name_is_refused(board: Board) -> None:
    with health_page(board, 0, "vi") as address:
        answer = httpx.get(address, headers={"Host": "evil.example"}, trust_env=False)
    assert answer.status_code == 403
