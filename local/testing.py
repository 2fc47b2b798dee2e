"""The whole local cloud in its own processes, for end-to-end tests and benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[1]
_READY_WITHIN_S: Final = 90.0
_STOPPED_WITHIN_S: Final = 20.0


@contextmanager
def running_site(*, workers: bool = True, options: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """
    Run ``python -m local`` on free ports and yield what its ``--state`` file says.

    What the processes said is printed when the block ends, for a test that failed.

    Args:
        workers: Whether the handlers run, too; the caller may want to run them itself.
        options: Further ones of the command line.

    Raises:
        RuntimeError: The site did not start; the message holds its output.
    """
    with tempfile.TemporaryDirectory() as folder:
        state, log = Path(folder) / "state.json", Path(folder) / "log.txt"
        command = [sys.executable, "-m", "local", "--port=0", "--emulator-port=0"]
        command += [] if workers else ["--no-workers"]
        command += options
        with log.open("w") as output:
            process = subprocess.Popen(
                [*command, f"--state={state}"], cwd=_ROOT, stdout=output, stderr=output
            )
        try:
            _wait(process, state, log)
            yield json.loads(state.read_text())
        finally:
            process.terminate()
            process.wait(timeout=_STOPPED_WITHIN_S)
            print(log.read_text())


def _wait(process: subprocess.Popen[bytes], state: Path, log: Path) -> None:
    ends_s = time.monotonic() + _READY_WITHIN_S
    while not state.exists():
        if process.poll() is not None or time.monotonic() > ends_s:
            raise RuntimeError(f"the site did not start:\n{log.read_text()}")
        time.sleep(0.1)
