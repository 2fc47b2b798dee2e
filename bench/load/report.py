"""What the load measurement prints."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.load.cadence import CADENCE
from bench.load.figures import (
    Account,
    Depth,
    Measured,
    analysed_a_second,
    flag_delays,
    percentile,
)
from chalicelib.domain.kinds import Kind

_DEPTH_ROWS: Final = 12
_LATE_MS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for, and where its frames ended."""

    students: int
    seconds: int
    drained_s: float
    picture_kb: float
    filled_s: float
    began_ms: int
    account: Account
    deaths: int = 0
    """How often what runs the handlers was killed."""
    frame_seconds: int = 1
    """From one picture of a student to the next."""


def lines(run: Run, measured: Measured, minimum_ms: Mapping[Kind, int]) -> Iterator[str]:
    """Yield the report."""
    sparse = run.frame_seconds > 1
    frames = f"one frame every {run.frame_seconds} seconds" if sparse else "one frame a second"
    yield (
        f"\nA room under load: {run.students} students, {frames}, "
        f"{run.seconds / 60:g} minutes, one wall open ({os.cpu_count()} cores for everything)"
    )
    if sparse:
        yield (
            f"a page takes one a second: this is 1/{run.frame_seconds} of the pictures, in which "
            "nothing is noticed; answers, heartbeats and connections are whole"
        )
    uploads = (
        "one after the other"
        if sparse
        else f"{CADENCE['calm_frames']} an upload, {CADENCE['hurried_frames']} while much changes "
        "(web/src/camera/cadence.json)"
    )
    yield (f"pictures of {run.picture_kb:.0f} kB, {uploads}; coming in took {run.filled_s:.0f} s")
    if run.deaths:
        yield f"what runs the handlers was killed {run.deaths} times, in the middle of its work"
    yield from _frames(run, measured)
    yield from _answers(run, measured)
    yield from _delays(measured, minimum_ms)
    yield from _depths(measured.depths)
    yield from _requests(measured)
    yield from _memory(measured)
    yield from _limits(run, measured)


def _frames(run: Run, measured: Measured) -> Iterator[str]:
    where = run.account
    yield f"\n{'frames':<44}{'':>10}"
    yield f"{'  uploaded':<44}{where.uploaded:>10,}"
    yield f"{'  looked at':<44}{where.observed:>10,}"
    yield f"{f'  waiting {run.drained_s:.0f} s after the last':<44}{where.waiting:>10,}"
    yield f"{'  set aside after failing':<44}{where.set_aside:>10,}"
    yield f"{'  lost':<44}{where.lost:>10,}"
    if where.waiting:
        yield "  (the detector went on while this was counted: some of the waiting were seen, too)"
    if measured.refused:
        yield f"{'  uploads refused by the storage':<44}{measured.refused:>10,}"


def _answers(run: Run, measured: Measured) -> Iterator[str]:
    acknowledged, kept = len(measured.answers), run.account.answers_kept
    yield f"\n{'answers':<44}{'':>10}"
    yield f"{'  acknowledged':<44}{acknowledged:>10,}"
    yield f"{'  lost':<44}{acknowledged - kept:>10,}"


def _memory(measured: Measured) -> Iterator[str]:
    if measured.memory_mb:
        yield f"\n{'memory in MB':<44}{'first':>8}{'last':>8}{'most':>8}"
    for name, held in measured.memory_mb.items():
        third = max(1, len(held) // 3)
        first, last = percentile(held[:third], 0.5), percentile(held[-third:], 0.5)
        yield f"{f'  {name}, median of a third':<44}{first:8.0f}{last:8.0f}{max(held):8.0f}"


def _delays(measured: Measured, minimum_ms: Mapping[Kind, int]) -> Iterator[str]:
    delays = flag_delays(measured, minimum_ms)
    yield f"\n{'seconds':<44}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'count':>8}"
    rows = {
        "  minimum duration over -> dashboard": delays.after_minimum,
        "  upload accepted -> dashboard": delays.after_upload,
        "  age of the pictures on cards in sight": measured.ages_ms,
    }
    for name, values in rows.items():
        yield f"{name:<44}{_row(values, 1000)}{len(values):>8,}"
    yield f"{'  scenes that no flag tells of (yet)':<44}{delays.missing:>8}"


def _depths(depths: Sequence[Depth]) -> Iterator[str]:
    yield "\nuploads that wait for the detector"
    longest = max((depth.uploads for depth in depths), default=0) or 1
    step = max(1, len(depths) // _DEPTH_ROWS)
    for depth in [*depths[:-1:step], *depths[-1:]]:
        bar = "█" * round(40 * depth.uploads / longest)
        yield f"{depth.at_s:6.0f} s{depth.uploads:>8,} {bar}".rstrip()


def _requests(measured: Measured) -> Iterator[str]:
    yield f"\n{'milliseconds':<44}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'count':>8}"
    for name, values in measured.requests_ms.items():
        yield f"{'  ' + name:<44}{_row(values, 1)}{len(values):>8,}"
    if measured.failures:
        said = ", ".join(f"{name} {count:,}" for name, count in measured.failures.most_common())
        yield f"  without an answer, or a server's fault: {said}"


def _limits(run: Run, measured: Measured) -> Iterator[str]:
    """Say what the machine could not keep up with."""
    frames = sum(len(upload.captured_ms) for upload in measured.uploads)
    an_upload = frames / max(1, len(measured.uploads))
    wanted = round(run.students / run.frame_seconds, 1)
    rate = analysed_a_second(measured.uploads, measured.depths, run.began_ms) * an_upload
    yield ""
    if run.deaths:
        yield "uploads that a dead worker held came back when the queue's time-out was over"
    elif rate and rate < wanted:
        yield (
            f"the detector and its tables kept up with {rate:.0f} frames a second of "
            f"{wanted:g}: this machine holds about {rate * run.frame_seconds:.0f} such students"
        )
    else:
        yield f"the detector kept up with {wanted:g} frames a second"
    late = [upload.late_ms for upload in measured.uploads if upload.late_ms > _LATE_MS]
    if late:
        yield (
            f"{len(late):,} of {len(measured.uploads):,} uploads waited more than a second for "
            f"the one before; the longest {max(late) / 1000:.1f} s"
        )
    lag_ms = percentile(measured.lags_ms, 0.95)
    if lag_ms > _LATE_MS:
        yield f"the simulation itself was late by {lag_ms / 1000:.1f} s (p95): delays hold that"


def _row(values: Sequence[float], unit: float) -> str:
    shares = (0.5, 0.95, 0.99, 1.0)
    return "".join(f"{percentile(values, share) / unit:8.1f}" for share in shares)
