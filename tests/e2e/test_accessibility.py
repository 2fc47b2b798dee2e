"""Every page as axe sees it, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.clips import astronaut, write_clip
from tests.e2e.conftest import ROOT, System
from tests.e2e.tour import CLIP_S, tour

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

AXE: Final = ROOT / "web/node_modules/axe-core/axe.min.js"
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")

RUN_AXE: Final = """
async (rules) => {
  const { violations } = await axe.run(document, {
    runOnly: rules, resultTypes: ["violations"],
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => [id, html.slice(0, 200), any[0]?.message ?? ""].join(" | ")));
}
"""
# Colours that fade from one scheme to the other would be judged on their way.
STAND_STILL: Final = "* { transition: none !important; animation: none !important; }"


def test_axe_finds_nothing_serious_on_any_page(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clip = tmp_path_factory.mktemp("camera") / "calm.mjpeg"
    browser = launch(write_clip(clip, (astronaut(), CLIP_S)))
    found = [
        f"{stop.name}, {finding}"
        for stop in tour(system, browser, open_page)
        for finding in findings(stop.page)
    ]
    assert found == []


ADD_STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def findings(page: Page) -> Iterator[str]:
    """Yield what axe has against a page as it is, once for each scheme."""
    if page.evaluate("typeof axe") == "undefined":
        # Tags would be refused: the pages let in neither scripts nor styles of elsewhere.
        page.evaluate(AXE.read_text("utf-8"))
        page.evaluate(ADD_STYLE, STAND_STILL)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for finding in page.evaluate(RUN_AXE, RULES):
            yield f"{scheme}: {finding}"
    page.emulate_media(color_scheme="light")
