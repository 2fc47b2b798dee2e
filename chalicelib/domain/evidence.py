"""Which pictures of an episode are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

MAX_EVIDENCE: Final = 8
EVIDENCE_SPACING_MS: Final = 2_000
AROUND_MS: Final = 6_000
"""How far before the first and after the last a picture still shows how it came and went."""


@dataclass(frozen=True, slots=True)
class Moments:
    """The times that matter of one violation."""

    first_ms: int
    last_ms: int
    worst_ms: int | None
    matched_ms: Sequence[int]
    """Of the episodes that were found just now."""


def choose_evidence(
    moments: Moments, kept: Collection[int], seen_ms: Sequence[int]
) -> tuple[int, ...]:
    """
    Choose which moments to keep as pictures, at most ``MAX_EVIDENCE``.

    The first, the worst and the last come before all, then one just before and one just after.
    The others spread over the whole: as it grows, those that stand too close make room.

    Args:
        moments: Of the violation as it stands now.
        kept: Times of the pictures that it has.
        seen_ms: Capture times of the observations at hand.
    """
    possible = {*kept, *moments.matched_ms}
    chosen: list[int] = []
    for time in (moments.first_ms, moments.worst_ms, moments.last_ms):
        if time is not None and time in possible and time not in chosen:
            chosen.append(time)
    chosen += [time for time in _around(moments, {*kept, *seen_ms}) if time not in chosen]
    spacing = max(EVIDENCE_SPACING_MS, (moments.last_ms - moments.first_ms) // MAX_EVIDENCE)
    for time in (*sorted(kept), *moments.matched_ms):
        if len(chosen) >= MAX_EVIDENCE:
            break
        inside = moments.first_ms <= time <= moments.last_ms
        if inside and all(abs(time - other) >= spacing for other in chosen):
            chosen.append(time)
    return tuple(sorted(chosen))


def _around(moments: Moments, times: Iterable[int]) -> tuple[int, ...]:
    """Return the nearest moment well before the first and well after the last one."""
    early = moments.first_ms - EVIDENCE_SPACING_MS
    late = moments.last_ms + EVIDENCE_SPACING_MS
    before = [time for time in times if moments.first_ms - AROUND_MS <= time <= early]
    after = [time for time in times if late <= time <= moments.last_ms + AROUND_MS]
    return (*sorted(before)[-1:], *sorted(after)[:1])
