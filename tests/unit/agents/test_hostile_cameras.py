"""A camera that is somebody else's leads the agent to no file, an address to no other scheme."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest

from agents.rtsp.errors import SourceUnknownError
from agents.rtsp.sources import Source, open_capture


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A video on the agent's own disk."""
    path = tmp_path / "secret.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 5, (64, 48))
    for shade in range(20):
        writer.write(np.full((48, 64, 3), shade * 10, np.uint8))
    writer.release()
    return path


@pytest.fixture
def camera(secret: Path) -> Iterator[str]:
    """What answers as a camera, and its address."""
    answers = {
        "/honest.mp4": secret.read_bytes(),
        "/playlist.m3u8": (
            f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{secret.as_uri()}\n#EXT-X-ENDLIST\n"
        ).encode(),
        "/list.ffconcat": f"ffconcat version 1.0\nfile '{secret}'\n".encode(),
    }

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in answers else 302)
            self.send_header("Location", secret.as_uri())
            self.send_header("Content-Length", str(len(answers.get(self.path, b""))))
            self.end_headers()
            self.wfile.write(answers.get(self.path, b""))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def shows(address: str) -> bool:
    capture = open_capture(Source.parse(address))
    try:
        return capture is not None and capture.grab()
    finally:
        if capture is not None:
            capture.release()


def test_a_camera_leads_to_no_file(camera: str) -> None:
    assert shows(f"{camera}/honest.mp4")
    for path in ("playlist.m3u8", "list.ffconcat", "moved.mp4"):
        assert not shows(f"{camera}/{path}"), path


@pytest.mark.parametrize(
    "text",
    [
        *("file:///etc/passwd", "FILE:///etc/passwd", "concat:/etc/passwd|/etc/hosts"),
        *("data:text/plain,a", "gopher://127.0.0.1/", "crypto+file:///a", "subfile,,://a"),
        *("rtsp://a/\r\nX: y", "rtsp://a/\x00", "rtsp://\u202ea/", "http://a/\n", "javascript:1"),
    ],
)
def test_an_address_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(SourceUnknownError):
        Source.parse(text)
