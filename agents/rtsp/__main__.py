"""Camera phòng thi: lấy mỗi giây một ảnh từ luồng video và gửi lên trang Giám Thị."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Final

import cv2

from agents.rtsp.agent import Status
from agents.rtsp.cameras import CameraPlan, Plan, api_address
from agents.rtsp.errors import AgentError, ConfigurationError, ExitCode
from agents.rtsp.fleet import Fleet
from agents.rtsp.health import Board, CameraState, health_page
from agents.rtsp.messages import LANGUAGES, describe
from agents.rtsp.sources import Source
from agents.rtsp.spool import DEFAULT_BYTES
from agents.rtsp.status import StatusLine

MEGABYTE: Final = 1024 * 1024
HEALTH_PORT: Final = 8795


def main(arguments: list[str] | None = None) -> int:
    """Run the agent from a command line; return the exit code."""
    options = _read_options(arguments)
    # OpenCV and FFmpeg would write over the status line; our own errors say what matters.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    try:
        _run(options, _read_plan(options))
    except AgentError as error:
        print(describe(error, options.language), file=sys.stderr)
        return error.exit_code
    return ExitCode.STOPPED


def _read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m agents.rtsp", description=__doc__)
    parser.add_argument(
        "source", nargs="?", help="rtsp://…, http://…, tệp video hoặc thiết bị (0, /dev/video0)"
    )
    parser.add_argument("--config", type=Path, help="tệp TOML cho nhiều camera")
    parser.add_argument("--site", help="địa chỉ trang Giám Thị")
    parser.add_argument("--room", help="mã phòng thi")
    parser.add_argument("--name", help="tên camera, ví dụ “Phòng 204”")
    parser.add_argument("--key", help="mã đăng ký dùng một lần, lấy từ trang phòng thi")
    parser.add_argument(
        "--state", type=Path, default=_state_folder(), help="nơi giữ đăng ký và ảnh chờ gửi"
    )
    parser.add_argument(
        "--buffer-mb", type=int, default=DEFAULT_BYTES // MEGABYTE, help="ảnh chờ, mỗi camera"
    )
    parser.add_argument(
        "--health-port", type=int, default=HEALTH_PORT, help="trang tình trạng; 0: không mở"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help="ngôn ngữ thông báo")
    options = parser.parse_args(arguments)
    named = (options.source, options.site, options.room, options.name)
    if options.config is None and not all(named):
        parser.error("cần --config, hoặc --site, --room, --name và nguồn hình")
    if options.config is not None and any(named):
        parser.error("--config không đi cùng --site, --room, --name hay nguồn hình")
    return options


def _state_folder() -> Path:
    """Return systemd's folder for the service, or one below the person's home."""
    given = os.environ.get("STATE_DIRECTORY")
    return Path(given) if given else Path.home() / ".local" / "state" / "giam-thi-rtsp"


def _read_plan(options: argparse.Namespace) -> Plan:
    if options.config is not None:
        return Plan.read(options.config)
    try:
        site = api_address(options.site)
    except ValueError as error:
        raise ConfigurationError(reason=f"--site {options.site}") from error
    camera = CameraPlan(options.name, Source.parse(options.source), options.key or None)
    return Plan(site, options.room, (camera,))


def _run(options: argparse.Namespace, plan: Plan) -> None:
    board = Board(*(CameraState(c.name, str(c.source)) for c in plan.cameras))
    several = len(plan.cameras) > 1
    lines = {
        camera.name: StatusLine(
            sys.stdout, options.language, prefix=f"{camera.name}: " if several else ""
        )
        for camera in plan.cameras
    }

    def tell(camera: CameraPlan, status: Status) -> None:
        board.tell(camera.name, status)
        lines[camera.name].tell(status)

    def fail(camera: CameraPlan, error: AgentError) -> None:
        words = describe(error, options.language)
        board.fail(camera.name, words)
        lines[camera.name].end()
        if several:
            print(f"{camera.name}: {words}", file=sys.stderr, flush=True)

    fleet = Fleet(plan, options.state, options.buffer_mb * MEGABYTE, options.language, tell, fail)
    with ExitStack() as stack:
        if options.health_port:
            _open_page(stack, board, options)
        asyncio.run(_run_until_told(fleet))
    for line in lines.values():
        line.end()


def _open_page(stack: ExitStack, board: Board, options: argparse.Namespace) -> None:
    try:
        page = health_page(board, options.health_port, options.language)
        print(stack.enter_context(page), flush=True)
    except OSError as error:
        raise ConfigurationError(reason=f"--health-port: {error.strerror}") from error


async def _run_until_told(fleet: Fleet) -> None:
    await fleet.run(_stop_on_signals())


def _stop_on_signals() -> asyncio.Event:
    """Return an event that Ctrl-C and SIGTERM set; a second signal ends the process at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def ask_to_stop(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    return stop


if __name__ == "__main__":
    sys.exit(main())
