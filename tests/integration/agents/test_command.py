"""The agent as a person runs it: its own process, its exit code, its words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import jwt
import pytest

from agents.rtsp.__main__ import main
from agents.rtsp.errors import ExitCode
from chalicelib.domain.frame_uploads import split_bundle

if TYPE_CHECKING:
    from tests.integration.agents.conftest import Cloud

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def options(cloud: Cloud, token_file: Path, source: str) -> list[str]:
    return ["--site", cloud.address, "--token-file", str(token_file), source]


@pytest.fixture
def still(make_video: Callable[..., Path]) -> str:
    return str(make_video(frames=1, frames_a_second=10))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_sends_what_it_has_and_ends_well(
    cloud: Cloud, token_file: Path, camera: str, number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "agents.rtsp", *options(cloud, token_file, camera)]
    agent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    came_on = cloud.camera_came_on.wait(timeout=60)
    os.kill(agent.pid, number)
    output, complaints = agent.communicate(timeout=60)
    assert (came_on, agent.returncode, complaints) == (True, ExitCode.STOPPED, b"")
    sent = sum(len(split_bundle(upload["file"])) for upload in cloud.uploads)
    assert sent > 0
    assert f"đã gửi {sent}" in output.decode().splitlines()[-1]


def test_a_wrong_token_has_its_exit_code_and_words(
    cloud: Cloud, token_file: Path, still: str, capsys: pytest.CaptureFixture[str]
) -> None:
    token_file.write_text(
        jwt.encode({"sub": "f" * 32, "exam": "e"}, "a key that is not the server's own key")
    )
    assert main(options(cloud, token_file, still)) == ExitCode.TOKEN_REFUSED
    assert "không chấp nhận token" in capsys.readouterr().err


def test_an_exam_that_is_over_has_its_exit_code_and_words(
    cloud: Cloud, token_file: Path, still: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.state = "submitted"
    assert main(options(cloud, token_file, still)) == ExitCode.EXAM_OVER
    assert "đã hết giờ" in capsys.readouterr().err


def test_a_file_that_is_no_video_has_its_exit_code_and_words(
    cloud: Cloud, token_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(cloud, token_file, str(token_file))) == ExitCode.SOURCE_UNREADABLE
    assert "Không đọc được hình" in capsys.readouterr().err


def test_an_address_with_a_wrong_scheme_has_its_exit_code(cloud: Cloud, token_file: Path) -> None:
    code = main(options(cloud, token_file, "rstp://127.0.0.1/live"))
    assert code == ExitCode.SOURCE_UNREADABLE


def test_what_is_not_the_site_has_its_exit_code(
    cloud: Cloud,
    token_file: Path,
    still: str,
    serve: Callable[[type[BaseHTTPRequestHandler]], str],
) -> None:
    class PageHandler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html></html>")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Keep the test's output clean."""

    cloud.address = serve(PageHandler)
    assert main(options(cloud, token_file, still)) == ExitCode.SITE_UNFIT
