"""A real RTSP server on the loopback that plays a recording, dies, and comes back."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from agents.rtsp.__main__ import main
from agents.rtsp.agent import Agent, AgentSettings, Status
from agents.rtsp.backoff import Backoff
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import CameraAwayError, ExitCode, StreamUnknownError
from agents.rtsp.messages import describe
from agents.rtsp.site import CameraClient
from agents.rtsp.sources import Source
from agents.rtsp.spool import Spool
from agents.rtsp.stream import StreamSettings, read_pictures
from agents.rtsp.uploads import post_with
from tests.integration.agents.conftest import CAMERA_ID, KEY, ROOM, Cloud
from tests.integration.agents.image import lay_out
from tests.integration.agents.test_agent import captured_ms, frames_of

SYSTEM_PYTHON: Final = "/usr/bin/python3"
"""GStreamer's bindings belong to the system's Python, not to the project's environment."""
SERVER: Final = Path(__file__).parent / "rtsp_server.py"
CHECK: Final = (
    "import gi; gi.require_version('GstRtspServer', '1.0'); "
    "from gi.repository import Gst, GstRtspServer; Gst.init(None); "
    "assert Gst.ElementFactory.find('x264enc')"
)
INTERVAL_S: Final = 0.2
QUICK: Final = Backoff(first_s=0.1, longest_s=0.3)

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("has_server")]


class RtspCamera:
    """A camera that can be switched off and on again at the same address."""

    def __init__(self, recording: Path) -> None:
        self._recording = recording
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])
        self.url = f"rtsp://127.0.0.1:{self._port}/live"
        self._server: subprocess.Popen[str] | None = None

    def switch_on(self) -> None:
        command = [SYSTEM_PYTHON, str(SERVER), self._port, str(self._recording)]
        self._server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._server.stdout
        assert self._server.stdout.readline() == "ready\n"

    def switch_off(self) -> None:
        if self._server:
            self._server.kill()
            self._server.communicate()
            self._server = None


@pytest.fixture(scope="module")
def has_server() -> None:
    """Skip where GStreamer's RTSP server is not installed."""
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", CHECK], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("tests/integration/agents/install_rtsp_server.sh says what to install")


@pytest.fixture
def rtsp(make_video: Callable[..., Path]) -> Iterator[RtspCamera]:
    """A camera that plays a minute of pictures, ten a second, and is on."""
    camera = RtspCamera(make_video(frames=600, frames_a_second=10))
    camera.switch_on()
    yield camera
    camera.switch_off()


def watch(
    cloud: Cloud, url: str, folder: Path, react: Callable[[Status], bool], patience_s: float = 30.0
) -> Status:
    """Run an agent on a stream until ``react`` says so; return what it told last."""
    told: list[Status] = []

    async def run() -> None:
        stop, clock = asyncio.Event(), ServerClock()

        def tell(status: Status) -> None:
            told.append(status)
            if react(status):
                stop.set()

        settings = StreamSettings(interval_s=INTERVAL_S, patience_s=patience_s, backoff=QUICK)
        base = f"{cloud.address}/api/"
        async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
            agent = Agent(
                camera=CameraClient(http, CAMERA_ID, cloud.token, clock),
                pictures=read_pictures(Source.parse(url), settings),
                spool=Spool(folder),
                post=post_with(http),
                clock=clock,
                tell=tell,
                settings=AgentSettings(heartbeat_s=1.0, tick_s=0.1, silence_s=1.0, backoff=QUICK),
            )
            await agent.run(stop)

    asyncio.run(run())
    return told[-1]


def test_after_the_camera_died_and_came_back_every_picture_taken_is_stored_once(
    rtsp: RtspCamera, cloud: Cloud, tmp_path: Path
) -> None:
    steps: list[int] = []

    def die_and_come_back(status: Status) -> bool:
        if not steps and status.sent >= 10:
            rtsp.switch_off()
            steps.append(status.sent)
        elif len(steps) == 1 and not status.camera_on and cloud.beats[-1]["camera"] == "off":
            rtsp.switch_on()
            steps.append(status.sent)
        return len(steps) == 2 and status.sent >= steps[1] + 10

    last = watch(cloud, rtsp.url, tmp_path, die_and_come_back)

    stored = [moment for upload in cloud.uploads for moment in captured_ms(upload)]
    sys.stdout.write(
        f"\nuploaded {last.sent} pictures, lost {last.lost}, after one restart of the camera"
    )
    assert (last.sent, last.lost, last.waiting) == (len(stored), 0, 0)
    assert stored == sorted(set(stored))
    assert max(b - a for a, b in pairwise(stored)) >= 1_000
    said = [beat["camera"] for beat in cloud.beats]
    assert "off" in said[said.index("on") :]


def test_what_was_taken_while_the_network_was_away_arrives_afterwards_in_order(
    rtsp: RtspCamera, cloud: Cloud, tmp_path: Path
) -> None:
    def lose_the_network(status: Status) -> bool:
        if not cloud.uploads:
            return False
        cloud.storage_away = cloud.storage_away or not most
        most.append(status.waiting)
        if max(most) >= 20:
            cloud.storage_away = False
        return max(most) >= 20 and status.waiting == 0

    most: list[int] = []
    last = watch(cloud, rtsp.url, tmp_path, lose_the_network)
    stored = [moment for upload in cloud.uploads for moment in captured_ms(upload)]
    sys.stdout.write(f"\n{max(most)} pictures waited; uploaded {last.sent}, lost {last.lost}")
    assert (last.sent, last.lost) == (len(stored), 0)
    assert stored == sorted(stored)
    # No hole: pictures went on being taken.
    assert max(b - a for a, b in pairwise(stored)) < 1_000


def test_the_pictures_are_the_recordings(rtsp: RtspCamera, cloud: Cloud, tmp_path: Path) -> None:
    watch(cloud, rtsp.url, tmp_path, lambda status: status.sent >= 5)
    assert all(jpeg.startswith(b"\xff\xd8\xff") for jpeg in frames_of(cloud.uploads[0]))


def test_an_address_that_the_camera_does_not_know_is_a_clear_error(
    rtsp: RtspCamera, cloud: Cloud, tmp_path: Path
) -> None:
    with pytest.raises(StreamUnknownError) as caught:
        watch(cloud, f"{rtsp.url}-wrong", tmp_path, lambda _: False, patience_s=1.0)
    assert f"không có luồng {rtsp.url}-wrong" in describe(caught.value, "vi")
    assert f"has no stream {rtsp.url}-wrong" in describe(caught.value, "en")


def test_a_camera_that_is_off_from_the_start_is_a_clear_error(
    rtsp: RtspCamera, cloud: Cloud, tmp_path: Path
) -> None:
    rtsp.switch_off()
    with pytest.raises(CameraAwayError) as caught:
        watch(cloud, rtsp.url, tmp_path, lambda _: False, patience_s=1.0)
    assert "Không có camera nào trả lời ở 127.0.0.1:" in describe(caught.value, "vi")
    assert "No camera answers at 127.0.0.1:" in describe(caught.value, "en")


def test_a_wrong_key_is_a_clear_error_before_the_camera_is_looked_at(
    rtsp: RtspCamera,
    cloud: Cloud,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    named = ["--site", cloud.address, "--room", ROOM, "--name", "Phòng 204"]
    where = ["--state", str(tmp_path), "--health-port", "0"]
    code = main([*named, *where, "--key", "WRONG2-WRONG2-WRONG2", rtsp.url])
    assert code == ExitCode.CAMERA_REFUSED
    assert "Mã đăng ký camera không đúng." in capsys.readouterr().err


def test_one_process_runs_several_cameras_and_its_page_tells_of_each(
    rtsp: RtspCamera, cloud: Cloud, tmp_path: Path
) -> None:
    """One camera works, one was never there; the working one is not held up."""
    plan = tmp_path / "cameras.toml"
    plan.write_text(
        f"""
        site = "{cloud.address}"
        room = "{ROOM}"
        [[camera]]
        name = "Bục giảng"
        key = "{KEY}"
        source = "{rtsp.url}"
        [[camera]]
        name = "Cuối phòng"
        source = "rtsp://127.0.0.1:9/live"
        """,
        "utf-8",
    )
    with ExitStack() as stack:
        agent = stack.enter_context(
            run_command(lay_out(tmp_path / "image"), plan, tmp_path / "state")
        )
        assert agent.stdout
        page = agent.stdout.readline().strip()
        assert cloud.camera_came_on.wait(timeout=60)
        cameras = {one["name"]: one for one in read_json(f"{page}health.json")}
        agent.terminate()
        agent.communicate(timeout=60)
    assert cameras["Bục giảng"]["status"]["camera_on"]
    assert "chưa được đăng ký" in cameras["Cuối phòng"]["fault"]
    assert agent.returncode == ExitCode.STOPPED


def run_command(image: Path, plan: Path, state: Path) -> subprocess.Popen[str]:
    """Start the agent as the container does, on a free port for its page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = ["-m", "agents.rtsp", "--config", str(plan), "--state", str(state)]
    return subprocess.Popen(
        [sys.executable, *command, "--health-port", port],
        cwd=image,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def read_json(url: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = httpx.get(url, trust_env=False).raise_for_status().json()
    return content
