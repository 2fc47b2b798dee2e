"""What checkov asks of a deployment is kept, or left out with a reason."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "infra" / "terraform"
PROGRAM = ROOT / ".cache" / "checkov" / "bin" / "checkov"


def test_every_rule_is_kept_or_left_out_with_a_reason() -> None:
    if not PROGRAM.exists():
        pytest.skip("checkov is not installed: `make checkov` does it")
    done = subprocess.run(
        [PROGRAM, "--directory", ".", "--config-file", ".checkov.yaml", "--skip-download"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Passed checks: [1-9]\d+, Failed checks: 0", done.stdout), done.stdout


def test_every_rule_left_out_for_one_resource_has_its_reason() -> None:
    left_out = [
        line
        for path in FOLDER.rglob("*.tf")
        for line in path.read_text().splitlines()
        if "checkov:skip" in line
    ]
    assert left_out
    assert [line for line in left_out if not re.search(r"skip=CKV2?_AWS_\d+:\w", line)] == []
