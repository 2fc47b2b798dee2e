"""Where a request came from, by which guessing is slowed."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from typing import Any, Final

EDGE_KEY_HEADER: Final = "x-edge-key"
"""What the content network sends to prove that a request passed through it."""
FORWARDED_HEADER: Final = "x-forwarded-for"
"""Every party on the way adds the address it was called from: the content network the viewer's,
API Gateway the network's own.  What stands before those two was written by the viewer."""
_VIEWER: Final = -2
NETWORK_BITS: Final = 64
"""An IPv6 subscriber has so many bits of addresses of their own."""


def source_of(context: Mapping[str, Any], headers: Mapping[str, str], edge_key: str) -> str:
    """
    Return the address that stands for whoever sent a request.

    Behind the content network, API Gateway sees only the network's own address; the viewer's
    stands in a header, which anybody could write who comes around the network.  So it counts only
    beside the key that the network alone knows.
    """
    if hmac.compare_digest(headers.get(EDGE_KEY_HEADER, "").encode(), edge_key.encode()):
        passed = headers.get(FORWARDED_HEADER, "").split(",")
        if len(passed) >= -_VIEWER and (source := _network(passed[_VIEWER].strip())):
            return source
    return _network(str(context.get("identity", {}).get("sourceIp", ""))) or "unknown"


def _network(address: str) -> str | None:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, NETWORK_BITS), strict=False))
