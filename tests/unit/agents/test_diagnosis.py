"""What a camera says of itself when it gives no picture."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from agents.rtsp.diagnosis import why_unreadable
from agents.rtsp.errors import (
    CameraAwayError,
    CameraLockedError,
    ExitCode,
    SourceUnreadableError,
    StreamUnknownError,
)
from agents.rtsp.messages import LANGUAGES, describe
from agents.rtsp.sources import Source

Answer = Callable[[bytes], str]


@pytest.fixture
def answer() -> Iterator[Answer]:
    """Let a camera answer once; returns its address, with a password in it."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve(words: bytes) -> None:
            connection, _ = server.accept()
            with connection:
                asked.append(connection.recv(1024))
                connection.sendall(words)

        asked: list[bytes] = []
        serving: list[threading.Thread] = []

        def start(words: bytes) -> str:
            serving.append(threading.Thread(target=serve, args=(words,)))
            serving[0].start()
            return f"rtsp://giam-thi:word@127.0.0.1:{server.getsockname()[1]}/live"

        yield start
        for thread in serving:
            thread.join()
            assert asked[0].startswith(b"DESCRIBE rtsp://127.0.0.1:")
            assert b"word" not in asked[0]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (b"RTSP/1.0 404 Not Found\r\n\r\n", StreamUnknownError),
        (b"RTSP/1.0 401 Unauthorized\r\n\r\n", CameraLockedError),
        (b"RTSP/1.0 200 OK\r\n\r\n", SourceUnreadableError),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", SourceUnreadableError),
        (b"", SourceUnreadableError),
    ],
    ids=["no-stream", "password", "unreadable", "another-protocol", "silent"],
)
def test_a_camera_that_answers_says_what_is_wrong(
    answer: Answer, words: bytes, error: type[SourceUnreadableError]
) -> None:
    found = why_unreadable(Source.parse(answer(words)))
    assert type(found) is error
    assert found.exit_code == ExitCode.SOURCE_UNREADABLE
    for language in LANGUAGES:
        assert "127.0.0.1" in describe(found, language)
        assert "word@" not in describe(found, language)


def test_where_nothing_answers_the_camera_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = why_unreadable(Source.parse(f"rtsp://127.0.0.1:{port}/live"))
    assert type(found) is CameraAwayError
    assert f"127.0.0.1:{port}" in describe(found, "vi")


@pytest.mark.parametrize("text", ["0", "http://camera.example/video.mjpg"])
def test_nobody_but_an_rtsp_camera_is_asked(text: str) -> None:
    assert type(why_unreadable(Source.parse(text))) is SourceUnreadableError
