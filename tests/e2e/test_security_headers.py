"""The pages keep to their own Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import System
from tests.e2e.test_whole_way import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

# Told to the test as they happen, before any of the page's own scripts runs.
NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.violations")
    return found


def test_no_page_asks_for_what_the_policy_forbids(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    browser = launch()
    student = open_page(browser, "/", script=NOTE_VIOLATIONS)
    expect(student.get_by_role("heading").first).to_be_visible()
    lecturer = open_page(browser, "/lecturer", script=NOTE_VIOLATIONS)
    sign_in(lecturer, system)
    found = violations(student) + violations(lecturer)
    links = lecturer.locator("a[href^='/lecturer/']")
    expect(links.first).to_be_visible()
    for path in sorted({link.get_attribute("href") or "" for link in links.all()}):
        lecturer.goto(path)
        lecturer.wait_for_load_state("networkidle")
        found += violations(lecturer)
    assert found == []


def test_a_script_of_elsewhere_does_not_run(
    launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/", script=NOTE_VIOLATIONS)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert violations(page) == ["script-src-elem: inline"]
