"""How a zone is named to who may live in another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.domain.time_zones import named_zone

WINTER, SUMMER = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 7, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "named"),
    [
        ("Asia/Ho_Chi_Minh", WINTER, None),
        ("Europe/Paris", WINTER, "Europe/Paris, UTC+1"),
        ("Europe/Paris", SUMMER, "Europe/Paris, UTC+2"),
        ("Asia/Kolkata", WINTER, "Asia/Kolkata, UTC+5:30"),
        ("America/St_Johns", WINTER, "America/St_Johns, UTC-3:30"),
        ("Europe/London", WINTER, "Europe/London, UTC"),
        ("UTC", WINTER, "UTC"),
    ],
)
def test_a_zone_is_named_with_how_far_it_is_from_utc(
    zone: str, at: datetime, named: str | None
) -> None:
    assert named_zone(zone, at) == named
