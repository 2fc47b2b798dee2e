"""The emulator inside a test's own process."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

import moto.backends

from local.emulator.server import application, create_server, stop
from local.listening import address, listen
from local.resources import CREDENTIALS, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVICES = ("cognito-idp", "dynamodb", "s3", "ses", "sns", "sqs", "ssm")


_lock = threading.Lock()
_users = 0
_address = ""
_ending = contextlib.ExitStack()


@contextlib.contextmanager
def running_emulator() -> Iterator[str]:
    """
    Serve a cloud on a free port and yield its address.

    moto's state belongs to the process, so that there is one emulator a process: who asks
    while it runs shares it, and it is emptied when the last one leaves.  Resources are made
    with ``local.resources.create``; a prefix of one's own keeps sharers apart.
    """
    global _users, _address  # noqa: PLW0603 - as moto's state, one a process
    with _lock:
        if not _users:
            _address = _ending.enter_context(_serving())
        _users += 1
    try:
        yield _address
    finally:
        with _lock:
            _users -= 1
            if not _users:
                _ending.close()


@contextlib.contextmanager
def _serving() -> Iterator[str]:
    secrets = {CREDENTIALS["AWS_ACCESS_KEY_ID"]: CREDENTIALS["AWS_SECRET_ACCESS_KEY"]}
    backends: Any = moto.backends  # its overloads know literal names only
    listener = listen(0)
    server = create_server(application(secrets, REGION), listener)
    thread = threading.Thread(target=server.run, name="emulator", daemon=True)
    thread.start()
    try:
        yield address(listener)
    finally:
        stop(server)
        thread.join(timeout=10)
        listener.close()
        for service in _SERVICES:
            backends.get_backend(service).reset()
