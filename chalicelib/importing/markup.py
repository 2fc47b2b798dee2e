"""HTML, as Moodle keeps texts, to plain text with LaTeX and back."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from chalicelib.domain.pictures import picture_mark, split_pictures
from chalicelib.domain.underlining import split_underlined, underline

ShowPicture = Callable[[str, str], str]

_LINE_BREAKS: Final = frozenset({"br"})
_UNDERLINES: Final = frozenset({"u", "ins"})
_UNDERLINED_STYLE: Final = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline\b")
UNDERLINED_CLASS: Final = "underline"
"""Marks a span in formats that have no ``u``."""
_BLOCKS: Final = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCRIPTS: Final = {"sup": "^", "sub": "_"}
_HIDDEN: Final = frozenset({"script", "style"})
_SPACES: Final = re.compile(r"\s+")
_EDGE: Final = "\x1f"
"""The edge of a block: the text beyond stands on another line.  No text holds it."""
_BREAK: Final = re.compile(rf"([\n{_EDGE}])")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _TextReader:
    """Collects what a reader would see; lxml's parser tells it what it meets."""

    def __init__(self, show: ShowPicture) -> None:
        self._parts: list[str] = []
        self._words: list[str] = []
        """Those since the last part."""
        self._show = show
        self._hidden = 0
        self._lined: list[tuple[str, bool]] = []
        """The open elements that may underline, and whether they do."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note that an element begins."""
        if tag == "img":
            self._add(self._show(attributes.get("src", ""), attributes.get("alt", "")))
        self._hidden += tag in _HIDDEN
        if tag in _LINE_BREAKS:
            self._add("\n")
        elif tag in _BLOCKS:
            self._add(_EDGE)
        elif tag in _SCRIPTS:
            self._add(f"${_SCRIPTS[tag]}{{")
        elif tag in _UNDERLINES or tag == "span":
            self._add("")
            self._lined.append((tag, tag in _UNDERLINES or _is_underlined(attributes)))

    def end(self, tag: str) -> None:
        """Note that an element ends."""
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _BLOCKS:
            self._add(_EDGE)
        elif tag in _SCRIPTS:
            self._add("}$")
        elif self._lined and self._lined[-1][0] == tag:
            self._add("")
            self._lined.pop()

    def data(self, text: str) -> None:
        """Note what stands between them; lxml may tell it in pieces."""
        if not self._hidden:
            self._words.append(text)

    def close(self) -> str:
        """Return all that was noted."""
        self._add("")
        return "".join(self._parts)

    def _add(self, part: str) -> None:
        """Put something behind the words that came before it."""
        words = _SPACES.sub(" ", "".join(self._words))
        lined = any(lined for _, lined in self._lined)
        self._parts += [underline(words) if lined else words, part]
        self._words.clear()


def _is_underlined(attributes: Mapping[str, str]) -> bool:
    styled = _UNDERLINED_STYLE.search(attributes.get("style", ""))
    return bool(styled) or attributes.get("class") == UNDERLINED_CLASS


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
    return "".join(_lines(parser.close()))


def _lines(text: str) -> Iterator[str]:
    """Yield lines and what parts them: an empty one where the page breaks twice."""
    begun, breaks = False, 0
    for piece in _BREAK.split(text):
        if piece in {"\n", _EDGE}:
            breaks += piece == "\n"
        elif said := piece.strip():
            if begun:
                yield "\n\n" if breaks > 1 else "\n"
            yield said
            begun, breaks = True, 0


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
        return "".join(_words_to_html(*words) for words in split_underlined(stretch))
    picture_id, alt = stretch
    source = source_of(picture_id)
    if source is None:
        return html.escape(picture_mark(picture_id, alt), quote=False)
    return f'<img src="{html.escape(source)}" alt="{html.escape(legal(alt))}">'


def _words_to_html(text: str, lined: bool) -> str:  # noqa: FBT001 - as they come in pairs
    words = html.escape(legal(text), quote=False).replace("\n", "<br>")
    return f"<u>{words}</u>" if lined else words


def legal(text: str) -> str:
    """Return a text without the letters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
