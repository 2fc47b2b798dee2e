"""Camera phòng thi: lấy mỗi giây một ảnh từ luồng video và gửi lên trang Giám Thị."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from types import FrameType

import cv2
import httpx

from agents.rtsp.agent import Agent
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import AgentError, ExitCode
from agents.rtsp.messages import LANGUAGES, describe
from agents.rtsp.site import TIMEOUT_S, AttemptClient
from agents.rtsp.sources import Source
from agents.rtsp.status import StatusLine
from agents.rtsp.stream import read_pictures
from agents.rtsp.tokens import AttemptToken
from agents.rtsp.uploads import POST_TIMEOUT_S, post_with


def main(arguments: list[str] | None = None) -> int:
    """Run the agent from a command line; return the exit code."""
    options = _read_options(arguments)
    # OpenCV and FFmpeg would write over the status line; our own errors say what matters.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    status_line = StatusLine(sys.stdout, options.language)
    try:
        source = Source.parse(options.source)
        token = AttemptToken.read(options.token_file)
        asyncio.run(_run(options.site, source, token, status_line))
    except AgentError as error:
        status_line.end()
        print(describe(error, options.language), file=sys.stderr)
        return error.exit_code
    status_line.end()
    return ExitCode.STOPPED


def _read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m agents.rtsp", description=__doc__)
    parser.add_argument(
        "source", help="rtsp://…, http://…, tệp video hoặc thiết bị (0, /dev/video0)"
    )
    parser.add_argument("--site", required=True, type=_site_address, help="địa chỉ trang Giám Thị")
    parser.add_argument("--token-file", required=True, type=Path, help="tệp chứa token của bài làm")
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help="ngôn ngữ thông báo")
    return parser.parse_args(arguments)


def _site_address(text: str) -> httpx.URL:
    """Return the address of the site's API."""
    try:
        site = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if site.scheme not in {"http", "https"} or not site.host:
        raise argparse.ArgumentTypeError(text)
    return site.join(f"{site.path.rstrip('/')}/api/")


async def _run(
    api: httpx.URL, source: Source, token: AttemptToken, status_line: StatusLine
) -> None:
    clock = ServerClock()
    # The token goes to the site only: the storage has a client that does not know it.
    async with (
        httpx.AsyncClient(base_url=api, timeout=TIMEOUT_S) as site,
        httpx.AsyncClient(timeout=POST_TIMEOUT_S) as storage,
    ):
        agent = Agent(
            attempt=AttemptClient(site, token, clock),
            pictures=read_pictures(source),
            post=post_with(storage),
            clock=clock,
            tell=status_line.tell,
        )
        await agent.run(_stop_on_signals())


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
