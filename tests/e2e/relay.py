"""A real TURN server on the loopback: coturn, under the secret that the site mints with."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Final

PROGRAM: Final = "turnserver"
_READY_WITHIN_S: Final = 20.0
_RELAYED: Final = (50_000, 50_100)
"""Ports that the relay may lend; below those that the system gives to others at random."""


class Relay:
    """A TURN server that can be switched off and on again at the same address."""

    def __init__(self, log: Path) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"turn:127.0.0.1:{self._port}?transport=udp"
        self._log = log
        self._server: subprocess.Popen[bytes] | None = None

    @staticmethod
    def is_installed() -> bool:
        """Say whether coturn is there."""
        return shutil.which(PROGRAM) is not None

    def switch_on(self, secret: str) -> None:
        """
        Begin to relay for whoever has credentials under the secret.

        Raises:
            RuntimeError: The server did not start; the message holds what it said.
        """
        # Another address than a camera's would be refused: here both browsers are on loopback.
        command = [PROGRAM, "-n", "--use-auth-secret", f"--static-auth-secret={secret}"]
        command += ["--realm=giam-thi", "--no-tls", "--no-dtls", "--no-cli", "--no-tcp-relay"]
        command += ["--listening-ip=127.0.0.1", f"--listening-port={self._port}"]
        command += ["--relay-ip=127.0.0.1", "--allow-loopback-peers"]
        command += [f"--min-port={_RELAYED[0]}", f"--max-port={_RELAYED[1]}"]
        command += [f"--pidfile={self._log.with_suffix('.pid')}", "--log-file=stdout"]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + _READY_WITHIN_S
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self._log.read_text(errors="replace"))
            time.sleep(0.1)

    def switch_off(self) -> None:
        """Stop without a word to anybody."""
        if self._server:
            self._server.kill()
            self._server.wait()
            self._server = None

    def _answers(self) -> bool:
        """Ask for one's own address (STUN binding, RFC 8489); needs no credentials."""
        question = bytes.fromhex("000100002112a442") + bytes(12)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(0.2)
            asking.connect(("127.0.0.1", self._port))
            try:
                asking.send(question)
                return asking.recv(1024).startswith(b"\x01\x01")
            except OSError:
                return False
