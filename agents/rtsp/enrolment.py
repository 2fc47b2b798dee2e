"""A camera's place in an exam: enrolled once with a key, remembered on disk."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self
from urllib.parse import quote

import httpx

from agents.rtsp.cameras import CameraPlan, Plan
from agents.rtsp.errors import KeyMissingError, KeyRefusedError, SiteAwayError, SiteUnfitError
from agents.rtsp.site import TIMEOUT_S, WORTH_RETRYING


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the site gave a camera; before it answered, only the nonce to ask again with."""

    key_digest: str
    nonce: str
    camera_id: str = ""
    token: str = field(default="", repr=False)

    @classmethod
    def begin(cls, key: str) -> Self:
        """Return an enrolment that is still to be asked for."""
        return cls(_digest(key), secrets.token_hex(16))


class EnrolmentFile:
    """Keeps one camera's enrolment, readable for its owner alone."""

    def __init__(self, folder: Path, plan: Plan, camera: CameraPlan) -> None:
        self._plan = plan
        self._camera = camera
        name = _digest("\n".join((str(plan.api), plan.room.upper(), camera.name)))
        self._path = folder / f"camera-{name[:16]}.json"

    async def open(self, http: httpx.AsyncClient) -> Enrolment:
        """
        Return the stored enrolment, or enrol with the key; a new key enrols anew.

        Raises:
            KeyMissingError: The camera was never enrolled and there is no key.
            KeyRefusedError: The site does not accept the key.
            SiteAwayError: No answer, or a fault that may pass.
            SiteUnfitError: The answer is not the API's.
        """
        stored, key = self._read(), self._camera.key
        if stored and stored.camera_id and (key is None or _digest(key) == stored.key_digest):
            return stored
        if key is None:
            raise KeyMissingError(name=self._camera.name)
        if stored is None or stored.key_digest != _digest(key):
            # Kept before asking: with the same nonce a lost answer costs no second key.
            stored = Enrolment.begin(key)
            self._write(stored)
        enrolled = await _enrol(http, self._plan.room, key, self._camera.name, stored)
        self._write(enrolled)
        return enrolled

    def _read(self) -> Enrolment | None:
        try:
            return Enrolment(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _write(self, enrolment: Enrolment) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(enrolment), file)
        part.replace(self._path)


async def _enrol(
    http: httpx.AsyncClient, room: str, key: str, name: str, enrolment: Enrolment
) -> Enrolment:
    body = {"key": key, "name": name, "nonce": enrolment.nonce}
    try:
        async with asyncio.timeout(TIMEOUT_S):
            answer = await http.post(f"rooms/{quote(room, safe='')}/cameras", json=body)
    except (httpx.TransportError, TimeoutError) as error:
        raise SiteAwayError from error
    if answer.is_server_error or answer.status_code in WORTH_RETRYING:
        raise SiteAwayError
    try:
        found = answer.json()
        if answer.is_success:
            return replace(enrolment, camera_id=found["camera_id"], token=found["camera_token"])
        raise KeyRefusedError(message=found["message"])
    except (ValueError, KeyError, TypeError) as error:
        raise SiteUnfitError(status=answer.status_code) from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
