"""Why a network camera gives no picture: it is asked once, as FFmpeg's reasons do not reach us."""

from __future__ import annotations

import socket
from typing import Final
from urllib.parse import urlsplit

from agents.rtsp.errors import (
    CameraAwayError,
    CameraLockedError,
    SourceUnreadableError,
    StreamUnknownError,
)
from agents.rtsp.sources import Source

TIMEOUT_S: Final = 5.0
RTSP_PORT: Final = 554
_ANSWER_BYTES: Final = 1024
_ERRORS: Final = {
    401: CameraLockedError,
    403: CameraLockedError,
    404: StreamUnknownError,
}


def why_unreadable(source: Source) -> SourceUnreadableError:
    """
    Return the error that says most of a source that gave no picture.

    Only an address with ``rtsp://`` is asked (DESCRIBE, RFC 2326), for ``TIMEOUT_S`` at most.  A
    camera that wants a password says so to every question without one, also about streams that
    it does not have.
    """
    parts = urlsplit(str(source.address))
    if parts.scheme.lower() != "rtsp" or not parts.hostname:
        return SourceUnreadableError(source=str(source))
    host = parts.netloc.rpartition("@")[2]
    address = parts._replace(netloc=host).geturl()
    try:
        status = _describe(parts.hostname, parts.port or RTSP_PORT, address)
    except OSError:
        return CameraAwayError(source=str(source), host=host)
    return _ERRORS.get(status, SourceUnreadableError)(source=str(source), host=host)


def _describe(host: str, port: int, address: str) -> int:
    """Return the status that an RTSP server answers with, 0 if it does not speak RTSP."""
    question = f"DESCRIBE {address} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n"
    with socket.create_connection((host, port), TIMEOUT_S) as connection:
        connection.sendall(question.encode())
        answer = connection.recv(_ANSWER_BYTES).split(maxsplit=2)
    spoken = len(answer) > 1 and answer[0].startswith(b"RTSP/") and answer[1].isdigit()
    return int(answer[1]) if spoken else 0
