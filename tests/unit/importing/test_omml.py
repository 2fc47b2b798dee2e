"""Word's equations become LaTeX."""

# ruff: noqa: RUF001 - Greek letters look like others, and are meant.

from __future__ import annotations

import pytest

from chalicelib.importing.omml import omml_to_latex
from tests.unit.importing.word_files import equation, text_run

X, Y, N = (text_run(letter) for letter in "xyn")


def part(name: str, inside: str) -> str:
    return f"<m:{name}>{inside}</m:{name}>"


def setting(name: str, **values: str) -> str:
    inside = "".join(f'<m:{key} m:val="{value}"/>' for key, value in values.items())
    return part(f"{name}Pr", inside)


@pytest.mark.parametrize(
    ("markup", "latex"),
    [
        (text_run("x+1=α"), r"x+1=\alpha"),
        (text_run("αx"), r"\alpha x"),
        (text_run("2×3≤7"), r"2\times 3\le 7"),
        (part("f", part("num", X) + part("den", Y)), r"\frac{x}{y}"),
        (part("f", setting("f", type="lin") + part("num", X) + part("den", Y)), "{x}/{y}"),
        (part("sSup", part("e", X) + part("sup", text_run("2"))), "x^{2}"),
        (part("sSub", part("e", X) + part("sub", N)), "x_{n}"),
        (part("sSubSup", part("e", X) + part("sub", N) + part("sup", Y)), "x_{n}^{y}"),
        (part("sSup", part("e", text_run("ab")) + part("sup", N)), "{ab}^{n}"),
        (part("rad", part("deg", "") + part("e", X)), r"\sqrt{x}"),
        (part("rad", part("deg", text_run("3")) + part("e", X)), r"\sqrt[3]{x}"),
        (part("d", part("e", X)), r"\left( x \right)"),
        (part("d", setting("d", begChr="[", endChr="]") + part("e", X)), r"\left[ x \right]"),
        (part("d", setting("d", begChr="{", endChr="") + part("e", X)), r"\left\{ x \right."),
        (
            part("nary", setting("nary", chr="∑") + part("sub", N) + part("sup", Y) + part("e", X)),
            r"\sum_{n}^{y} x",
        ),
        (part("nary", part("sub", "") + part("sup", "") + part("e", X)), r"\int x"),
        (part("func", part("fName", text_run("sin")) + part("e", X)), r"\sin x"),
        (
            part(
                "func",
                part("fName", part("limLow", part("e", text_run("lim")) + part("lim", N)))
                + part("e", X),
            ),
            r"\lim_{n} x",
        ),
        (part("acc", setting("acc", chr="\u20d7") + part("e", X)), r"\vec{x}"),
        (part("acc", setting("acc", chr="\u20d7") + part("e", X + Y)), r"\overrightarrow{x y}"),
        (part("bar", setting("bar", pos="top") + part("e", X)), r"\overline{x}"),
        (
            part("m", part("mr", part("e", X) + part("e", Y)) * 2),
            r"\begin{matrix}x & y \\ x & y\end{matrix}",
        ),
        (
            part("eqArr", part("e", X) + part("e", Y)),
            r"\begin{aligned}x \\ y\end{aligned}",
        ),
        (part("borderBox", part("e", X)), "x"),
    ],
)
def test_a_construct_is_written_as_latex(markup: str, latex: str) -> None:
    assert omml_to_latex(equation(markup)) == latex


def test_constructs_stand_within_each_other() -> None:
    root = part("rad", part("deg", "") + part("e", X))
    markup = part("f", part("num", root) + part("den", part("sSup", part("e", Y) + part("sup", N))))
    assert omml_to_latex(equation(markup)) == r"\frac{\sqrt{x}}{y^{n}}"
