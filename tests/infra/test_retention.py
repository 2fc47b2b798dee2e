"""The bucket's lifecycle has a rule for every time that an exam may choose."""

from __future__ import annotations

import re
from pathlib import Path

from chalicelib.domain.retention import (
    EVIDENCE_TAG,
    FRAME_DAYS,
    FRAME_TAG,
    KEPT_WEEKS,
    USUAL_FRAME_DAYS,
)

FOLDER = Path(__file__).parents[2] / "infra" / "terraform"
BUCKET = (FOLDER / "frames_bucket.tf").read_text("utf-8")
VARIABLES = (FOLDER / "variables.tf").read_text("utf-8")


def found(pattern: str, text: str = BUCKET) -> str:
    match = re.search(pattern, text, re.DOTALL)
    assert match, f"no {pattern}"
    return match[1]


def test_uploads_of_every_shorter_time_have_a_rule() -> None:
    declared = [int(days) for days in found(r"frame_days\s+= \[([\d, ]+)\]").split(",")]
    assert declared == [days for days in FRAME_DAYS if days != USUAL_FRAME_DAYS]


def test_untagged_uploads_are_kept_for_the_usual_time() -> None:
    usual = found(r'"frame_retention_days" \{.*?default\s+= (\d+)', VARIABLES)
    assert int(usual) == USUAL_FRAME_DAYS == max(FRAME_DAYS)


def test_evidence_of_every_class_has_a_rule() -> None:
    assert int(found(r"evidence_weeks = (\d+)")) == KEPT_WEEKS[-1]


def test_the_rules_look_for_the_tags_that_are_written() -> None:
    assert f"{{ {FRAME_TAG} = rule.value }}" in BUCKET
    assert f"{{ {EVIDENCE_TAG} = rule.value }}" in BUCKET
