"""A wall of 500 students in Chromium: is it drawn smoothly?  ``python -m bench.wall``.

The students come in by the API and the page reads them from it.  In each view the page stands, then
is scrolled from its top to its end and back, while heartbeats change a tenth of the students.  Time
between two frames and long tasks (over 50 ms, W3C Long Tasks) are the browser's own figures; there
is no graphics card, and other work on the machine slows them, too.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
from playwright.sync_api import Page, expect, sync_playwright

from bench.load.figures import percentile
from local.testing import running_site
from tests.e2e.browsers import find_browser, launch_browser, open_page
from tests.e2e.conftest import System
from tests.e2e.test_whole_way import sign_in

VIEWS: Final = ("9", "16", "dense")
_STAND_S: Final = 6
_SCROLL_S: Final = 8
_AT_ONCE: Final = 4
_SEEN_WITHIN_MS: Final = 60_000
_MEASURE: Final = """
async ([seconds, scrolls]) => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  });
  observer.observe({ type: "longtask" });
  const frames = [];
  const began = performance.now();
  const end = document.documentElement.scrollHeight - innerHeight;
  let most = 0;
  for (let before = began; before - began < seconds * 1000;) {
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
    const share = (now - began) / (seconds * 500);
    if (scrolls) scrollTo(0, end * (share < 1 ? share : 2 - share));
    most = Math.max(most, document.querySelectorAll("[data-attempt]").length);
  }
  observer.disconnect();
  return { frames, tasks, most };
}
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one view did for some seconds."""

    view: str
    doing: str
    cards: int
    """The most that were in the page at once."""
    frames_ms: Sequence[float]
    tasks_ms: Sequence[float]

    def line(self) -> str:
        """Return the line of the table."""
        times = "".join(f"{percentile(self.frames_ms, share):8.0f}" for share in (0.5, 0.95, 1.0))
        longest = max(self.tasks_ms, default=0.0)
        return (
            f"{self.view:<8}{self.doing:<10}{self.cards:>6}{times}"
            f"{len(self.tasks_ms):>12}{longest:>10.0f}"
        )


class Class:
    """Students who came in by the API, and beat as their pages do."""

    def __init__(self, site: str, room_code: str) -> None:
        self._api = httpx.Client(base_url=f"{site}/api", trust_env=False, timeout=60)
        self._path = f"/rooms/{room_code}"
        self._consent = self._api.get(self._path).raise_for_status().json()["consent_version"]
        self._tokens: list[tuple[str, str]] = []

    def fill(self, count: int) -> None:
        """Let so many in and start."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            self._tokens = list(pool.map(self._come_in, range(count)))

    def beat(self, first: int) -> None:
        """Send the heartbeat of every tenth student."""
        for attempt_id, token in self._tokens[first % 10 :: 10]:
            self._post(f"/attempts/{attempt_id}/heartbeat", {"camera": "on"}, token)

    def _come_in(self, number: int) -> tuple[str, str]:
        name = f"{('Nguyễn', 'Trần', 'Lê', 'Phạm')[number % 4]} Thị {_NAMES[number % len(_NAMES)]}"
        who = {"student_name": name, "student_number": f"W{number:04d}"}
        joined = self._post(f"{self._path}/attempts", {**who, "consent_version": self._consent}, "")
        attempt_id, token = joined["attempt_id"], joined["attempt_token"]
        self._post(f"/attempts/{attempt_id}/start", {}, token)
        self._post(f"/attempts/{attempt_id}/heartbeat", {"camera": "on"}, token)
        return attempt_id, token

    def _post(self, path: str, body: object, token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self._api.post(path, json=body, headers=headers).raise_for_status()
        content: dict[str, Any] = answer.json()
        return content


_NAMES: Final = ("An", "Bình", "Châu", "Dung", "Giang", "Hạnh", "Khoa", "Lan", "Minh", "Ngọc")


def measure(students: int, pictures: Path | None) -> list[Drawn]:
    """Return what each view did, standing and scrolled."""
    drawn = []
    with redirect_stdout(io.StringIO()), running_site(workers=False) as state:
        system = System(state)
        pupils = Class(system.site, system.demo["room_code"])
        pupils.fill(students)
        with sync_playwright() as playwright, ThreadPoolExecutor(1) as beating:
            browser = launch_browser(playwright, find_browser() or "chromium")
            page = open_page(system.site, browser, "/lecturer")
            sign_in(page, system)
            page.goto(f"/lecturer/exams/{system.demo['exam_id']}/room")
            expect(page.locator("[data-attempt]").first).to_be_visible(timeout=_SEEN_WITHIN_MS)
            for number, view in enumerate(VIEWS):
                _choose(page, view)
                for doing, seconds in (("stands", _STAND_S), ("scrolled", _SCROLL_S)):
                    beats = beating.submit(pupils.beat, number)
                    seen = page.evaluate(_MEASURE, [seconds, doing == "scrolled"])
                    drawn.append(Drawn(view, doing, seen["most"], seen["frames"], seen["tasks"]))
                    beats.result()
            if pictures:
                _take_pictures(page, pictures)
            browser.close()
    return drawn


def _choose(page: Page, view: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    label = page.locator(f"input[type=radio][value='{view}']")
    label.locator("xpath=following-sibling::label").or_(label.locator("xpath=..")).first.click()
    page.wait_for_timeout(1_000)


def _take_pictures(page: Page, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(1_500)
        page.screenshot(path=folder / f"wall-dense-{width}.png")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.wall", description=__doc__)
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--pictures", type=Path, help="a folder for screenshots of the heat map")
    options = parser.parse_args(arguments)
    drawn = measure(options.students, options.pictures)
    load = os.getloadavg()[0]
    print(
        f"\nA wall of {options.students} students in Chromium (ms; load of the machine {load:.0f})"
    )
    print(f"{'':18}{'cards':>6}{'frames':>8}{'':>16}{'':>12}{'longest':>10}")
    print(f"{'view':<18}{'held':>6}{'p50':>8}{'p95':>8}{'max':>8}{'long tasks':>12}{'task':>10}")
    for one in drawn:
        print(one.line())


if __name__ == "__main__":
    main()
