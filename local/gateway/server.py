"""The gateway's HTTP server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from local.gateway.connections import LARGEST_MESSAGE_BYTES

if TYPE_CHECKING:
    from starlette.applications import Starlette


def create_server(application: Starlette) -> uvicorn.Server:
    """Return a server; ``run(sockets=[...])`` serves until ``should_exit`` is set."""
    config = uvicorn.Config(
        application,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="on",
        # The other implementation stands on an interface that websockets has deprecated.
        ws="websockets-sansio",
        # As API Gateway: a larger message closes the connection with 1009.
        ws_max_size=LARGEST_MESSAGE_BYTES,
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)
