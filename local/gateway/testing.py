"""The gateway inside a test's own process."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from local.gateway.server import create_server
from local.listening import address, listen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.applications import Starlette


@contextlib.contextmanager
def running_gateway(create: Callable[[str], Starlette]) -> Iterator[str]:
    """
    Serve an application on a free port and yield its address.

    Args:
        create: Makes the application, given the address that it will have.
    """
    listener = listen(0)
    server = create_server(create(address(listener)))
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="gateway", daemon=True
    )
    thread.start()
    try:
        # The socket listens already: who connects early is served once the server runs.
        yield address(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
