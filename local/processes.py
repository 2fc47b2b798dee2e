"""Child processes that live and die with the supervisor."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

from local.log_lines import readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOOK_EVERY_S: Final = 0.2
_COLOURS: Final = {"emulator": 35, "gateway": 36, "workers": 33}


class ChildDiedError(RuntimeError):
    """Raised when a process ended by itself."""

    def __init__(self, name: str, exit_code: int | None) -> None:
        super().__init__(f"{name} ended with exit code {exit_code}")
        self.name = name
        self.exit_code = exit_code


class Child:
    """
    One process: its output goes line by line to ours, with its name in front.

    It holds the reading end of a pipe as its standard input and ends when that closes,
    so that it does not outlive us however we die.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str],
        descriptors: Sequence[int],
    ) -> None:
        self.name = name
        self._is_ready = False
        self._ready, ready_writer = os.pipe()
        command = [sys.executable, "-u", "-m", *arguments, f"--ready-descriptor={ready_writer}"]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(*descriptors, ready_writer),
            # Out of the terminal's group: Ctrl-C is ours to answer.
            start_new_session=True,
        )
        os.close(ready_writer)
        self._reader = threading.Thread(target=self._copy_output, name=f"{name} output")
        self._reader.start()

    @property
    def process_id(self) -> int:
        """The operating system's number."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """The exit code, ``None`` while the process runs."""
        return self._process.poll()

    def wait_until_ready(self, timeout_s: float, give_up: threading.Event) -> None:
        """
        Wait for the process to say that it is ready.

        Raises:
            ChildDiedError: It ended instead.
            TimeoutError: It said nothing.
            InterruptedError: ``give_up`` was set.
        """
        ends_s = time.monotonic() + timeout_s
        while not self._is_ready:
            if give_up.is_set():
                raise InterruptedError
            if time.monotonic() > ends_s:
                raise TimeoutError(f"{self.name} was not ready after {timeout_s:.0f} s")
            readable, _, _ = select.select([self._ready], [], [], _LOOK_EVERY_S)
            if readable:
                self._is_ready = bool(os.read(self._ready, 16))
                if not self._is_ready:
                    raise ChildDiedError(self.name, self._process.wait(timeout=5))

    def ask_to_stop(self) -> None:
        """Close the pipe whose end the process waits for."""
        if self._process.stdin is not None:
            self._process.stdin.close()

    def stop(self, deadline_s: float) -> None:
        """Wait for the end until a moment of the monotonic clock, then enforce it."""
        self.ask_to_stop()
        try:
            self._process.wait(max(0.0, deadline_s - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        os.close(self._ready)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _copy_output(self) -> None:
        prefix = f"{self.name:>8} │ "
        if sys.stdout.isatty():
            prefix = f"\x1b[{_COLOURS.get(self.name, 0)}m{prefix}\x1b[0m"
        for output in self._process.stdout or ():
            for line in readable(output.decode(errors="replace").rstrip("\n")).split("\n"):
                print(prefix + line, flush=True)
