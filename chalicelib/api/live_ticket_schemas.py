"""The way to the live channel, over the wire."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class IceServer(Struct, frozen=True, omit_defaults=True):
    """A STUN or TURN server, as WebRTC's RTCIceServer; credentials end after some hours."""

    urls: list[str]
    username: str = ""
    credential: str = ""


class LiveTicket(Struct, frozen=True):
    """Connect to the address, then send ``{"action": "subscribe", "ticket": …}``."""

    url: str
    ticket: str
    ice_servers: list[IceServer]
    """What helps two browsers to find each other for live video."""
    ice_transport: Literal["all", "relay"]
    """``relay``: only ways through those of the servers that relay may be taken."""
    ice_life_s: int
    """For how long the servers let a call begin; then another ticket is to be drawn."""
