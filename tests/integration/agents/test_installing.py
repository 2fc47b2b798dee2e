"""The container's and systemd's ways to run the agent, as far as they show without either."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agents.rtsp.errors import ExitCode
from tests.integration.agents.image import ROOT, lay_out

UNIT = ROOT / "agents" / "rtsp" / "giam-thi-rtsp.service"


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where nothing else of the product lies."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_the_image_copies_is_all_that_the_agent_needs(tmp_path: Path) -> None:
    image = lay_out(tmp_path)
    helped = run_in(image, "-m", "agents.rtsp", "--help")
    assert helped.returncode == 0, helped.stderr
    assert "--config" in helped.stdout
    # The proof that it would have failed: the rest of the product is out of reach there.
    assert run_in(image, "-c", "import chalicelib.services").returncode != 0


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd is not installed")
    unit = tmp_path / UNIT.name
    # Here the agent lies elsewhere than where the unit wants it.
    text = UNIT.read_text("utf-8")
    text = text.replace("/opt/giam-thi/.venv/bin/python", "/usr/bin/true")
    unit.write_text(text.replace("WorkingDirectory=/opt/giam-thi", "WorkingDirectory=/"), "utf-8")
    verified = subprocess.run(
        [analyze, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    told = [line for line in verified.stderr.splitlines() if UNIT.name in line]
    assert (verified.returncode, told) == (0, [])


def test_systemd_starts_again_what_may_mend_itself_and_nothing_else() -> None:
    found = re.search(r"^RestartPreventExitStatus=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE)
    assert found
    wrong_command_line = 2
    mends = {ExitCode.STOPPED, ExitCode.SOURCE_UNREADABLE}
    assert {int(code) for code in found[1].split()} == {wrong_command_line, *ExitCode} - mends
