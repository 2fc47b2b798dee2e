"""The one line that says how the agent is doing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TextIO

from agents.rtsp.agent import Status
from agents.rtsp.messages import Language, text_of

LOG_EVERY_S: Final = 15.0


def show_status(status: Status, language: Language) -> str:
    """Return the status as a line for a person."""
    return text_of(
        "status",
        language,
        camera=text_of("on" if status.camera_on else "off", language),
        site=text_of("reached" if status.site_reached else "away", language),
        sent=status.sent,
        waiting=status.waiting,
        lost=status.lost,
    )


class StatusLine:
    """
    Writes the status over itself on a terminal, and now and then into a log.

    In a log, a change of the camera or the network is written at once.
    """

    def __init__(
        self,
        stream: TextIO,
        language: Language,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        prefix: str = "",
    ) -> None:
        self._stream = stream
        self._language = language
        self._monotonic = monotonic
        # Lines of several cameras stand one below the other, so none writes over itself.
        self._prefix = prefix
        self._written_at = float("-inf")
        self._written = Status()
        self._width = 0

    def tell(self, status: Status) -> None:
        """Show a new status."""
        line = self._prefix + show_status(status, self._language)
        if self._stream.isatty() and not self._prefix:
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        elif self._is_news(status):
            self._stream.write(line + "\n")
            self._written, self._written_at = status, self._monotonic()
        self._stream.flush()

    def end(self) -> None:
        """Leave the line, so that what is written next stands on its own."""
        if self._width:
            self._stream.write("\n")
            self._stream.flush()

    def _is_news(self, status: Status) -> bool:
        changed = (status.camera_on, status.site_reached) != (
            self._written.camera_on,
            self._written.site_reached,
        )
        return changed or self._monotonic() - self._written_at >= LOG_EVERY_S
