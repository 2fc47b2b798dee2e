"""The whole system in its own processes, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from local.seed import seed
from local.testing import running_site
from tests.e2e import browsers
from tests.e2e.browsers import find_browser, launch_browser

ROOT: Final = Path(__file__).parents[2]
RESULTS: Final = ROOT / "test-results"
SHOWN_WITHIN_MS: Final = 20_000
"""A machine that works for the whole system and its browsers takes seconds now and then."""
expect.set_options(timeout=SHOWN_WITHIN_MS)


class System:
    """The running system, as a test sees it: with a lecturer of its own, whose room is open."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.site: str = state["site_url"]
        self.environment: dict[str, str] = state["environment"]
        email = f"giao-vien-{uuid4().hex[:8]}@truong-mau.example"
        self.demo = asdict(seed(self.environment, email=email, room_code=None))

    def mails(self) -> list[dict[str, Any]]:
        """Return the mails that SES accepted, newest first."""
        answer = httpx.get(f"{self.site}/mail.json", trust_env=False)
        mails: list[dict[str, Any]] = answer.raise_for_status().json()
        return mails


@pytest.fixture(scope="session")
def site() -> Iterator[dict[str, Any]]:
    with running_site() as state:
        yield state


@pytest.fixture
def system(site: dict[str, Any]) -> System:
    return System(site)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Not for the session: while it lives, no other test may run an event loop."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def executable() -> str:
    if path := find_browser():
        return path
    pytest.skip("Chromium is not installed; tests/e2e/install_browser.sh says how")


@pytest.fixture
def launch(playwright: Playwright, executable: str) -> Iterator[Callable[..., Browser]]:
    """Launch browsers that close with the test; with a clip, the clip is the camera."""
    with ExitStack() as launched:

        def start(camera: Path | None = None, **settings: bool) -> Browser:
            browser = launch_browser(playwright, executable, camera, **settings)
            launched.callback(browser.close)
            return browser

        yield start


@pytest.fixture
def open_page(system: System, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """
    Open a page of the site in a context of its own, as a Vietnamese user would.

    What every page showed last is left in ``test-results/``.
    """
    pages: list[Page] = []

    def start(browser: Browser, path: str, **settings: Any) -> Page:
        page = browsers.open_page(system.site, browser, path, **settings)
        pages.append(page)
        return page

    yield start
    for number, page in enumerate(pages, 1):
        if not page.is_closed():
            page.screenshot(path=RESULTS / f"{request.node.name}-{number}.png", full_page=True)
