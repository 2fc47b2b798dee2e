"""An exam's own zone, as it is named to readers whose clock may go otherwise."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.domain.exam_settings import DEFAULT_TIME_ZONE


def named_zone(time_zone: str, at: datetime) -> str | None:
    """
    Return a zone as ``Europe/Paris, UTC+1``; None for the default, in which times need no name.

    Args:
        time_zone: The IANA name.
        at: Decides between summer and winter time.
    """
    if time_zone == DEFAULT_TIME_ZONE:
        return None
    offset = at.astimezone(ZoneInfo(time_zone)).utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if not minutes:
        return time_zone if time_zone == "UTC" else f"{time_zone}, UTC"
    hours, rest = divmod(abs(minutes), 60)
    shown = f"{hours}:{rest:02}" if rest else f"{hours}"
    return f"{time_zone}, UTC{'-' if minutes < 0 else '+'}{shown}"
