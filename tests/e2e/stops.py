"""A stop on a tour: a page that stands still."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Stop:
    """A page that stands still; its name is that of its picture."""

    name: str
    page: Page


def stop_at(page: Page, name: str, path: str, *, shows: str) -> Stop:
    """Go to a lecturer's page and wait for a text on it that says that its data are there."""
    page.goto(f"/lecturer{path}")
    expect(page.get_by_role("main").get_by_text(shows).first).to_be_visible()
    return Stop(name, page)
