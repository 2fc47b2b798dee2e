"""Take the pictures in ``docs/pictures/``: ``python -m tests.e2e.pictures``."""

from __future__ import annotations

import io
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from local.testing import running_site
from tests.e2e.browsers import HEIGHTS, find_browser, launch_browser, open_page
from tests.e2e.clips import astronaut, write_clip
from tests.e2e.conftest import ROOT, System
from tests.e2e.tour import CLIP_S, tour

FOLDER: Final = ROOT / "docs/pictures"
MOST_PIXELS: Final = 2_400
"""A long page's picture ends here."""
COLOURS: Final = 255


def main() -> int:
    """Take a picture of every page at each width; return the exit code."""
    executable = find_browser()
    if not executable:
        sys.stderr.write("Chromium is needed: bash tests/e2e/install_browser.sh\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site() as state,
        sync_playwright() as playwright,
    ):
        clip = write_clip(Path(folder) / "calm.mjpeg", (astronaut(), CLIP_S))
        system = System(state)
        browser = launch_browser(playwright, executable, clip)
        for stop in tour(system, browser, partial(open_page, system.site)):
            for width in HEIGHTS:
                take(stop.page, FOLDER / f"{stop.name}-{width}.png", width)
        browser.close()
    return 0


def take(page: Page, path: Path, width: int) -> None:
    """Keep a picture of a page at a width, in few colours: it stays small and clear."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    page.wait_for_load_state("networkidle")
    height = min(page.evaluate("document.documentElement.scrollHeight"), MOST_PIXELS)
    if page.get_by_role("dialog").count():
        height = 0  # a dialog stands on the screen, however long the page below it is
    page.set_viewport_size({"width": width, "height": max(height, HEIGHTS[width])})
    page.wait_for_timeout(400)  # charts and menus move to their places
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    page.set_viewport_size({"width": max(HEIGHTS), "height": HEIGHTS[max(HEIGHTS)]})


if __name__ == "__main__":
    sys.exit(main())
