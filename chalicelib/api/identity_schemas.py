"""What goes over the wire about the camera check and the face at the start."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.schemas import Instant, Whole

CameraFindingName = Literal[
    "unreadable",
    "covered",
    "too_dark",
    "too_bright",
    "no_face",
    "several_faces",
    "face_too_small",
    "face_at_edge",
]


class FaceBox(Struct, frozen=True):
    """Where a face is, in fractions of the picture from its left upper corner."""

    left: float
    top: float
    width: float
    height: float


class CameraCheck(Struct, frozen=True):
    """What the detector saw last of a waiting student; ``captured_ms`` is null before the first."""

    captured_ms: int | None
    problems: list[CameraFindingName]
    face: FaceBox | None


class IdentityPicture(Struct, frozen=True):
    """A picture; ``index`` says which of those that lie one after the other at the address."""

    captured_ms: int
    url: str
    index: int


class StudentCard(Struct, frozen=True):
    """Whether the exam asks for the student card, and its picture; null: none was shown."""

    asked: bool
    picture: IdentityPicture | None


class IdentityPictures(Struct, frozen=True):
    """The face at the start, the card and the newest picture, for a person to compare."""

    first: IdentityPicture | None
    latest: IdentityPicture | None
    card: StudentCard


VerdictName = Literal["same", "different", "unclear"]


class SpotVerdict(Struct, frozen=True):
    """What a lecturer said of two pictures."""

    verdict: VerdictName
    by: str
    at: Instant


class SpotCheck(Struct, frozen=True):
    """A moment drawn by chance, its picture (null: none came), and what was said, oldest first."""

    moment_ms: int
    picture: IdentityPicture | None
    verdicts: list[SpotVerdict]


class SpotChecks(Struct, frozen=True):
    """The face at the start (null: no good picture of it came) and the moments to compare it at."""

    attempt_id: str
    student_name: str
    student_number: str
    first: IdentityPicture | None
    card: StudentCard
    items: list[SpotCheck]


class NextSpotCheck(Struct, frozen=True):
    """A check that nobody made yet, of somebody who writes; null: there is none now."""

    check: SpotChecks | None


class SpotDecision(Struct, frozen=True):
    """What is said of a moment."""

    moment_ms: Whole
    verdict: VerdictName
