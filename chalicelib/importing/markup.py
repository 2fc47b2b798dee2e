"""HTML, as Moodle keeps texts, to plain text with LaTeX and back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

_LINE_BREAKS: Final = frozenset({"br"})
_BLOCKS: Final = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCRIPTS: Final = {"sup": "^", "sub": "_"}
_HIDDEN: Final = frozenset({"script", "style"})
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _TextReader(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.pictures += tag == "img"
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


def html_to_text(markup: str) -> tuple[str, int]:
    """Return what a page of HTML says, and how many pictures it shows."""
    reader = _TextReader()
    reader.feed(markup)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines)), reader.pictures


def text_to_html(text: str) -> str:
    """Write a plain text as HTML."""
    return html.escape(legal(text), quote=False).replace("\n", "<br>")


def legal(text: str) -> str:
    """Return a text without the letters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
