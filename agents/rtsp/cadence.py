"""When pictures go up, and what a change is: the numbers of the student's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

_NUMBERS: Final = Path(__file__).parents[2] / "web" / "src" / "camera"

CADENCE: Final[dict[str, int]] = json.loads((_NUMBERS / "cadence.json").read_text("utf-8"))
"""``docs/decisions/0058`` says where they come from, ``0085`` which of them a room takes."""
CHANGES: Final[dict[str, float]] = json.loads((_NUMBERS / "changes.json").read_text("utf-8"))
"""``web/src/camera/changes.ts`` says what they mean."""
