"""A session that can read and nothing else."""

from __future__ import annotations

from typing import Final

import boto3

READING: Final = ("Describe", "Get", "List")
"""How the operations begin that change nothing."""


class WritingRefusedError(RuntimeError):
    """Raised in place of sending a request that might change something."""


def read_only(session: boto3.Session) -> boto3.Session:
    """Make a session, and every client that it gives, refuse what is not reading; return it."""
    session.events.register_first("before-call.*.*", _refuse_writing)
    return session


def _refuse_writing(event_name: str, **_: object) -> None:
    operation = event_name.rpartition(".")[2]
    if not operation.startswith(READING):
        raise WritingRefusedError(f"{operation} is not reading")
