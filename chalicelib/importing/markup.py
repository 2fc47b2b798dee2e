"""HTML, as Moodle keeps texts, to plain text with LaTeX and back."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Final

from chalicelib.domain.pictures import picture_mark, split_pictures

ShowPicture = Callable[[str, str], str]

_LINE_BREAKS: Final = frozenset({"br"})
_BLOCKS: Final = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCRIPTS: Final = {"sup": "^", "sub": "_"}
_HIDDEN: Final = frozenset({"script", "style"})
_SPACES: Final = re.compile(r"\s+")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _TextReader:
    """Collects what a reader would see; lxml's parser tells it what it meets."""

    def __init__(self, show: ShowPicture) -> None:
        self._parts: list[str] = []
        self._show = show
        self._hidden = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note that an element begins."""
        if tag == "img":
            self._parts.append(self._show(attributes.get("src", ""), attributes.get("alt", "")))
        self._hidden += tag in _HIDDEN
        if tag in _LINE_BREAKS | _BLOCKS:
            self._parts.append("\n")
        elif tag in _SCRIPTS:
            self._parts.append(f"${_SCRIPTS[tag]}{{")

    def end(self, tag: str) -> None:
        """Note that an element ends."""
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _BLOCKS:
            self._parts.append("\n")
        elif tag in _SCRIPTS:
            self._parts.append("}$")

    def data(self, text: str) -> None:
        """Note what stands between them."""
        if not self._hidden:
            self._parts.append(_SPACES.sub(" ", text))

    def close(self) -> str:
        """Return all that was noted."""
        return "".join(self._parts)


def html_to_text(markup: str, show: ShowPicture) -> str:
    """
    Return what a page of HTML says.

    Args:
        markup: The page.
        show: Given a picture's source and what it shows, returns what stands for it in the text.
    """
    from lxml import etree  # noqa: PLC0415 - the application starts without it

    # Not the standard library's: it looks through the rest of a page for each tag left open.
    parser = etree.HTMLParser(target=_TextReader(show), no_network=True, huge_tree=True)
    parser.feed(f"<body>{markup}")
    lines = (line.strip() for line in parser.close().split("\n"))
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
