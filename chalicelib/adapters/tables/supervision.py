"""What lecturers' acts leave on an attempt's record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.domain.supervision import Notice, Waiver


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


def waivers_to_plain(waivers: Sequence[Waiver]) -> list[dict[str, str]] | None:
    """Write when a student went without a camera, and by whose leave; None for never."""
    return [waiver_to_plain(one) for one in waivers] or None


def waivers_from_plain(plain: list[dict[str, str]] | None) -> tuple[Waiver, ...]:
    """Read what ``waivers_to_plain`` wrote."""
    return tuple(waiver_from_plain(one) for one in plain or ())


def waiver_to_plain(waiver: Waiver) -> dict[str, str]:
    """Write one; its times as ISO 8601."""
    ended = {} if waiver.until is None else {"until": waiver.until.isoformat()}
    return {"at": waiver.at.isoformat(), "by": waiver.by, "reason": waiver.reason, **ended}


def waiver_from_plain(plain: Mapping[str, str]) -> Waiver:
    """Read what ``waiver_to_plain`` wrote."""
    until = plain.get("until")
    return Waiver(
        datetime.fromisoformat(plain["at"]),
        plain["by"],
        plain["reason"],
        datetime.fromisoformat(until) if until else None,
    )
