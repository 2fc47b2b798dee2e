"""How all cameras are doing, on a page that only this computer can see."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from agents.rtsp.agent import Status
from agents.rtsp.messages import Language, text_of

HOST: Final = "127.0.0.1"
REFRESH_S: Final = 2
HEADS: Final = ("camera", "source", "picture", "site", "sent", "waiting", "lost")


@dataclass(frozen=True, slots=True)
class CameraState:
    """One camera as the page shows it."""

    name: str
    source: str
    """Without its password."""
    status: Status = field(default_factory=Status)
    fault: str | None = None
    """What the person must mend; None: nothing."""


class Board:
    """What is known of every camera; told by the agents, read by the page's thread."""

    def __init__(self, *cameras: CameraState) -> None:
        self._lock = threading.Lock()
        self._cameras = {camera.name: camera for camera in cameras}

    def tell(self, name: str, status: Status) -> None:
        """Note a camera's status; whatever was wrong with it has passed."""
        with self._lock:
            self._cameras[name] = replace(self._cameras[name], status=status, fault=None)

    def fail(self, name: str, fault: str) -> None:
        """Note what is wrong with a camera."""
        with self._lock:
            self._cameras[name] = replace(self._cameras[name], status=Status(), fault=fault)

    def cameras(self) -> tuple[CameraState, ...]:
        """Return all cameras, as they were named."""
        with self._lock:
            return tuple(self._cameras.values())


@contextmanager
def health_page(board: Board, port: int, language: Language) -> Iterator[str]:
    """
    Serve the page while the block runs; yield its address.

    Args:
        board: What to show.
        port: 0: any that is free.
        language: Of the page.

    Raises:
        OSError: The port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # A page elsewhere whose name leads here (DNS rebinding) sends its own name.
            if (self.headers["Host"] or "").rpartition(":")[0] not in {HOST, "localhost"}:
                self.send_error(HTTPStatus.FORBIDDEN)
            elif self.path == "/health.json":
                self._answer("application/json", _as_json(board))
            elif self.path == "/":
                self._answer("text/html; charset=utf-8", _as_page(board, language))
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def _answer(self, content_type: str, text: str) -> None:
            body = text.encode()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing: the page asks again every two seconds."""

    server = ThreadingHTTPServer((HOST, port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="health")
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _as_json(board: Board) -> str:
    return json.dumps([asdict(camera) for camera in board.cameras()], ensure_ascii=False)


def _as_page(board: Board, language: Language) -> str:
    def say(code: str) -> str:
        return escape(text_of(code, language))

    head = "".join(f"<th>{say(f'page.{name}')}</th>" for name in HEADS)
    rows = "".join(_as_row(camera, language) for camera in board.cameras())
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="{REFRESH_S}">
<meta name="viewport" content="width=device-width"><title>{say("page.title")}</title><style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif }}
body {{ margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid #8885; padding: .5rem .75rem .5rem 0; text-align: left }}
th {{ white-space: nowrap }}
td {{ font-variant-numeric: tabular-nums; overflow-wrap: break-word }}
.fault {{ color: light-dark(#b3261e, #ff8a80); font-weight: 600 }}
@media (max-width: 48rem) {{
  thead {{ display: none }}
  tr {{ display: block; border-bottom: 1px solid #8885; padding: .5rem 0 }}
  td {{ border: 0; display: flex; gap: 1rem; justify-content: space-between }}
  td {{ overflow-wrap: anywhere; padding: .125rem 0 }}
  td::before {{ content: attr(data-name); opacity: .75; flex: none }}
  td:first-child {{ font-weight: 600 }} td:first-child::before {{ content: none }}
}}
</style></head><body><h1>{say("page.title")}</h1>
<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></body></html>
"""


def _as_row(camera: CameraState, language: Language) -> str:
    status = camera.status
    picture = camera.fault or text_of("on" if status.camera_on else "off", language)
    cells = [
        camera.name,
        camera.source,
        picture,
        text_of("reached" if status.site_reached else "away", language),
        *(str(count) for count in (status.sent, status.waiting, status.lost)),
    ]
    needs_care = camera.fault or not status.camera_on
    marks = ["", "", ' class="fault"' if needs_care else "", "", "", "", ""]
    names = (escape(text_of(f"page.{name}", language)) for name in HEADS)
    tds = (
        f'<td{mark} data-name="{name}">{escape(cell)}</td>'
        for mark, name, cell in zip(marks, names, cells, strict=True)
    )
    return f"<tr>{''.join(tds)}</tr>"
