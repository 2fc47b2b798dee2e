"""API Gateway's side of ``@connections``, for posting to open WebSocket connections."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote


class ManagementApi:
    """Keeps what is posted to each connection; knows which ones are gone or were closed."""

    def __init__(self) -> None:
        self.posted: dict[str, list[Any]] = {}
        self.gone: set[str] = set()
        self.closed: list[str] = []

    def heard_by(self, connection_id: str) -> list[Any]:
        return self.posted.get(connection_id, [])

    def close(self, connection_id: str) -> bool:
        if connection_id in self.gone:
            return False
        self.closed.append(connection_id)
        self.gone.add(connection_id)
        return True

    def post(self, connection_id: str, body: bytes) -> bool:
        if connection_id in self.gone:
            return False
        self.posted.setdefault(connection_id, []).append(json.loads(body))
        return True


@contextlib.contextmanager
def serving(api: ManagementApi) -> Iterator[str]:
    """Serve it on a free port and yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(200, there=api.post(self._connection_id, body))

        def do_DELETE(self) -> None:
            self._answer(204, there=api.close(self._connection_id))

        @property
        def _connection_id(self) -> str:
            return unquote(self.path.rpartition("/@connections/")[2])

        def _answer(self, status: int, *, there: bool) -> None:
            self.send_response(status if there else 410)
            if not there:
                self.send_header("x-amzn-ErrorType", "GoneException")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(timeout=10)
