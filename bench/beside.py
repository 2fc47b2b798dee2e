"""Material that is no part of the project: other people's networks and recordings beside it.

A folder beside the repository may hold ``models/`` and ``recordings/``; an environment variable
names them where they lie elsewhere.  What is absent is said, never missed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[1]


def find_yardsticks() -> Path | None:
    """Return the folder of networks to measure ours against (``GIAM_THI_YARDSTICKS``)."""
    return _find("GIAM_THI_YARDSTICKS", "*/models/*.onnx")


def find_recordings() -> Path | None:
    """Return the folder of recordings (``GIAM_THI_RECORDINGS``)."""
    return _find("GIAM_THI_RECORDINGS", "*/recordings/*.mp4")


def _find(variable: str, pattern: str) -> Path | None:
    if named := os.environ.get(variable):
        return Path(named) if Path(named).is_dir() else None
    found = next(iter(sorted(_ROOT.parent.glob(pattern))), None)
    return found.parent if found and _ROOT not in found.parents else None
