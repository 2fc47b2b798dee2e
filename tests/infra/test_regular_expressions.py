"""Whatever is written into the product's texts and files, no regular expression runs for long.

A linear search through an attack's 20,000 letters takes about a millisecond of the processor; one
that looks at each of them again from each of the others takes seconds, and one that tries every way
to part them never ends.  The limit lies between, far from both, and counts this process's own time.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("chalicelib", "functions", "agents", "deployment")
SOURCE: Final = "\n".join(
    path.read_text("utf-8") for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))
)
USES: Final = r"match|fullmatch|search|sub|split|find\w+"
LENGTH: Final = 20_000
LIMIT_S: Final = 0.3
ATOMS: Final = (
    *("a", "A", "đ", "1", "0", " ", "\t", "\n", "\\", "\\a", "a ", " a", "1 ", "1.", "1,", ". "),
    *("a.", "a@", "a/", "-", "_", "1:", "::", "%1", "[a]", "![", "<a", '"', "|", " | ", ";", "A."),
)


class RanTooLongError(Exception):
    """An expression used up its time."""


@contextmanager
def processor_time(limit_s: float) -> Iterator[None]:
    """Raise RanTooLongError when the body needs more; regular expressions look for signals."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise RanTooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def modules() -> Iterator[str]:
    for package in PACKAGES:
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            if not module.name.endswith(("__main__", "handler", "requirements")):
                yield module.name


def expressions() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes], tuple[str, ...]]]:
    """Yield each expression with how it is used; those that are handed on are matched."""
    for module in modules():
        loaded = importlib.import_module(module)
        own = Path(str(loaded.__file__)).read_text("utf-8")
        for name, value in vars(loaded).items():
            if isinstance(value, re.Pattern):
                # A private name is its module's own; others may have one like it.
                where = own if name.startswith("_") else SOURCE
                used = re.findall(rf"\b{name}\.({USES})\(", where)
                yield f"{module}.{name}", value, tuple(sorted(set(used) or {"match"}))
    inline = rf"\bre\.({USES})\(\s*r?(\"[^\"]+\"|'[^']+')\s*,"
    for how, literal in re.findall(inline, SOURCE):
        yield literal, re.compile(literal[1:-1]), (how,)


EXPRESSIONS: Final = sorted({e[1].pattern: e for e in expressions()}.values(), key=lambda e: e[0])


def attacks(pattern: str) -> Iterator[str]:
    """Yield long texts that nearly fit: a piece over and over, behind what opens the expression."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.|\?P<\w+>", " ", pattern))
    openings = ("", *re.findall(r"[:!\[(@\"/=%|]{1,2}", pattern)[:6], *words[:6])
    for opening in dict.fromkeys(openings):
        for atom in dict.fromkeys((*ATOMS, *words, *(f"{word} " for word in words))):
            yield opening + atom * (LENGTH // len(atom)) + "\x00"


def run(pattern: re.Pattern[str] | re.Pattern[bytes], how: str, text: str) -> None:
    told = text.encode() if isinstance(pattern.pattern, bytes) else text
    with processor_time(LIMIT_S):
        if how == "sub":
            pattern.sub(told[:0], told)  # type: ignore[arg-type]
        elif how == "finditer":
            list(pattern.finditer(told))  # type: ignore[arg-type]
        else:
            getattr(pattern, how)(told)


@pytest.mark.parametrize(
    ("pattern", "used"), [e[1:] for e in EXPRESSIONS], ids=[e[0] for e in EXPRESSIONS]
)
def test_no_text_keeps_an_expression_busy(
    pattern: re.Pattern[str] | re.Pattern[bytes], used: tuple[str, ...]
) -> None:
    slow = []
    for text in attacks(str(pattern.pattern)):
        for how in used:
            try:
                run(pattern, how, text)
            except RanTooLongError:
                slow.append((how, text[:20]))
    assert not slow


@pytest.mark.parametrize(("slow", "how"), [(r"(a|aa)+$", "match"), (r"\s+$", "search")])
def test_what_is_slow_is_found_out(slow: str, how: str) -> None:
    pattern = re.compile(slow)

    def attack() -> None:
        for text in attacks(slow):
            run(pattern, how, text)

    with pytest.raises(RanTooLongError):
        attack()
