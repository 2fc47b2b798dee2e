"""When a person compares the face at the start with a later one, and what they found.

The moments are drawn by what only the server can make (an HMAC), one in each stretch of writing:
the same for whoever looks and however often, and nobody else can know them beforehand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent, EventKind
from chalicelib.domain.attempts import Attempt
from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Observation

PERIOD_MS: Final = 10 * 60_000
"""One moment in each: six of an hour's exam, so that thirty students make three a minute."""
NEAR_MS: Final = 60_000
"""So long after its moment a picture still stands for it: a student may be looking for a pen."""
SETTLED_MS: Final = 30_000
"""So late a moment is shown: its pictures come in bundles of nine seconds, and are looked at."""

Seal = Callable[[str], str]
"""Makes of a text what only this system can make: ``ports.Tokens.seal``."""


class Verdict(StrEnum):
    """What a person says of two pictures."""

    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


def spot_moments(attempt: Attempt, now_ms: int, *, seal: Seal) -> tuple[int, ...]:
    """
    Return the moments of an attempt that have come, in order, in milliseconds since the epoch.

    Of a student in whom nobody is to look for another person there is none.
    """
    if attempt.started_at is None or Kind.DIFFERENT_PERSON in attempt.exempt:
        return ()
    start_ms = round(attempt.started_at.timestamp() * 1_000)
    end = min(attempt.submitted_at or attempt.deadline, attempt.deadline)
    until_ms = min(now_ms - SETTLED_MS, round(end.timestamp() * 1_000))
    stretches = range(max(0, until_ms - start_ms) // PERIOD_MS + 1)
    drawn = (start_ms + n * PERIOD_MS + _draw(attempt.attempt_id, n, seal) for n in stretches)
    return tuple(moment for moment in drawn if moment <= until_ms)


def _draw(attempt_id: str, stretch: int, seal: Seal) -> int:
    """Draw a moment within a stretch; 256 bits make every one of them as likely as another."""
    drawn = hashlib.sha256(seal(f"spot-check:{attempt_id}:{stretch}").encode()).digest()
    return int.from_bytes(drawn) % PERIOD_MS


def choose_picture(seen: Iterable[Observation], moment_ms: int) -> Observation | None:
    """Return the first picture of one face soon after a moment, else the first one of any kind."""
    near = sorted(
        (o for o in seen if moment_ms <= o.captured_ms <= moment_ms + NEAR_MS),
        key=lambda o: o.captured_ms,
    )
    faces = (o for o in near if o.faces == 1)
    return next(faces, near[0] if near else None)


def verdicts_on(moment_ms: int, events: Iterable[AttemptEvent]) -> tuple[AttemptEvent, ...]:
    """Return what people said of a moment, oldest first; the last one stands."""
    return tuple(
        sorted(
            (e for e in events if _is_verdict(e) and e.details.get("moment_ms") == moment_ms),
            key=lambda event: event.at_ms,
        )
    )


def compared_ms(events: Iterable[AttemptEvent]) -> tuple[int, ...]:
    """Return which pictures people compared with the one at the start, in order."""
    return tuple(sorted({int(e.details["captured_ms"]) for e in events if _is_verdict(e)}))


def find_doubts(events: Iterable[AttemptEvent]) -> tuple[Episode, ...]:
    """Return an episode for each picture that somebody last called another person's, in order."""
    last = {}
    for event in sorted((e for e in events if _is_verdict(e)), key=lambda event: event.at_ms):
        last[int(event.details["captured_ms"])] = event.details["verdict"]
    return tuple(
        Episode(
            Kind.DIFFERENT_PERSON,
            # A person says so, who has seen both.
            Severity.HIGH,
            started_ms=captured_ms,
            ended_ms=captured_ms,
            confidence=1.0,
            matched_ms=(captured_ms,),
            worst_ms=captured_ms,
        )
        for captured_ms, verdict in sorted(last.items())
        if verdict == Verdict.DIFFERENT
    )


def _is_verdict(event: AttemptEvent) -> bool:
    return event.kind is EventKind.SPOT_CHECK
