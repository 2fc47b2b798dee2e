"""What lecturers' acts leave on an attempt's record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.supervision import Notice


def notices_to_plain(notices: Mapping[str, Notice]) -> dict[str, Any]:
    """Write messages as a map; their times as ISO 8601."""
    return {
        key: {"text": notice.text, "sent_at": notice.sent_at.isoformat()}
        for key, notice in notices.items()
    }


def notices_from_plain(plain: Mapping[str, Any]) -> dict[str, Notice]:
    """Read what ``notices_to_plain`` wrote."""
    return {
        key: Notice(notice["text"], datetime.fromisoformat(notice["sent_at"]))
        for key, notice in plain.items()
    }


Pauses = tuple[tuple[datetime, datetime], ...]


def pauses_to_plain(pauses: Pauses) -> list[list[str]] | None:
    """Write finished pauses as pairs of ISO 8601 times; None for none."""
    return [[began.isoformat(), ended.isoformat()] for began, ended in pauses] or None


def pauses_from_plain(plain: list[list[str]] | None) -> Pauses:
    """Read what ``pauses_to_plain`` wrote."""
    return tuple(
        (datetime.fromisoformat(began), datetime.fromisoformat(ended))
        for began, ended in plain or ()
    )
