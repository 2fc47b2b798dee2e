"""Many clients that keep their connections open, as a room full of pages does."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

CLIENTS = 300
PATIENCE_S = 20


def test_whoever_comes_is_answered_while_hundreds_stay_connected(
    environment: dict[str, str],
) -> None:
    where = urlsplit(environment["AWS_ENDPOINT_URL"])
    request = f"GET / HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode()
    with ExitStack() as connected:
        for _ in range(CLIENTS):
            client = connected.enter_context(
                socket.create_connection((str(where.hostname), where.port or 80), PATIENCE_S)
            )
            client.sendall(request)
            assert client.recv(12).startswith(b"HTTP/1.1")
