"""How two browsers find a way to each other: ICE servers, with credentials that end."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

CREDENTIAL_LIFE: Final = timedelta(hours=3)
"""Longer than a live connection may last, so that no call loses its relay in between."""
_RELAYS: Final = ("turn:", "turns:")


@dataclass(frozen=True, slots=True)
class IceServer:
    """A STUN or TURN server; RTCIceServer of WebRTC."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True)
class IceWays:
    """The servers for one page."""

    servers: tuple[IceServer, ...]
    life: timedelta
    """For how long they let a call begin."""
    failure: Exception | None = None
    """Why relays are missing that there should be."""


def ice_servers(
    urls: Iterable[str], secret: str, *, holder: str, now: datetime
) -> tuple[IceServer, ...]:
    """
    Return the servers for one page, those that relay with credentials of its own.

    The credentials follow the TURN REST draft (draft-uberti-behave-turn-rest-00, 2.2), which
    coturn knows as ``static-auth-secret``: the user name is the end of the life and who holds
    it, the password its HMAC-SHA1 under a secret that the relay shares.

    Args:
        urls: ``stun:``, ``turn:`` and ``turns:`` addresses.
        secret: What the relays share with us.
        holder: Whom the credentials are for; a relay may count by it.
        now: The present.
    """
    wanted = tuple(urls)
    relays = tuple(url for url in wanted if url.startswith(_RELAYS))
    others = tuple(url for url in wanted if not url.startswith(_RELAYS))
    servers = [IceServer(others)] if others else []
    if relays:
        username = f"{int((now + CREDENTIAL_LIFE).timestamp())}:{holder}"
        digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
        servers.append(IceServer(relays, username, base64.b64encode(digest).decode()))
    return tuple(servers)
