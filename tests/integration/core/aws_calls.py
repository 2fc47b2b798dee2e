"""Counts what is sent to AWS."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import botocore


class AwsCalls:
    """Every request that any client of the process sends, as ``service:Operation``."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    @contextlib.contextmanager
    def watching_new_sessions(self) -> Iterator[AwsCalls]:
        """Hear of the requests of every botocore session that is made meanwhile."""
        botocore.register_initializer(self._listen)
        try:
            yield self
        finally:
            botocore.unregister_initializer(self._listen)

    @contextlib.contextmanager
    def counted(self) -> Iterator[list[str]]:
        """Give a list that holds, after the block, what the block sent."""
        before = len(self.sent)
        found: list[str] = []
        yield found
        found += self.sent[before:]

    def _listen(self, session: Any) -> None:
        session.register("before-send", self._note)

    def _note(self, event_name: str, **_: object) -> None:
        service, operation = event_name.split(".")[1:]
        self.sent.append(f"{service}:{operation}")
