"""A training's curves as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

# Without a screen.
mpl.use("Agg")


def plot(history: Sequence[dict[str, float]], path: Path) -> None:
    """
    Draw losses on the left, measurements on the right.

    Args:
        history: One row an epoch; ``scores`` and ``boxes`` are losses, what else there is
            was measured on the validation pictures.
        path: A PNG to write.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    names = sorted({name for row in history for name in row} - {"epoch"})
    for name in names:
        rows = [row for row in history if name in row]
        axes = left if name in {"scores", "boxes"} else right
        axes.plot([row["epoch"] for row in rows], [row[name] for row in rows], label=name)
    left.set(title="loss", xlabel="epoch")
    right.set(title="AP50 on validation; recall at precision 0.9", xlabel="epoch", ylim=(0, 1))
    left.legend()
    right.legend()
    figure.savefig(path, dpi=110)
    plt.close(figure)
