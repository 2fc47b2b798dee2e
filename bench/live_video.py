"""Live video with one, four and nine students watched at once: ``python -m bench.live_video``.

Each student has a browser, since the pages of one would share its camera, which then drops
pictures; one more holds the lecturer's page, which watches them all.  Every picture of the clip
carries its number, so that the delay from a student's own preview to the lecturer's page can be
read.  All of them encode, decode and paint on this machine's processor; a room's students have a
machine each.  Nobody looks at the pictures that they upload: that is Lambda's work, on machines
of its own.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from bench.processor_time import descendants, processor_seconds
from local.testing import running_site
from tests.e2e.browsers import find_browser, launch_browser, open_page
from tests.e2e.conftest import System
from tests.e2e.live_clock import (
    PICTURES,
    Shown,
    begin_reading,
    delays_ms,
    what_was_read,
    write_clock,
)
from tests.e2e.test_whole_way import join, sign_in

COUNTS: Final = (1, 4, 9)
ALL_IN_SIGHT: Final[ViewportSize] = {"width": 1440, "height": 1800}
SETTLE_MS: Final = 6_000
"""Encoders begin small, and grow to what the line carries."""
READ_MS: Final = 10_000
LIVE_WITHIN_MS: Final = 120_000
IN_TIME_MS: Final = 500
"""From glass to glass on one machine: what a live picture may take, one in twenty excepted."""
MOVING_FPS: Final = 1.0
"""Fewer pictures a second are no moving picture; frames are uploaded at that rate anyway."""


@dataclass(frozen=True)
class Watched:
    """What a lecturer saw of some students, and what it took."""

    students: int
    frames_a_second: Sequence[float]
    """Of each student's picture."""
    delays_ms: Sequence[int]
    students_cores: float
    lecturer_cores: float

    @property
    def moving(self) -> int:
        """How many of the pictures moved."""
        return sum(rate >= MOVING_FPS for rate in self.frames_a_second)

    def delay_ms(self, share: float) -> float:
        """Return the delay that such a share of the pictures kept to; infinite if none came."""
        delays = sorted(self.delays_ms)
        return delays[int(len(delays) * share)] if delays else math.inf

    @property
    def passes(self) -> bool:
        """Whether every picture moved, and in time."""
        return self.moving == self.students and self.delay_ms(0.95) < IN_TIME_MS

    def line(self) -> str:
        """Return the line of the table."""
        slowest, typical = min(self.frames_a_second), statistics.median(self.frames_a_second)
        return (
            f"{self.students:>8}{self.moving:>8}{typical:>10.1f}{slowest:>9.1f}"
            f"{self.delay_ms(0.5):9.0f}{self.delay_ms(0.95):8.0f}"
            f"{self.students_cores:>14.2f}{self.lecturer_cores:>14.2f}"
        )


class Invigilation:
    """A lecturer's page and the students' that it may watch."""

    def __init__(
        self, system: System, clip: Path, launch: Callable[[Path | None], Browser]
    ) -> None:
        self._system, self._clip, self._launch = system, clip, launch
        self._pages: dict[str, Page] = {}
        before = descendants(os.getpid())
        self._lecturer = open_page(system.site, launch(None), "/lecturer")
        self._lecturers_processes = descendants(os.getpid()) - before
        self._others = descendants(os.getpid())
        # Browsers tell of no new picture where it is scrolled out of sight.
        self._lecturer.set_viewport_size(ALL_IN_SIGHT)
        sign_in(self._lecturer, system)
        self._lecturer.goto(f"/lecturer/exams/{system.demo['exam_id']}/live")

    def fill(self, count: int) -> None:
        """Let students join until there are so many."""
        path = f"/room/{self._system.demo['room_code']}"
        for number in range(len(self._pages) + 1, count + 1):
            page = open_page(self._system.site, self._launch(self._clip), path, camera=True)
            name = f"Thí sinh {number:02d}"
            join(page, name=name, number=f"LV-{number:02d}")
            expect(page.get_by_role("timer")).to_be_visible(timeout=LIVE_WITHIN_MS)
            self._pages[name] = page

    def watch(self) -> Watched:
        """Watch all students and measure."""
        self._see_all()
        self._lecturer.wait_for_timeout(SETTLE_MS)
        before, began = self._processor_seconds(), time.monotonic()
        for page in self._pages.values():
            begin_reading(page, "video", READ_MS)
        begin_reading(self._lecturer, ".live-picture video", READ_MS)
        there = what_was_read(self._lecturer)
        here = [what_was_read(page)[0] for page in self._pages.values()]
        seconds = time.monotonic() - began
        used = [b - a for a, b in zip(before, self._processor_seconds(), strict=True)]
        return Watched(
            len(self._pages),
            [_moves(one) / (READ_MS / 1000) for one in there],
            [delay for a, b in zip(here, there, strict=True) for delay in delays_ms(a, b)],
            used[0] / seconds,
            used[1] / seconds,
        )

    def _see_all(self) -> None:
        """Let the lecturer watch every student, in the order in which they came."""
        tiles = {name: self._lecturer.get_by_role("region", name=name) for name in self._pages}
        for name, tile in tiles.items():
            if not tile.is_visible():
                self._lecturer.get_by_text(name, exact=True).click(timeout=LIVE_WITHIN_MS)
        for tile in tiles.values():
            live = tile.get_by_text("Trực tiếp", exact=True)
            expect(live).to_be_visible(timeout=LIVE_WITHIN_MS)

    def _processor_seconds(self) -> tuple[float, float]:
        """Return what the students' browsers and the lecturer's have used."""
        students = descendants(os.getpid()) - self._others
        return processor_seconds(students), processor_seconds(self._lecturers_processes)


def _moves(shown: Shown) -> int:
    """Count the steps from one picture of the clip to another one."""
    return sum((b - a) % PICTURES > 0 for (a, _), (b, _) in pairwise(shown))


def measure(executable: str, counts: Sequence[int], tell: Callable[[str], object]) -> list[Watched]:
    """
    Return what was seen of so many students; tell of each count as soon as it is known.

    Ends at the first count whose browsers are too many for the machine.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(io.StringIO()),
        running_site(workers=False) as state,
        sync_playwright() as playwright,
        ExitStack() as launched,
    ):
        clip = write_clock(Path(folder) / "clip.mjpeg")

        def launch(camera: Path | None) -> Browser:
            browser = launch_browser(playwright, executable, camera)
            launched.callback(browser.close)
            return browser

        room = Invigilation(System(state), clip, launch)
        seen = []
        for count in counts:
            try:
                room.fill(count)
                seen.append(room.watch())
            except (AssertionError, PlaywrightError):
                tell(f"{count:>8} not live within {LIVE_WITHIN_MS // 1000} s: too many browsers")
                break
            tell(seen[-1].line())
    return seen


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit status: 1 if a picture stood still or came late."""
    parser = argparse.ArgumentParser(prog="python -m bench.live_video", description=__doc__)
    parser.add_argument("--students", type=int, nargs="+", default=list(COUNTS))
    counts = parser.parse_args(arguments).students
    executable = find_browser()
    if executable is None:
        print("\nLive video: no Chromium here; tests/e2e/install_browser.sh says how")
        return 0
    print(f"\nLive video, all on this machine's {os.cpu_count()} cores")
    print(
        f"{'students':>8}{'moving':>8}{'frames/s':>10}{'slowest':>9}{'p50 ms':>9}{'p95 ms':>8}"
        f"{'their cores':>14}{'watching':>14}"
    )
    # What the site says in between is not for the table.
    tell = partial(print, file=sys.stdout, flush=True)
    seen = measure(executable, counts, tell)
    passed = len(seen) == len(counts) and all(one.passes for one in seen)
    print(
        "delay: from the student's own preview to the lecturer's page; "
        f"p95 under {IN_TIME_MS} ms and all moving: {'yes' if passed else 'NO'}"
    )
    return int(not passed)


if __name__ == "__main__":
    raise SystemExit(main())
