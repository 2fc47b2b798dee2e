"""The routes of the site."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute

from local.gateway import api_page
from local.gateway.connections import Connections
from local.gateway.live_socket import LiveSocket
from local.gateway.mail_page import MailPages
from local.gateway.rest_api import RestApi
from local.gateway.security_headers import LIVE_ORIGINS, WithHeaders, security_headers
from local.gateway.static_pages import DIST, StaticPages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from chalice.app import Chalice
    from starlette.requests import Request
    from starlette.responses import Response

    from local.gateway.live_socket import Invoke

API_PREFIX: Final = "/api"
MANAGEMENT_PREFIX: Final = "/websocket-management"


def create_application(
    chalice_app: Chalice,
    live_socket: Invoke,
    *,
    emulator_url: str,
    dist: Path = DIST,
    on_ready: Callable[[], None] = lambda: None,
) -> Starlette:
    """
    Build the site.

    Args:
        chalice_app: The REST API.
        live_socket: Calls the function behind the WebSocket.
        emulator_url: Where the mails and the pictures are.
        dist: Folder of the built pages.
        on_ready: Called when the site can serve.
    """
    connections = Connections()
    mails = MailPages(emulator_url)
    headers = security_headers(live=LIVE_ORIGINS, frames=emulator_url)

    @contextlib.asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        on_ready()
        yield

    return Starlette(
        routes=[
            Route("/healthz", _health),
            Mount(API_PREFIX, WithHeaders(RestApi(chalice_app, prefix=API_PREFIX), headers)),
            WebSocketRoute("/ws", LiveSocket(live_socket, connections).serve),
            Route(
                MANAGEMENT_PREFIX + "/@connections/{connection_id}",
                connections.manage,
                methods=["POST", "GET", "DELETE"],
            ),
            Route("/api-reference", api_page.as_page),
            Route("/openapi.json", api_page.as_json),
            Route("/mail", mails.as_page),
            Route("/mail.json", mails.as_json),
            Mount("/", WithHeaders(StaticPages(dist), headers)),
        ],
        lifespan=lifespan,
    )


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})
