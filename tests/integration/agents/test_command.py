"""The agent as a person runs it: its own process, its exit code, its words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from agents.rtsp.__main__ import main
from agents.rtsp.errors import ExitCode
from chalicelib.domain.frame_uploads import split_bundle
from tests.integration.agents.conftest import KEY, ROOM, Cloud

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def options(cloud: Cloud, state: Path, source: str, *more: str) -> list[str]:
    named = ["--site", cloud.address, "--room", ROOM, "--name", "Phòng 204", "--key", KEY]
    return [*named, "--state", str(state), "--health-port", "0", *more, source]


@pytest.fixture
def still(make_video: Callable[..., Path]) -> str:
    return str(make_video(frames=1, frames_a_second=10))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_sends_what_it_has_and_ends_well(
    cloud: Cloud, tmp_path: Path, camera: str, number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "agents.rtsp", *options(cloud, tmp_path, camera)]
    agent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    came_on = cloud.camera_came_on.wait(timeout=60)
    os.kill(agent.pid, number)
    output, complaints = agent.communicate(timeout=60)
    assert (came_on, agent.returncode, complaints) == (True, ExitCode.STOPPED, b"")
    sent = sum(len(split_bundle(upload["file"])) for upload in cloud.uploads)
    assert sent > 0
    assert f"đã gửi {sent}" in output.decode().splitlines()[-1]


def test_a_wrong_key_has_its_exit_code_and_words(
    cloud: Cloud, tmp_path: Path, still: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(options(cloud, tmp_path, still, "--key", "WRONG2-WRONG2-WRONG2"))
    assert code == ExitCode.CAMERA_REFUSED
    assert "Mã đăng ký camera không đúng." in capsys.readouterr().err


def test_without_a_key_a_camera_that_was_never_enrolled_says_so(
    cloud: Cloud, tmp_path: Path, still: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(cloud, tmp_path, still, "--key", "")) == ExitCode.CAMERA_REFUSED
    assert "chưa được đăng ký" in capsys.readouterr().err


def test_a_key_is_used_once_and_the_next_start_needs_none(
    cloud: Cloud, tmp_path: Path, still: str
) -> None:
    main(options(cloud, tmp_path, still))
    main(options(cloud, tmp_path, still, "--key", ""))
    assert cloud.names == ["Phòng 204"]
    assert sum(len(split_bundle(upload["file"])) for upload in cloud.uploads) == 2


def test_the_enrolment_is_readable_for_its_owner_alone(
    cloud: Cloud, tmp_path: Path, still: str
) -> None:
    main(options(cloud, tmp_path, still))
    (file,) = tmp_path.glob("camera-*.json")
    assert file.stat().st_mode & 0o077 == 0


def test_a_camera_that_was_removed_has_its_exit_code(
    cloud: Cloud, tmp_path: Path, still: str
) -> None:
    cloud.refusal = (404, "camera_not_found")
    assert main(options(cloud, tmp_path, still)) == ExitCode.CAMERA_REFUSED


def test_a_wrong_configuration_names_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cameras.toml"
    path.write_text("site = 'https://thi.truong.example'", "utf-8")
    assert main(["--config", str(path)]) == ExitCode.CONFIGURATION_WRONG
    assert "cameras.toml" in capsys.readouterr().err


def test_an_exam_that_is_over_has_its_exit_code_and_words(
    cloud: Cloud, tmp_path: Path, still: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.ends_in_s = 0
    assert main(options(cloud, tmp_path, still)) == ExitCode.EXAM_OVER
    assert "đã kết thúc" in capsys.readouterr().err


def test_a_file_that_is_no_video_has_its_exit_code_and_words(
    cloud: Cloud, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    no_video = tmp_path / "notes.txt"
    no_video.write_text("no video", "utf-8")
    assert main(options(cloud, tmp_path, str(no_video))) == ExitCode.SOURCE_UNREADABLE
    assert "Không đọc được hình" in capsys.readouterr().err


def test_an_address_with_a_wrong_scheme_has_its_exit_code(cloud: Cloud, tmp_path: Path) -> None:
    code = main(options(cloud, tmp_path, "rstp://127.0.0.1/live"))
    assert code == ExitCode.SOURCE_UNREADABLE


def test_what_is_not_the_site_has_its_exit_code(
    cloud: Cloud,
    tmp_path: Path,
    still: str,
    serve: Callable[[type[BaseHTTPRequestHandler]], str],
) -> None:
    class PageHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html></html>")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Keep the test's output clean."""

    cloud.address = serve(PageHandler)
    assert main(options(cloud, tmp_path, still)) == ExitCode.SITE_UNFIT
