from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from chalicelib.domain.frame_uploads import CONTENT_TYPE, MAX_BYTES, MAX_FRAMES, upload_prefix

CAMERA_ID = "room-" + "0123456789abcdef" * 2
ROOM, KEY = "HHC234", "ABC234-DEF567-GHJ892"
FRAME_WIDTH, FRAME_HEIGHT = 960, 540


@dataclass
class Cloud:
    """Plays the API and the storage; remembers what it was sent."""

    ahead_s: float = 3600.0
    """How far the server's clock is ahead of this computer's."""
    ends_in_s: float = 3600.0
    token: str = "the camera's token"
    names: list[str] = field(default_factory=list)
    """Of the cameras that were enrolled."""
    refusal: tuple[int, str] | None = None
    """What heartbeats are refused with, if they are."""
    upload_answers: list[int] = field(default_factory=list)
    """Statuses of the next uploads; 204 when there are no more."""
    uploads: list[dict[str, bytes]] = field(default_factory=list)
    """The form of every stored upload."""
    storage_away: bool = False
    """Whether the storage answers nothing but faults."""
    beats: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, bytes]] = field(default_factory=list)
    camera_came_on: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def now_ms(self) -> int:
        return round((time.time() + self.ahead_s) * 1000)

    @property
    def cameras(self) -> list[str]:
        """What every heartbeat said of the camera."""
        return [beat["camera"] for beat in self.beats]

    def heartbeat(self) -> dict[str, Any]:
        now = datetime.fromtimestamp(self.now_ms() / 1000, UTC)
        return {
            "ends_at": (now + timedelta(seconds=self.ends_in_s)).isoformat(),
            "server_time_ms": self.now_ms(),
            "upload": {
                "url": f"{self.address}/bucket",
                "fields": {"Content-Type": CONTENT_TYPE, "policy": "signed"},
                "key_prefix": upload_prefix(CAMERA_ID),
                "content_type": CONTENT_TYPE,
                "max_bytes": MAX_BYTES,
                "max_frames": MAX_FRAMES,
                "expires_at": (now + timedelta(minutes=15)).isoformat(),
            },
        }


class Handler(BaseHTTPRequestHandler):
    """Routes requests to the cloud that its subclass names."""

    cloud: Cloud

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/bucket":
            self._store(body)
        elif self.path == f"/api/rooms/{ROOM}/cameras":
            self._enrol(json.loads(body))
        elif self.path == f"/api/cameras/{CAMERA_ID}/heartbeat":
            self._beat(json.loads(body))
        else:
            self._answer(404, {"code": "not_found", "message": "…", "details": {}})

    def _enrol(self, asked: dict[str, str]) -> None:
        if asked["key"] != KEY:
            message = "Mã đăng ký camera không đúng."
            self._answer(404, {"code": "camera_key_unknown", "message": message, "details": {}})
            return
        self.cloud.names.append(asked["name"])
        self._answer(201, {"camera_id": CAMERA_ID, "camera_token": self.cloud.token})

    def _beat(self, said: dict[str, Any]) -> None:
        if self.cloud.refusal or self.headers["Authorization"] != f"Bearer {self.cloud.token}":
            status, code = self.cloud.refusal or (401, "not_signed_in")
            self._answer(status, {"code": code, "message": code, "details": {}})
            return
        self.cloud.beats.append(said)
        if said["camera"] == "on":
            self.cloud.camera_came_on.set()
        self._answer(200, self.cloud.heartbeat())

    def _store(self, body: bytes) -> None:
        form = read_form(self.headers["Content-Type"], body)
        status = self.cloud.upload_answers.pop(0) if self.cloud.upload_answers else 204
        if self.cloud.storage_away:
            status = 503
        (self.cloud.uploads if status == 204 else self.cloud.refused).append(form)
        self._answer(status, None)

    def _answer(self, status: int, content: object) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Keep the test's output clean."""


def read_form(content_type: str, body: bytes) -> dict[str, bytes]:
    """Return the fields of a multipart form in their order."""
    message = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    form = {}
    for part in message.get_payload():
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        assert isinstance(content, bytes)
        form[str(part.get_param("name", header="content-disposition"))] = content  # type: ignore[union-attr]
    return form


@pytest.fixture
def serve() -> Iterator[Callable[[type[BaseHTTPRequestHandler]], str]]:
    """Serve a handler on a free port of the loopback; return its address."""
    servers = []

    def start(handler: type[BaseHTTPRequestHandler]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def cloud(serve: Callable[[type[BaseHTTPRequestHandler]], str]) -> Cloud:
    made = Cloud()
    made.address = serve(type("CloudHandler", (Handler,), {"cloud": made}))
    return made


def picture(grey: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A plain picture, so that its grey says which one it is."""
    return np.full((FRAME_HEIGHT, FRAME_WIDTH, 3), grey, np.uint8)


@pytest.fixture
def make_video(tmp_path: Path) -> Callable[..., Path]:
    """Write a video whose frame ``n`` has the grey ``10 * n``, again and again; return its path."""

    def make(*, frames: int, frames_a_second: float) -> Path:
        path = tmp_path / "room.avi"
        size = (FRAME_WIDTH, FRAME_HEIGHT)
        codec = cv2.VideoWriter.fourcc(*"MJPG")
        writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, codec, frames_a_second, size)
        for number in range(frames):
            writer.write(picture(10 * number % 250))
        writer.release()
        return path

    return make


@pytest.fixture
def camera(serve: Callable[[type[BaseHTTPRequestHandler]], str]) -> str:
    """The address of a camera that streams Motion JPEG without end, over HTTP."""

    class CameraHandler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            jpeg = cv2.imencode(".jpg", picture(120))[1].tobytes()
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            try:
                while True:
                    self.wfile.write(head.encode() + jpeg + b"\r\n")
                    time.sleep(0.04)
            except OSError:
                return  # The viewer has gone.

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Keep the test's output clean."""

    return f"{serve(CameraHandler)}/video.mjpg"
