"""Cameras that look at a whole room: how one is enrolled, named, and known to be well."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.attempts import CameraState, Student
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.frame_uploads import ROOM_CAMERA, FrameKey
from chalicelib.domain.questions import text_problems

KEY_LIFE: Final = timedelta(hours=1)
WATCHES_ON: Final = timedelta(minutes=30)
"""How long after an exam's end its cameras go on: some students have extra time."""
SILENT_AFTER: Final = timedelta(seconds=45)
"""Three heartbeats of the agent (15 s each)."""
MAX_NAME: Final = 100
MAX_EXPECTED: Final = 15
"""One fewer than the faces that are looked for in a picture: more could not be told from all."""
MAX_TOLERANCE: Final = 7


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people a camera should see; a count is judged only where this is set."""

    expected: int
    tolerance: int = 0
    """So many more, or fewer, are no surprise."""
    fewer_too: bool = False
    """Whether fewer than expected are worth telling.  Off by default: distant people are
    seldom found (``docs/decisions/0034``), so fewer says little, while more says much."""


@dataclass(frozen=True, slots=True)
class CameraHealth:
    """What the agent said in its last heartbeat; the counts are pictures since it started."""

    last_seen_at: datetime
    camera: CameraState
    sent: int
    waiting: int
    lost: int
    latest: FrameKey | None = None
    """The newest upload that arrived."""

    def is_silent(self, now: datetime) -> bool:
        """Say whether the agent has not been heard of for a while."""
        return now - self.last_seen_at > SILENT_AFTER


@dataclass(frozen=True, slots=True)
class RoomCamera:
    """A camera that sends pictures of one exam's room."""

    camera_id: str
    """``room-`` and 32 hexadecimal digits; names the prefix of its uploads."""
    exam_id: str
    name: str
    enrolled_at: datetime
    crowd: Crowd | None = None
    health: CameraHealth | None = None
    removed: bool = False
    """Sends nothing any more; kept, so that what it saw keeps its name."""

    @property
    def shown_as(self) -> Student:
        """Return what stands where a student's name would: a violation may be a camera's."""
        return Student(self.name, "")


@dataclass(frozen=True, slots=True)
class CameraKey:
    """A right to enrol one camera in one exam, kept by its digest alone."""

    digest: str
    exam_id: str
    expires_at: datetime
    camera_id: str | None = None
    """The camera that used it up."""


def is_room_camera(watched_id: str) -> bool:
    """Say whether what a violation or an upload names is a room camera, not an attempt."""
    return watched_id.startswith(ROOM_CAMERA)


def key_digest(key: str) -> str:
    """Return what is stored of a key; spaces, hyphens and case do not matter."""
    typed = "".join(key.split()).replace("-", "").upper()
    return hashlib.sha256(typed.encode()).hexdigest()


def camera_id_of(digest: str, nonce: str) -> str:
    """
    Name the camera that an agent enrols with a key.

    The same key and nonce give the same camera, so that an agent that never heard the
    answer asks again without harm, and nobody else's nonce does.
    """
    return ROOM_CAMERA + hashlib.sha256(f"{digest}/{nonce}".encode()).hexdigest()[:32]


def check_name(name: str) -> None:
    """Check a camera's name; raises InvalidError."""
    if problems := tuple(text_problems(name, "name", MAX_NAME)):
        raise InvalidError(problems)


def check_crowd(crowd: Crowd | None) -> None:
    """Check how many people a camera should see; raises InvalidError."""
    if crowd and (problems := tuple(_crowd_problems(crowd))):
        raise InvalidError(problems)


def _crowd_problems(crowd: Crowd) -> Iterator[Problem]:
    if not 0 <= crowd.expected <= MAX_EXPECTED:
        yield Problem("crowd.expected", "out_of_range")
    if not 0 <= crowd.tolerance <= MAX_TOLERANCE:
        yield Problem("crowd.tolerance", "out_of_range")
