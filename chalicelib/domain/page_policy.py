"""When what a student's page notices of itself becomes an episode: one rule a kind, by preset."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.policies import RuleSetting

OFTEN_MS: Final = 10 * 60_000
"""Within how long short events count together: a sixth of an hour's exam."""


@dataclass(frozen=True, slots=True)
class PageRule:
    """When events of a kind become an episode."""

    long_ms: int | None
    """One that lasts so long is an episode by itself: time, not a hit.  None: nothing lasts."""
    often: int
    """So many of any length within ten minutes are one, too; of ``SEVERAL_SIGNS`` so many
    different ones."""
    severity: Severity


# First values, argued in docs/decisions/0093, to be replaced by ones read off exams.  Why these:
# - What a working computer does by itself never suffices: an update's notice or a messenger's takes
#   the focus for a second or two, a few times in ten minutes.  A minute, half and a quarter of one
#   are time enough to look something up.
# - second_display, virtual_camera: many have a screen on the desk, or their telephone as a camera;
#   what stays connected is told apart from what is passing by a minute, and five.
# - automation: browsers set the flag when WebDriver or a like drives them, never for a person;
#   schools' kiosks may set it, too.
# - hasty_answers: one is five questions within three seconds.  Who copies answers from paper or
#   guesses at the end may do that once or twice.
# - several_signs: a notification on a desk with two displays makes two.
_RULES: Final[Mapping[str, Mapping[Kind, PageRule]]] = {
    "relaxed": {
        Kind.LEFT_PAGE: PageRule(60_000, 8, Severity.LOW),
        Kind.LEFT_FULLSCREEN: PageRule(60_000, 8, Severity.LOW),
        Kind.COPY_PASTE: PageRule(None, 8, Severity.LOW),
        Kind.SECOND_DISPLAY: PageRule(120_000, 8, Severity.LOW),
        Kind.VIRTUAL_CAMERA: PageRule(600_000, 8, Severity.LOW),
        Kind.AUTOMATION: PageRule(120_000, 8, Severity.LOW),
        Kind.HASTY_ANSWERS: PageRule(None, 5, Severity.LOW),
        Kind.SEVERAL_SIGNS: PageRule(None, 4, Severity.LOW),
    },
    "standard": {
        Kind.LEFT_PAGE: PageRule(30_000, 5, Severity.MEDIUM),
        Kind.LEFT_FULLSCREEN: PageRule(30_000, 5, Severity.LOW),
        Kind.COPY_PASTE: PageRule(None, 5, Severity.LOW),
        Kind.SECOND_DISPLAY: PageRule(60_000, 5, Severity.MEDIUM),
        Kind.VIRTUAL_CAMERA: PageRule(300_000, 5, Severity.LOW),
        Kind.AUTOMATION: PageRule(60_000, 5, Severity.MEDIUM),
        Kind.HASTY_ANSWERS: PageRule(None, 3, Severity.LOW),
        Kind.SEVERAL_SIGNS: PageRule(None, 3, Severity.MEDIUM),
    },
    "strict": {
        Kind.LEFT_PAGE: PageRule(15_000, 3, Severity.MEDIUM),
        Kind.LEFT_FULLSCREEN: PageRule(15_000, 3, Severity.MEDIUM),
        Kind.COPY_PASTE: PageRule(None, 3, Severity.MEDIUM),
        Kind.SECOND_DISPLAY: PageRule(30_000, 3, Severity.MEDIUM),
        Kind.VIRTUAL_CAMERA: PageRule(60_000, 3, Severity.MEDIUM),
        Kind.AUTOMATION: PageRule(30_000, 3, Severity.HIGH),
        Kind.HASTY_ANSWERS: PageRule(None, 2, Severity.MEDIUM),
        Kind.SEVERAL_SIGNS: PageRule(None, 3, Severity.HIGH),
    },
}
ON_REQUEST: Final = frozenset(
    {
        ("relaxed", Kind.LEFT_FULLSCREEN),
        ("standard", Kind.LEFT_FULLSCREEN),
        ("relaxed", Kind.VIRTUAL_CAMERA),
    }
)
"""Held only where the exam's settings switch it on: full screen shuts out what some need, and a
telephone is the only camera that some have."""


def preset_page_rules(preset: str) -> Mapping[Kind, PageRule]:
    """Return all of a preset's rules for pages, those held on request only among them."""
    return _RULES[preset]


def page_rules(
    preset: str,
    settings: Mapping[Kind, RuleSetting] | None = None,
    *,
    exempt: Collection[Kind] = (),
) -> Mapping[Kind, PageRule]:
    """
    Return a preset's rules for pages with an exam's own settings.

    Args:
        preset: One of ``policies.PRESETS``.
        settings: Checked by ``policies.find_setting_problems``.
        exempt: Kinds that are switched off for one student.
    """
    changed = settings or {}
    rules = {}
    for kind, rule in _RULES[preset].items():
        setting = changed.get(kind, RuleSetting())
        usual = (preset, kind) not in ON_REQUEST
        if kind not in exempt and (usual if setting.enabled is None else setting.enabled):
            rules[kind] = _apply(rule, setting)
    return rules


def _apply(rule: PageRule, setting: RuleSetting) -> PageRule:
    own_length = rule.long_ms is not None and setting.minimum_s is not None
    return replace(
        rule,
        long_ms=round((setting.minimum_s or 0) * 1_000) if own_length else rule.long_ms,
        often=rule.often if setting.threshold is None else math.ceil(setting.threshold),
        severity=setting.severity or rule.severity,
    )
