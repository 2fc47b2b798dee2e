"""The pages keep to their own Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

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
    elsewhere = "https://elsewhere.example/a.js"
    assert page.evaluate(f"import('{elsewhere}').catch((error) => error.name)") == "TypeError"
    assert violations(page) == [f"script-src-elem: {elsewhere}"]


@pytest.mark.parametrize("path", ["/", "/lecturer"])
def test_no_text_becomes_markup_or_a_scripts_address(
    path: str, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), path)
    expect(page.get_by_role("heading").first).to_be_visible()
    for sink in (
        "document.body.innerHTML = '<img src=x onerror=\"window.ran = true\">'",
        "document.body.insertAdjacentHTML('beforeend', '<b>')",
        "document.createElement('iframe').srcdoc = '<b>'",
        "new DOMParser().parseFromString('<b>', 'text/html')",
        "document.createElement('script').src = '/api/me'",
        "document.createElement('script').text = 'window.ran = true'",
        "new Worker('data:text/javascript,1')",
        "trustedTypes.createPolicy('another', { createHTML: (text) => text })",
    ):
        refused = f"() => {{ try {{ {sink} }} catch (error) {{ return error.name }} }}"
        assert page.evaluate(refused) == "TypeError", sink
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize(("path", "script"), [("/", "index"), ("/lecturer", "lecturer")])
def test_a_script_that_was_changed_does_not_run(
    path: str, script: str, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), path)
    expect(page.get_by_role("heading").first).to_be_visible()

    def change(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"window.ran = true;{answer.text()}")

    page.route(f"**/assets/{script}-*.js", change)
    page.reload(wait_until="networkidle")
    assert page.evaluate("window.ran") is None
    expect(page.locator("#root")).to_be_empty()


def test_every_script_and_style_that_a_page_names_carries_its_hash(
    launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/")
    for path in ("/", "/lecturer"):
        answer = page.request.get(path).text()
        named = [line for line in answer.splitlines() if "/assets/" in line]
        assert len(named) > 3
        assert all('integrity="sha384-' in line for line in named)
