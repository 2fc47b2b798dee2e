"""How an exam is taken, as JSON in one attribute."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from chalicelib.domain.exam_settings import ExamSettings, Reveal


def exam_settings_to_text(settings: ExamSettings) -> str:
    """Return the settings as compact JSON; an exam keeps the defaults that it was made with."""
    return json.dumps(asdict(settings), ensure_ascii=False, separators=(",", ":"))


def exam_settings_from_text(text: str) -> ExamSettings:
    """Return what ``exam_settings_to_text`` was given."""
    plain: dict[str, Any] = json.loads(text)
    reveals = {name: Reveal(plain[name]) for name in ("show_score", "show_keys")}
    return ExamSettings(**{**plain, **reveals})
