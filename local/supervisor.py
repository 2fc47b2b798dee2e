"""Start the emulator, the gateway and the workers in order, and end them together."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final, Self

from local import resources
from local.listening import address, listen
from local.processes import Child, ChildDiedError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import FrameType

    from local.seed import Seeded

_READY_WITHIN_S: Final = 60.0
_STOPPED_WITHIN_S: Final = 5.0
_LOOK_EVERY_S: Final = 0.2
# Vite's development server proxies the API, but its pages post to the bucket themselves.
_DEVELOPMENT_ORIGINS: Final = ("http://localhost:5173", "http://127.0.0.1:5173")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    port: int
    emulator_port: int
    seeded: bool
    state: Path | None
    workers: bool = True
    """Whether the handlers run here; a measurement runs them itself, to kill them."""
    ice: resources.Ice = field(default_factory=resources.Ice)


@dataclass(frozen=True, slots=True)
class Running:
    """A cloud that is up."""

    site_url: str
    environment: Mapping[str, str]
    demo: Seeded | None
    process_ids: Mapping[str, int]

    def write(self, path: Path) -> None:
        """Write addresses and credentials as JSON, at once and whole."""
        state: dict[str, object] = {
            "site_url": self.site_url,
            "emulator_url": self.environment["AWS_ENDPOINT_URL"],
            "environment": dict(self.environment),
            "demo": None,
            "process_ids": dict(self.process_ids),
        }
        if self.demo:
            state["demo"] = asdict(self.demo)
        draft = path.with_suffix(path.suffix + ".draft")
        draft.write_text(json.dumps(state, indent=2, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)


class Supervisor:
    """
    The three processes; a context manager that leaves none behind.

    Raises from ``start`` and ``watch`` when a process ends by itself.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._children: list[Child] = []
        self._listeners: list[socket.socket] = []
        self._asked_to_stop = threading.Event()

    def __enter__(self) -> Self:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.ask_to_stop()
        deadline_s = time.monotonic() + _STOPPED_WITHIN_S
        for child in self._children:
            child.stop(deadline_s)
        for listener in self._listeners:
            listener.close()

    def start(self) -> Running:
        """
        Start everything in order, telling each step.

        Raises:
            PortTakenError: Another program has one of the ports.
            ChildDiedError: A process ended while starting.
            TimeoutError: A process did not become ready.
            InterruptedError: Somebody asked to stop meanwhile.
            SeedError: The demo could not be put in place.
        """
        site, emulator = self._listen(self._options.port), self._listen(self._options.emulator_port)
        with _step("Máy chủ AWS giả lập / AWS emulator"):
            self._start("emulator", ["local.emulator"], {}, emulator)
            self._wait_for_all()
        with _step("Tài nguyên / Resources"):
            environment = resources.create(
                address(emulator),
                site_url=address(site),
                further_origins=(_by_name(address(site)), *_DEVELOPMENT_ORIGINS),
                ice=self._options.ice,
            )
        with _step("Trang web, hàm xử lý / Site and workers"):
            self._start("gateway", ["local.gateway"], environment, site)
            if self._options.workers:
                self._start("workers", ["local.workers"], environment)
            self._wait_for_all()
        demo = None
        if self._options.seeded:
            with _step("Dữ liệu mẫu / Demo data"):
                from local.seed import seed, seed_admin  # noqa: PLC0415 - without it we start sooner

                demo = seed(environment)
                seed_admin(environment)
        process_ids = {child.name: child.process_id for child in self._children}
        return Running(address(site), environment, demo, process_ids)

    def watch(self) -> None:
        """
        Wait until somebody asks to stop.

        Raises:
            ChildDiedError: A process ended by itself.
        """
        while not self._asked_to_stop.wait(_LOOK_EVERY_S):
            self._look()

    def _listen(self, port: int) -> socket.socket:
        listener = listen(port)
        self._listeners.append(listener)
        return listener

    def _start(
        self,
        name: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        listener: socket.socket | None = None,
    ) -> None:
        descriptors = [listener.fileno()] if listener else []
        child = Child(
            name,
            [*arguments, *(f"--listener={descriptor}" for descriptor in descriptors)],
            environment=environment,
            descriptors=descriptors,
        )
        self._children.append(child)

    def _wait_for_all(self) -> None:
        for child in self._children:
            child.wait_until_ready(_READY_WITHIN_S, self._asked_to_stop)

    def _look(self) -> None:
        for child in self._children:
            if child.exit_code is not None:
                raise ChildDiedError(child.name, child.exit_code)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop.set()


def _by_name(site_url: str) -> str:
    """Return the origin that a developer may type instead: the browser sees another site."""
    return site_url.replace("127.0.0.1", "localhost")


@contextlib.contextmanager
def _step(title: str) -> Iterator[None]:
    """Tell what is being waited for, and how long it took."""
    started_s = time.monotonic()
    print(f"  … {title}", flush=True)
    yield
    print(f"  ✓ {title} ({time.monotonic() - started_s:.1f} s)", flush=True)
