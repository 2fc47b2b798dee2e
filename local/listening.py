"""Sockets that are opened before the process that serves them starts."""

from __future__ import annotations

import socket
from typing import Final

HOST: Final = "127.0.0.1"
_BACKLOG: Final = 512


class PortTakenError(OSError):
    """Raised when another program already listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken")
        self.port = port


def listen(port: int) -> socket.socket:
    """
    Listen on the loopback interface.

    Args:
        port: Wanted port, 0 for a free one.

    Raises:
        PortTakenError: Somebody else listens there.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A port whose old connections only linger is free for us.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise PortTakenError(port) from error
    listener.listen(_BACKLOG)
    return listener


def address(listener: socket.socket) -> str:
    """Return the HTTP address of a listening socket."""
    return f"http://{HOST}:{listener.getsockname()[1]}"
