"""Tickets for live connections, with what helps calls over them to find their way."""

from __future__ import annotations

from typing import Any

from chalicelib.api import live_ticket_schemas as schemas
from chalicelib.api.endpoints import Call, logger


def show_ticket(call: Call[Any], ticket: str, *, holder: str) -> schemas.LiveTicket:
    """Show a ticket; ``holder`` is whom the relays' credentials are for."""
    config = call.world.config
    ways = call.world.relays.lend(holder, now=call.world.clock.now())
    if ways.failure is not None:
        logger.error("no relays lent", exc_info=ways.failure)
    return schemas.LiveTicket(
        config.websocket_url,
        ticket,
        [schemas.IceServer(list(s.urls), s.username, s.credential) for s in ways.servers],
        "relay" if config.ice_transport == "relay" else "all",
        int(ways.life.total_seconds()),
    )
