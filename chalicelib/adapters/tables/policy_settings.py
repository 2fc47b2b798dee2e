"""What an exam changes of its preset, as JSON in one attribute."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.policies import RuleSetting


def settings_to_text(settings: Mapping[Kind, RuleSetting]) -> str | None:
    """Return the settings as compact JSON; None when there are none."""
    plain = {
        kind.value: {name: value for name, value in asdict(setting).items() if value is not None}
        for kind, setting in settings.items()
    }
    return json.dumps(plain, separators=(",", ":")) if plain else None


def settings_from_text(text: str | None) -> dict[Kind, RuleSetting]:
    """Return what ``settings_to_text`` was given."""
    plain: dict[str, dict[str, Any]] = json.loads(text) if text else {}
    return {Kind(kind): _from_plain(setting) for kind, setting in plain.items()}


def _from_plain(setting: dict[str, Any]) -> RuleSetting:
    severity = setting.get("severity")
    return RuleSetting(**{**setting, "severity": severity and Severity(severity)})
