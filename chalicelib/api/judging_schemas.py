"""What goes over the wire about policies: settings, previews, judging anew."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Preset = Literal["relaxed", "standard", "strict"]
SeverityName = Literal["low", "medium", "high"]
KindName = Literal[
    "no_face",
    "several_people",
    "looking_away",
    "phone",
    "book",
    "other_screen",
    "camera_blocked",
    "frozen_feed",
    "different_person",
    "talking",
    "unmonitored",
    "uncertain",
    "left_page",
    "left_fullscreen",
    "copy_paste",
    "second_display",
    "evidence_tampered",
]


class RuleSetting(Struct, frozen=True, omit_defaults=True):
    """What an exam changes of its preset's rule; what is null or absent stays the preset's."""

    enabled: bool | None = None
    minimum_s: float | None = None
    threshold: float | None = None
    """In the unit of the kind's signal: degrees of head turn for ``looking_away``."""
    severity: SeverityName | None = None


PolicySettings = dict[KindName, RuleSetting]


class PolicyChoice(Struct, frozen=True):
    """A policy to judge an exam by."""

    policy: Preset
    policy_settings: PolicySettings = {}


class PolicyPreview(Struct, frozen=True):
    """What a policy would find in some of the exam's attempts: ask on and add up.

    ``by_kind`` counts students; ``unmonitored`` and ``uncertain`` alone flag nobody.
    """

    students: int
    flagged: int
    by_kind: dict[KindName, int]
    next_cursor: str | None


class Rejudgement(Struct, frozen=True):
    """What was judged anew in some of the exam's attempts: ask on and add up.

    Attempts of which nothing is stored are ``unseen`` and stay as they are.
    """

    students: int
    unseen: int
    standing: int
    superseded: int
    next_cursor: str | None
