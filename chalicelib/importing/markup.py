"""HTML, as Moodle keeps texts, to plain text with LaTeX and back."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Final

from chalicelib.domain.pictures import picture_mark, split_pictures

ShowPicture = Callable[[str, str], str]

_LINE_BREAKS: Final = frozenset({"br"})
_BLOCKS: Final = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCRIPTS: Final = {"sup": "^", "sub": "_"}
_HIDDEN: Final = frozenset({"script", "style"})
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _TextReader(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self, show: ShowPicture) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._show = show
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            told = dict(attrs)
            self.parts.append(self._show(told.get("src") or "", told.get("alt") or ""))
        self._hidden += tag in _HIDDEN
        if tag in _LINE_BREAKS | _BLOCKS:
            self.parts.append("\n")
        elif tag in _SCRIPTS:
            self.parts.append(f"${_SCRIPTS[tag]}{{")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _SCRIPTS:
            self.parts.append("}$")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_to_text(markup: str, show: ShowPicture) -> str:
    """
    Return what a page of HTML says.

    Args:
        markup: The page.
        show: Given a picture's source and what it shows, returns what stands for it in the text.
    """
    reader = _TextReader(show)
    reader.feed(markup)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines))


def text_to_html(text: str, source_of: Callable[[str], str | None]) -> str:
    """
    Write a text as HTML.

    Args:
        text: With LaTeX and pictures; LaTeX stays as it is.
        source_of: Given a picture's id, returns where the page finds it; None: it stays a mark.
    """
    return "".join(_stretch_to_html(stretch, source_of) for stretch in split_pictures(text))


def _stretch_to_html(stretch: str | tuple[str, str], source_of: Callable[[str], str | None]) -> str:
    if isinstance(stretch, str):
        return html.escape(legal(stretch), quote=False).replace("\n", "<br>")
    picture_id, alt = stretch
    source = source_of(picture_id)
    if source is None:
        return html.escape(picture_mark(picture_id, alt), quote=False)
    return f'<img src="{html.escape(source)}" alt="{html.escape(legal(alt))}">'


def legal(text: str) -> str:
    """Return a text without the letters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
