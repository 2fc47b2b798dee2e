"""Letters and signs of Word's equations, and what LaTeX calls them."""

# ruff: noqa: RUF001 - these letters look like others, and are meant.

from __future__ import annotations

from typing import Final

SYMBOLS: Final = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon",
    "θ": r"\theta", "λ": r"\lambda", "μ": r"\mu", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma",
    "τ": r"\tau", "φ": r"\varphi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta",
    "Ω": r"\Omega", "Σ": r"\Sigma", "Φ": r"\Phi", "×": r"\times", "÷": r"\div", "±": r"\pm",
    "∓": r"\mp", "⋅": r"\cdot", "·": r"\cdot", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "≈": r"\approx", "≡": r"\equiv", "∞": r"\infty", "→": r"\to", "←": r"\leftarrow",
    "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "↔": r"\leftrightarrow",
    "⇌": r"\rightleftharpoons", "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "∪": r"\cup",
    "∩": r"\cap", "∅": r"\varnothing", "∀": r"\forall", "∃": r"\exists", "∂": r"\partial",
    "∇": r"\nabla", "∠": r"\angle", "⊥": r"\perp", "∥": r"\parallel", "°": r"^{\circ}",
    "−": "-", "\u2061": "", "…": r"\ldots", "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}",
    "ℤ": r"\mathbb{Z}", "′": "'", "\\": r"\backslash", "{": r"\{", "}": r"\}", "%": r"\%",
    "#": r"\#", "$": r"\$", "&": r"\&", "_": r"\_",
}  # fmt: skip
N_ARY: Final = {
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint",
    "⋃": r"\bigcup", "⋂": r"\bigcap",
}  # fmt: skip
ACCENTS: Final = {
    "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar", "\u0305": r"\overline",
    "\u0307": r"\dot", "\u0308": r"\ddot", "\u20d7": r"\vec", "→": r"\vec",
}  # fmt: skip
DELIMITERS: Final = {"{": r"\{", "}": r"\}", "": ".", "⌊": r"\lfloor", "⌋": r"\rfloor",
                      "⌈": r"\lceil", "⌉": r"\rceil", "‖": r"\|"}  # fmt: skip
FUNCTIONS: Final = frozenset({"sin", "cos", "tan", "cot", "log", "ln", "lim", "max", "min", "exp"})
