"""Chromium before the site, as a Vietnamese user has it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, Playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
# As root, Chromium runs without its sandbox only; the rest keeps it from calling home.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # Addresses under names that only mDNS resolves: not on every machine that runs tests.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)
# A student's browser does not say that software drives it; a page tells of one that does.
UNDRIVEN: Final = "--disable-blink-features=AutomationControlled"
HEIGHTS: Final = {1440: 900, 390: 844}


def find_browser() -> str | None:
    """Return where Chromium is, if it is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch_browser(
    playwright: Playwright,
    executable: str,
    camera: Path | None = None,
    *,
    fake_microphone: bool = False,
    driven: bool = False,
) -> Browser:
    """Launch Chromium; with a clip, the clip is its camera; driven, it says that it is."""
    arguments = [*ARGUMENTS, *([] if driven else [UNDRIVEN])]
    if camera or fake_microphone:
        arguments.append("--use-fake-device-for-media-stream")
    if camera:
        arguments.append(f"--use-file-for-fake-video-capture={camera}")
    return playwright.chromium.launch(executable_path=executable, args=arguments)


def open_page(
    site: str,
    browser: Browser,
    path: str,
    *,
    width: int = 1440,
    camera: bool = False,
    microphone: bool = False,
    script: str = "",
) -> Page:
    """Open a page of the site in a context of its own, after a script if there is one."""
    context = browser.new_context(
        base_url=site,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": width, "height": HEIGHTS.get(width, 844)},
        permissions=["camera"] * camera + ["microphone"] * microphone,
    )
    context.add_init_script(script)
    page = context.new_page()
    page.goto(path)
    return page
