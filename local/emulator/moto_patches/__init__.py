"""What moto needs before it can carry a room full of students.

Most take work away that moto repeats on every request; none changes an answer that is right.
They hold for the pinned version of moto: the tests in ``tests/integration/local`` notice
when a patched name is gone.
"""

from __future__ import annotations

import threading

from local.emulator.moto_patches import answers, queues, requests, tables

_apply_once = threading.Lock()
_applied = False


def apply() -> None:
    """Patch moto; calling it again changes nothing."""
    global _applied  # noqa: PLW0603 - a patched module stays patched for the life of the process
    with _apply_once:
        if _applied:
            return
        for part in (requests, queues, tables, answers):
            part.apply()
        _applied = True
