"""A simulated page's live connection: it answers looks with small pictures."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bench.load.cadence import CADENCE


async def open_socket(site: str, drawn: dict[str, Any]) -> ClientConnection:
    """Connect with a ticket, and ask to listen."""
    address = urljoin(site, drawn["url"]).replace("http", "ws", 1)
    socket = await connect(address, proxy=None)
    await socket.send(json.dumps({"action": "subscribe", "ticket": drawn["ticket"]}))
    return socket


def signal(attempt_id: str, kind: str, content: str = "", to: str | None = None) -> str:
    """Return what a page says to the other side."""
    said = {"attempt_id": attempt_id, "kind": kind, "content": content, "to": to}
    return json.dumps({"action": "signal", "version": 1, **said})


async def answer_looks(
    socket: ClientConnection,
    attempt_id: str,
    picture: Callable[[], bytes],
    now_ms: Callable[[], int],
) -> None:
    """Show a glimpse every other second while somebody looks, until cancelled."""
    until: dict[str, int] = {}
    showing: asyncio.Task[None] | None = None

    async def show() -> None:
        while lookers := [one for one, end_ms in until.items() if end_ms > now_ms()]:
            jpeg = base64.b64encode(picture()).decode()
            content = json.dumps({"captured_ms": now_ms(), "jpeg": jpeg})
            to = lookers[0] if len(lookers) == 1 else None
            try:
                await socket.send(signal(attempt_id, "glimpse", content, to))
            except ConnectionClosed:
                return
            await asyncio.sleep(CADENCE["glimpse_seconds"])

    with contextlib.suppress(ConnectionClosed):  # nobody looks then; pictures go up all the same
        async for text in socket:
            message = json.loads(text)
            if message.get("kind") != "look":
                continue
            until[message["sender"]] = now_ms() + 1_000 * CADENCE["look_seconds"]
            if showing is None or showing.done():
                showing = asyncio.create_task(show())


async def close_all(tasks: list[asyncio.Task[None]], sockets: list[ClientConnection]) -> None:
    """End what is left of the connections."""
    for task in tasks:
        task.cancel()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(one.close() for one in sockets)), 10)
