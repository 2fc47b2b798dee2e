"""Word's equations (Office Math, ECMA-376 part 1 section 22.1) as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from chalicelib.importing.omml_symbols import ACCENTS, DELIMITERS, FUNCTIONS, N_ARY, SYMBOLS

NEXT_ROW: Final = r" \\ "
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

Element = Any
"""lxml's elements have no public type."""


def omml_to_latex(element: Element) -> str:
    """
    Write an ``m:oMath`` element as LaTeX, without the dollars around it.

    A construct that is not known is written as what stands inside it.
    """
    return " ".join(filter(None, (_write(child) for child in _elements(element)))).strip()


def _write(element: Element) -> str:
    name = element.tag.removeprefix(MATH)
    if name in {"ctrlPr", "rPr"} or name.endswith("Pr"):
        return ""
    writer = _WRITERS.get(name)
    return writer(element) if writer else omml_to_latex(element)


def _part(element: Element, name: str) -> str:
    found = element.find(MATH + name)
    return "" if found is None else omml_to_latex(found)


def _setting(element: Element, name: str, default: str) -> str:
    """Return ``<m:name m:val="…"/>`` of an element's properties."""
    found = element.find(f"{MATH}{element.tag.removeprefix(MATH)}Pr/{MATH}{name}")
    return default if found is None else str(found.get(MATH + "val", ""))


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element if isinstance(child.tag, str))


def _run(element: Element) -> str:
    text = "".join(child.text or "" for child in element.iter(MATH + "t"))
    if text.strip() in FUNCTIONS:
        return "\\" + text.strip()
    written = ""
    for letter in text:
        symbol = SYMBOLS.get(letter, letter)
        # A command swallows the letter behind it unless a space parts them.
        written += symbol + (" " if symbol.startswith("\\") and symbol[-1].isalpha() else "")
    return written.strip()


def _fraction(element: Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    match _setting(element, "type", "bar"):
        case "lin" | "skw":
            return f"{{{above}}}/{{{below}}}"
        case "noBar":
            return rf"\binom{{{above}}}{{{below}}}"
        case _:
            return rf"\frac{{{above}}}{{{below}}}"


def _scripts(element: Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    base = _part(element, "e")
    return (
        (base if len(base) <= 1 else f"{{{base}}}")
        + (f"_{{{below}}}" if below else "")
        + (f"^{{{above}}}" if above else "")
    )


def _scripts_before(element: Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    return f"{{}}_{{{below}}}^{{{above}}}{_part(element, 'e')}"


def _root(element: Element) -> str:
    degree = _part(element, "deg")
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(element, 'e')}}}"


def _delimited(element: Element) -> str:
    opening, closing = _setting(element, "begChr", "("), _setting(element, "endChr", ")")
    between = _setting(element, "sepChr", "|")
    inside = between.join(omml_to_latex(e) for e in element.findall(MATH + "e"))
    first, last = (DELIMITERS.get(mark, mark) for mark in (opening, closing))
    return rf"\left{first} {inside} \right{last}"


def _n_ary(element: Element) -> str:
    sign = N_ARY.get(_setting(element, "chr", "∫"), r"\int")
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{sign}{limits} {_part(element, 'e')}"


def _function(element: Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit_below(element: Element) -> str:
    return f"{_part(element, 'e')}_{{{_part(element, 'lim')}}}"


def _limit_above(element: Element) -> str:
    return rf"\overset{{{_part(element, 'lim')}}}{{{_part(element, 'e')}}}"


def _accent(element: Element) -> str:
    accent = ACCENTS.get(_setting(element, "chr", "\u0302"), r"\hat")
    inside = _part(element, "e")
    if accent == r"\vec" and len(inside) > 1:
        accent = r"\overrightarrow"
    return f"{accent}{{{inside}}}"


def _bar(element: Element) -> str:
    name = "overline" if _setting(element, "pos", "bot") == "top" else "underline"
    return rf"\{name}{{{_part(element, 'e')}}}"


def _matrix(element: Element) -> str:
    rows = (
        " & ".join(omml_to_latex(cell) for cell in row.findall(MATH + "e"))
        for row in element.findall(MATH + "mr")
    )
    return rf"\begin{{matrix}}{NEXT_ROW.join(rows)}\end{{matrix}}"


def _equations(element: Element) -> str:
    rows = (omml_to_latex(row) for row in element.findall(MATH + "e"))
    return rf"\begin{{aligned}}{NEXT_ROW.join(rows)}\end{{aligned}}"


_WRITERS: Final[Mapping[str, Callable[[Element], str]]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts_before,
    "rad": _root,
    "d": _delimited,
    "nary": _n_ary,
    "func": _function,
    "limLow": _limit_below,
    "limUpp": _limit_above,
    "acc": _accent,
    "bar": _bar,
    "m": _matrix,
    "eqArr": _equations,
}
