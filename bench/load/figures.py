"""What was measured of a room under load, and what follows from it: pure values."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil

import httpx

from chalicelib.domain.kinds import Kind


@dataclass(frozen=True, slots=True)
class Upload:
    """One bundle that the storage took in."""

    attempt_id: str
    captured_ms: tuple[int, ...]
    accepted_ms: int
    late_ms: int
    """How long after its last picture its request began: what waited for an earlier one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene that a student's camera showed."""

    attempt_id: str
    kind: Kind
    starts_ms: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A violation, and when the dashboard first knew of it."""

    attempt_id: str
    kind: str
    starts_ms: int
    known_ms: int


@dataclass(frozen=True, slots=True)
class Depth:
    """The frames queue at one moment."""

    at_s: float
    """Since the load began."""
    waiting: int
    in_work: int

    @property
    def uploads(self) -> int:
        """How many are not finished."""
        return self.waiting + self.in_work


@dataclass(slots=True)
class Measured:
    """Everything that was noted down while the load ran."""

    uploads: list[Upload] = field(default_factory=list)
    refused: int = 0
    """Uploads that the storage did not take in."""
    shown: list[Shown] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    depths: list[Depth] = field(default_factory=list)
    ages_ms: list[int] = field(default_factory=list)
    """Of the newest picture that each card in sight could show, at every look."""
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    """The newest choice that was acknowledged, by attempt and question."""
    memory_mb: dict[str, list[float]] = field(default_factory=dict)
    """What processes held, every few seconds."""
    requests_ms: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    """Requests that got no answer, or one that says that the server could not."""
    lags_ms: list[float] = field(default_factory=list)
    """How much later than asked the simulation itself was woken."""

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note how long a request takes, or that it fails; the failure goes on."""
        began_s = time.monotonic()
        try:
            yield
        except httpx.HTTPError:
            self.failures[name] += 1
            raise
        self.requests_ms.setdefault(name, []).append((time.monotonic() - began_s) * 1000)


@dataclass(frozen=True, slots=True)
class Account:
    """Where the uploaded frames are."""

    uploaded: int
    observed: int
    waiting: int
    """In the queue still, when the measurement ended."""
    set_aside: int
    """In the dead-letter queue: failed every time."""
    lost: int
    """Neither seen nor waiting nor set aside."""
    answers_kept: int = 0
    """Answers that stand as they were acknowledged."""


def account(
    uploads: Sequence[Upload], seen: Mapping[str, AbstractSet[int]], *, waiting: int, set_aside: int
) -> Account:
    """
    Say where every frame is.

    What is missing of an upload that was seen in part is lost.  Of the others queues tell how many
    they hold, not which: they are shared out among what waits, what was set aside and, if any are
    left over, what is lost.

    Args:
        uploads: What the storage took in.
        seen: The capture times that observations name, by attempt.
        waiting: Uploads in the queue or at work.
        set_aside: Uploads in the dead-letter queue.
    """
    frames = [len(one.captured_ms) for one in uploads]
    observed = [
        sum(at in seen.get(one.attempt_id, frozenset()) for at in one.captured_ms)
        for one in uploads
    ]
    unseen = [all_ for all_, known in zip(frames, observed, strict=True) if not known]
    in_part = sum(all_ - known for all_, known in zip(frames, observed, strict=True) if known)
    held = waiting + set_aside
    # Rounded upwards, so that no loss is rounded away.
    gone = ceil(sum(unseen) * max(0, len(unseen) - held) / len(unseen)) if unseen else 0
    kept = sum(unseen) - gone
    aside = round(kept * set_aside / held) if held else 0
    return Account(sum(frames), sum(observed), kept - aside, aside, in_part + gone)


def answers_kept(
    acknowledged: Mapping[tuple[str, str], str], shown: Mapping[tuple[str, str], str]
) -> int:
    """Count the answers, by attempt and question, that stand as they were acknowledged."""
    return sum(shown.get(place) == choice for place, choice in acknowledged.items())


@dataclass(frozen=True, slots=True)
class Delays:
    """How long flags took, sorted, in milliseconds."""

    after_minimum: list[int]
    """From the end of the rule's minimum duration, by the camera, to the dashboard."""
    after_upload: list[int]
    """From the storage's answer to the upload with the frame that completes the minimum."""
    missing: int
    """Scenes that no flag tells of."""


def flag_delays(measured: Measured, minimum_ms: Mapping[Kind, int]) -> Delays:
    """Find each scene's first flag and how long it took."""
    first: dict[tuple[str, str], list[Flag]] = {}
    for flag in measured.flags:
        first.setdefault((flag.attempt_id, flag.kind), []).append(flag)
    accepted: dict[str, list[Upload]] = {}
    for upload in measured.uploads:
        accepted.setdefault(upload.attempt_id, []).append(upload)
    after_minimum, after_upload, missing = [], [], 0
    for shown in measured.shown:
        minimum = minimum_ms[shown.kind]
        near = [
            flag
            for flag in first.get((shown.attempt_id, shown.kind.value), [])
            # What is seen may begin a frame late, never before.
            if 0 <= flag.starts_ms - shown.starts_ms <= minimum
        ]
        if not near:
            missing += 1
            continue
        known_ms = min(flag.known_ms for flag in near)
        due_ms = shown.starts_ms + minimum
        after_minimum.append(known_ms - due_ms)
        after_upload += [
            known_ms - upload.accepted_ms
            for upload in accepted.get(shown.attempt_id, [])
            if upload.captured_ms[0] <= due_ms <= upload.captured_ms[-1]
        ]
    return Delays(sorted(after_minimum), sorted(after_upload), missing)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that this share of all does not exceed; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def analysed_a_second(uploads: Sequence[Upload], depths: Sequence[Depth], began_ms: int) -> float:
    """
    Return how many uploads a second left the queue while it was never empty.

    Zero: it was always emptied, so that how much more it could do is not known.
    """
    busy = [depth for depth in depths if depth.waiting > 0]
    if len(busy) < 2:  # noqa: PLR2004 - a rate needs two moments
        return 0.0
    first, last = busy[0], busy[-1]
    if last.at_s <= first.at_s:
        return 0.0
    between = range(round(began_ms + first.at_s * 1000), round(began_ms + last.at_s * 1000))
    came = sum(upload.accepted_ms in between for upload in uploads)
    return (came + first.uploads - last.uploads) / (last.at_s - first.at_s)
