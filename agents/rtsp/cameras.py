"""Which cameras to run: from the command line for one, from a TOML file for several."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from agents.rtsp.errors import ConfigurationError
from agents.rtsp.sources import Source


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """One camera as the person named it."""

    name: str
    source: Source
    key: str | None = field(default=None, repr=False)
    """The one-time key; not needed once the camera is enrolled."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All cameras of one room."""

    api: httpx.URL
    """Ends with ``/api/``."""
    room: str
    cameras: tuple[CameraPlan, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """
        Read a file with ``site``, ``room`` and a ``[[camera]]`` of ``name``, ``source``, ``key``.

        Raises:
            ConfigurationError: It cannot be read, or something is missing, or two cameras
                have one name.
            SourceUnknownError: A source is neither an address, a file nor a device.
        """
        try:
            found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
            cameras = tuple(
                CameraPlan(str(one["name"]), Source.parse(str(one["source"])), one.get("key"))
                for one in found["camera"]
            )
            plan = cls(api_address(str(found["site"])), str(found["room"]), cameras)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(reason=f"{path}: {error}") from error
        if not cameras or len({camera.name for camera in cameras}) < len(cameras):
            raise ConfigurationError(reason=f"{path}: camera")
        return plan


def api_address(site: str) -> httpx.URL:
    """Return the address of a site's API; raises ValueError."""
    try:
        address = httpx.URL(site)
    except httpx.InvalidURL as error:
        raise ValueError(site) from error
    if address.scheme not in {"http", "https"} or not address.host:
        raise ValueError(site)
    return address.join(f"{address.path.rstrip('/')}/api/")
