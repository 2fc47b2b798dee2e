"""Between schemas and domain values, for room cameras."""

from __future__ import annotations

from chalicelib.api import room_camera_schemas as schemas
from chalicelib.domain.room_cameras import Crowd


def show_crowd(crowd: Crowd | None) -> schemas.Crowd | None:
    """Show how many people a room camera should see."""
    if crowd is None:
        return None
    return schemas.Crowd(crowd.expected, crowd.tolerance, crowd.fewer_too)
