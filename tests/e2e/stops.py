"""A stop on a tour: a page that stands still."""

from __future__ import annotations

from collections.abc import Iterator
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


def dialog_at(page: Page, name: str, title: str) -> Iterator[Stop]:
    """Stand before a dialog that was asked for, then close it."""
    dialog = page.get_by_role("dialog", name=title)
    expect(dialog).to_be_visible()
    expect(page.get_by_role("menu")).to_have_count(0)  # one that was chosen from fades away
    yield Stop(name, page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
