"""What a lecturer may set about how an exam is taken."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.exam_settings import ExamSettings, setting_problems, time_zone_problems


def problems_of(**changes: Any) -> set[tuple[str, str]]:
    found = setting_problems(ExamSettings(**changes), "settings")
    return {(problem.path, problem.code) for problem in found}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"late_join_minutes": 0},
        {"attempts_allowed": 20},
        {"pass_mark": 0},
        {"grace_seconds": 0},
        {"grace_seconds": 3_600},
        {"draws": {"Phần I": 1}},
        {"draws": {"Phần I": 200}},
    ],
)
def test_a_setting_within_its_bounds_passes(changes: dict[str, Any]) -> None:
    assert problems_of(**changes) == set()


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"instructions": "a" * 5_001}, "instructions", "too_long"),
        ({"late_join_minutes": -1}, "late_join_minutes", "out_of_range"),
        ({"attempts_allowed": 0}, "attempts_allowed", "out_of_range"),
        ({"attempts_allowed": 21}, "attempts_allowed", "out_of_range"),
        ({"pass_mark": -0.1}, "pass_mark", "out_of_range"),
        ({"pass_mark": float("nan")}, "pass_mark", "out_of_range"),
        ({"grace_seconds": -1}, "grace_seconds", "out_of_range"),
        ({"grace_seconds": 3_601}, "grace_seconds", "out_of_range"),
        ({"draws": {"Phần I": 0}}, "draws[Phần I]", "out_of_range"),
        ({"draws": {"Phần I": 201}}, "draws[Phần I]", "out_of_range"),
    ],
)
def test_a_setting_out_of_its_bounds_is_named(
    changes: dict[str, Any], path: str, code: str
) -> None:
    assert problems_of(**changes) == {(f"settings.{path}", code)}


@pytest.mark.parametrize("name", ["Asia/Ho_Chi_Minh", "Europe/Paris", "UTC"])
def test_a_zone_that_the_world_knows_passes(name: str) -> None:
    assert not list(time_zone_problems(name, "time_zone"))


@pytest.mark.parametrize(
    "name", ["", "Asia/Hanoi", "../etc/passwd", "/etc/localtime", "a" * 300, "a\0"]
)
def test_a_zone_that_nobody_knows_is_named(name: str) -> None:
    [problem] = time_zone_problems(name, "time_zone")
    assert (problem.path, problem.code) == ("time_zone", "unknown")
