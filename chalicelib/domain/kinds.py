"""The kinds of violation and how grave each may be."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an episode is about.

    ``UNMONITORED`` (no frames came) and ``UNCERTAIN`` (frames came, and could not be
    read) say that the system does not know; they are never folded into guilt.
    """

    NO_FACE = "no_face"
    SEVERAL_PEOPLE = "several_people"
    LOOKING_AWAY = "looking_away"
    PHONE = "phone"
    BOOK = "book"
    OTHER_SCREEN = "other_screen"
    CAMERA_BLOCKED = "camera_blocked"
    CAMERA_CHANGED = "camera_changed"
    FROZEN_FEED = "frozen_feed"
    DIFFERENT_PERSON = "different_person"
    TALKING = "talking"
    UNMONITORED = "unmonitored"
    UNCERTAIN = "uncertain"
    LEFT_PAGE = "left_page"
    LEFT_FULLSCREEN = "left_fullscreen"
    COPY_PASTE = "copy_paste"
    SECOND_DISPLAY = "second_display"
    VIRTUAL_CAMERA = "virtual_camera"
    AUTOMATION = "automation"
    HASTY_ANSWERS = "hasty_answers"
    SEVERAL_SIGNS = "several_signs"
    EVIDENCE_TAMPERED = "evidence_tampered"
    UNEXPECTED_COUNT = "unexpected_count"
    STANDING = "standing"


class Detail(StrEnum):
    """In which of its ways a kind showed; only for kinds that have several."""

    ABSENT = "absent"
    """No face and no person either."""
    FACE_HIDDEN = "face_hidden"
    """A person whose face is not seen."""
    STILL = "still"
    """The same picture all along."""
    REPLAYED = "replayed"
    """Pictures that were shown before, in the same order."""
    LASTING = "lasting"
    """At once for long."""
    REPEATED = "repeated"
    """Again and again, each time for less."""


class Severity(StrEnum):
    """How much a person's look is needed; from the exam's policy, not from the detector."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
