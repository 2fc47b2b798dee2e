"""MediaPipe's own Python package on the same frames, in an environment of its own.

It needs numpy 1 and Python 3.12 at most, so it cannot live beside the project's packages.
The environment is made once, under ``.cache/``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[1]
_ENVIRONMENT: Final = _ROOT / ".cache" / "mediapipe-0.10.21"
_WORKER: Final = Path(__file__).with_name("mediapipe_reference_worker.py")
_PYTHONS: Final = (sys.executable, "python3.12", "python3.11")
# Only what its face solutions import: the rest of what it asks for (jax and the like) is large.
_PACKAGES: Final = (
    "mediapipe==0.10.21",
    "numpy==1.26.4",
    "protobuf==4.25.8",
    "opencv-python-headless==4.11.0.86",
    "absl-py==2.5.1",
    "attrs==26.1.0",
    "flatbuffers==25.12.19",
    "sounddevice==0.5.6",
    "cffi==2.1.1",
    "pycparser==3.12",
    "matplotlib==3.11.2",
    "contourpy==1.3.3",
    "cycler==0.12.1",
    "fonttools==4.68.0",
    "kiwisolver==1.5.1",
    "packaging==26.3",
    "pillow==13.0.0",
    "pyparsing==3.3.3",
    "python-dateutil==4.0.0",
    "six==1.17.0",
)


class ReferenceUnavailableError(Exception):
    """Raised when MediaPipe cannot be run here; says why."""


def time_mediapipe(folder: Path, rounds: int) -> dict[str, list[float]]:
    """
    Time MediaPipe's face mesh with irises.

    Args:
        folder: JPEG frames ``*.jpg``, in order of their names.
        rounds: How often to look at all of them.

    Returns:
        Milliseconds a frame, JPEG decoding included, by the name of the mode.

    Raises:
        ReferenceUnavailableError: It cannot be installed or does not run.
    """
    python = _environment()
    text = _run([str(python), str(_WORKER), str(folder), str(rounds)])
    # Its libraries talk before the answer.
    times: dict[str, list[float]] = json.loads(text.splitlines()[-1])
    return times


def _environment() -> Path:
    """Return the environment's interpreter; make it where it is missing."""
    python = _ENVIRONMENT / "bin" / "python"
    ready = _ENVIRONMENT / "ready"
    wanted = "\n".join(_PACKAGES)
    if ready.is_file() and ready.read_text(encoding="utf-8") == wanted:
        return python
    print("bench: installing MediaPipe into .cache (once)", file=sys.stderr)
    shutil.rmtree(_ENVIRONMENT, ignore_errors=True)
    _run([_suitable_python(), "-m", "venv", str(_ENVIRONMENT)])
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:"]
    _run([*pip, "--disable-pip-version-check", *_PACKAGES])
    ready.write_text(wanted, encoding="utf-8")
    return python


def _suitable_python() -> str:
    question = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))"
    for name in _PYTHONS:
        path = shutil.which(name)
        # The names are ours.
        if path and subprocess.run([path, "-c", question], check=False).returncode == 0:
            return path
    raise ReferenceUnavailableError("it needs Python 3.11 or 3.12")


def _run(command: list[str]) -> str:
    try:
        # The commands are ours, with paths of ours.
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        reason = (error.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ReferenceUnavailableError(reason) from error
    return result.stdout
