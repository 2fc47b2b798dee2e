"""What a child process of the supervisor does besides its work."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_GRACE_S: Final = 3.0
_TALKATIVE: Final = (
    "botocore",
    "boto3",
    "urllib3",
    "pynamodb",
    "httpx",
    "werkzeug",
    "websockets",
    "asyncio",
)


def set_up_logging() -> None:
    """Log to standard output, where the supervisor adds the process's name."""
    logging.basicConfig(
        level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(name)s: %(message)s"
    )
    # They narrate every call.
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.WARNING)


def stop_with_parent(stop: Callable[[], None]) -> None:
    """
    Stop when the supervisor asks, or is gone.

    Standard input is a pipe that the supervisor never writes to: it ends with the
    supervisor, however that died, so that no orphan keeps a port.

    Args:
        stop: Begins an orderly end; after three seconds the process ends anyhow.
    """

    def watch() -> None:
        # Not through ``sys.stdin``: its lock would be held while the interpreter ends.
        while os.read(0, 1024):
            pass
        stop()
        threading.Timer(_GRACE_S, os._exit, args=(1,)).start()

    # Ctrl-C reaches the whole terminal; only the supervisor answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def report_ready(descriptor: int | None) -> None:
    """Tell the supervisor that the work may begin."""
    if descriptor is not None:
        os.write(descriptor, b"ready")
        os.close(descriptor)
