"""How unlike two faces are, by what a network makes of them.

The network is not ours: it comes with the distance at which its makers part persons, and every
threshold here is a multiple of that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def unlikeness(first: Sequence[float], later: Sequence[float], limit: float) -> float | None:
    """
    Return the cosine distance of two faces over a network's own limit.

    Args:
        first: What a network made of the face at the start.
        later: What it made of a later one; as long as the first.
        limit: The cosine distance, 0..2, above which the network's makers call two faces those of
            different persons.

    Returns:
        0 for the same direction, 1 at the limit; None where a face has no direction.

    Raises:
        ValueError: The vectors differ in length, or the limit is none.
    """
    if limit <= 0:
        raise ValueError(f"a limit of {limit}")
    lengths = math.hypot(*first) * math.hypot(*later)
    if not math.isfinite(lengths) or lengths == 0.0:
        return None
    cosine = math.fsum(a * b for a, b in zip(first, later, strict=True)) / lengths
    return (1.0 - min(1.0, max(-1.0, cosine))) / limit
