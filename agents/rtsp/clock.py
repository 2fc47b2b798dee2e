"""The server's time, told by this computer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

DRIFT: Final = 1e-4
"""Seconds a second by which a quartz clock may stray: 100 ppm, a poor one."""


class ServerClock:
    """
    Tells server time from the monotonic clock, corrected with every answer.

    The computer's own date is never used: in schools it is often wrong, and it may jump.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self._ahead_s = 0.0
        self._doubt_s = float("inf")
        self._corrected_at = monotonic()

    def correct(self, server_time_ms: int, *, sent_at: float, received_at: float) -> None:
        """
        Learn from an answer that carried the server's time.

        The server read its clock somewhere between sending and receiving, so the middle is
        wrong by half the round trip at most.  A slow answer therefore does not replace
        a good one, unless the two cannot both be true: then this computer slept.

        Args:
            server_time_ms: The server's time, milliseconds since the epoch.
            sent_at: When the request left, on the monotonic clock, seconds.
            received_at: When the answer came, on the same clock.
        """
        ahead_s = server_time_ms / 1000 - (sent_at + received_at) / 2
        doubt_s = (received_at - sent_at) / 2
        present_doubt_s = self._doubt_s + DRIFT * (received_at - self._corrected_at)
        contradicts = abs(ahead_s - self._ahead_s) > doubt_s + present_doubt_s
        if doubt_s <= present_doubt_s or contradicts:
            self._ahead_s, self._doubt_s, self._corrected_at = ahead_s, doubt_s, received_at

    def at_ms(self, moment: float) -> int:
        """Return the server time of a moment on the monotonic clock, ms since the epoch."""
        return round((moment + self._ahead_s) * 1000)

    def now_ms(self) -> int:
        """Return the server time, milliseconds since the epoch."""
        return self.at_ms(self.monotonic())
