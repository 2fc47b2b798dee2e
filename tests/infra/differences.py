"""Says in what two nested dicts differ, one line a difference."""

from __future__ import annotations

from typing import Any, Final

_ABSENT: Final = object()


def differences(terraform: Any, local: Any, path: str = "") -> list[str]:
    """Return a line for every leaf that differs, with its path and both values."""
    if isinstance(terraform, dict) and isinstance(local, dict):
        return [
            line
            for key in sorted(terraform.keys() | local.keys())
            for line in differences(
                terraform.get(key, _ABSENT), local.get(key, _ABSENT), f"{path} / {key}"
            )
        ]
    if type(terraform) is type(local) and terraform == local:
        return []
    return [f"{path.removeprefix(' / ')}: Terraform {_shown(terraform)}, local {_shown(local)}"]


def _shown(value: object) -> str:
    return "has none" if value is _ABSENT else f"says {value!r}"
