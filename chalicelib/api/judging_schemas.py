"""What goes over the wire about policies: settings, previews, judging anew."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

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
    "camera_changed",
    "frozen_feed",
    "different_person",
    "talking",
    "unmonitored",
    "uncertain",
    "left_page",
    "left_fullscreen",
    "copy_paste",
    "second_display",
    "virtual_camera",
    "automation",
    "hasty_answers",
    "several_signs",
    "evidence_tampered",
    "unexpected_count",
    "standing",
]
DetailName = Literal["absent", "face_hidden", "still", "replayed", "lasting", "repeated"]


class RuleSetting(Struct, frozen=True, omit_defaults=True):
    """What an exam changes of its preset's rule; what is null or absent stays the preset's."""

    enabled: bool | None = None
    minimum_s: float | None = None
    threshold: float | None = None
    """In the unit of the kind's signal: degrees of head turn for ``looking_away``; of what pages
    notice, how often within ten minutes; of ``several_signs``, how many different ones."""
    severity: SeverityName | None = None


PolicySettings = Annotated[dict[KindName, RuleSetting], Meta(max_length=100)]


class PolicyChoice(Struct, frozen=True):
    """A policy to judge an exam by."""

    policy: Preset
    policy_settings: PolicySettings = {}


class ReviewRules(Struct, frozen=True):
    """How violations are reviewed, and what students learn of it after the exam."""

    second_reviewer: bool = False
    """Two different lecturers must agree."""
    students_see: bool = False
    """Students see what was confirmed of them."""
    students_explain: bool = False
    """And may explain each once."""


class PolicyContent(Struct, frozen=True, omit_defaults=True):
    """How an exam is watched and reviewed; what is null or absent stays as it is."""

    policy: Preset | None = None
    policy_settings: PolicySettings | None = None
    review_rules: ReviewRules | None = None


class RuleFacts(Struct, frozen=True):
    """A rule of a policy, and within which limits an exam may set it; null: not at all."""

    kind: KindName
    enabled: bool
    """Whether the preset holds it; false: only an exam's own settings switch it on."""
    minimum_s: float | None
    minimum_s_limits: tuple[float, float] | None
    threshold: float | None
    threshold_limits: tuple[float, float] | None
    severity: SeverityName


class PresetFacts(Struct, frozen=True):
    """A ready policy, named as in ``Preset``."""

    policy: str
    rules: list[RuleFacts]


class PresetList(Struct, frozen=True):
    """The ready policies."""

    items: list[PresetFacts]
    faces_compared: bool
    """Whether a network compares faces here; false: ``different_person`` comes from people."""


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

    Of attempts whose observations are gone (``unseen``) only what their pages noticed is judged.
    """

    students: int
    cameras: int
    unseen: int
    standing: int
    superseded: int
    next_cursor: str | None
