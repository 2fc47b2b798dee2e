"""When a simulated page uploads: by the numbers of the real one's own file, and the same rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_WEB: Final = Path(__file__).parents[2] / "web"
CADENCE: Final[dict[str, int]] = json.loads(
    (_WEB / "src" / "camera" / "cadence.json").read_text("utf-8")
)


_SPARSE_UPLOAD_S: Final = 30
"""Half of what a silent camera may take before it counts as one."""


def sparse_bundles(seconds: int, every: int) -> Iterator[range]:
    """
    Yield which seconds' pictures go up together where one is taken every so many seconds.

    No page does so: it lets a small machine hold many students, with fewer pictures each.
    """
    together = max(1, min(CADENCE["calm_frames"], _SPARSE_UPLOAD_S // every))
    for first in range(0, seconds, every * together):
        yield range(first, min(first + every * together, seconds), every)


def bundles(seconds: int, changed: Callable[[int], bool]) -> Iterator[range]:
    """
    Yield which seconds' pictures go up together, as ``web/src/camera/bundler.ts`` decides it.

    Args:
        seconds: How long pictures are taken, one a second.
        changed: Whether a second's picture changed much.
    """
    first, hurry_until = 0, -1
    for second in range(seconds):
        if changed(second):
            hurry_until = second + CADENCE["hurry_seconds"]
        hurried = second <= hurry_until
        most = CADENCE["hurried_frames" if hurried else "calm_frames"]
        if changed(second) or second - first + 1 >= most:
            yield range(first, second + 1)
            first = second + 1
    if first < seconds:
        yield range(first, seconds)
