"""A room full of students on this machine: ``python -m bench.load --students 300 --minutes 5``.

The students upload real JPEG pictures, send heartbeats and answers as their pages do; some leave,
some are joined by another person.  A lecturer's wall is open.  Then the queue may empty, and
every uploaded frame is looked for among the observations, every acknowledged answer on its page.
With ``--kill-workers 45`` whatever runs the handlers is killed every 45 seconds or so.
``--frame-seconds 20`` takes a picture every 20 seconds only, so that a small machine holds many
students; their answers, heartbeats and connections are as many as ever.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from itertools import count
from math import ceil
from typing import Any, Final

import httpx

from bench.load.dashboard import Dashboard
from bench.load.figures import Account, Measured, account, answers_kept
from bench.load.queue import FramesQueue
from bench.load.report import Run, lines
from bench.load.scenes import Album
from bench.load.students import Room, Student, now_ms
from bench.load.workers import MortalWorkers, resident_mb
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import PRESETS
from local.testing import running_site

_LOOK_EVERY_S: Final = 5.0
_LOOKS_A_LINE: Final = 6
"""Of progress."""
_SOON_S: Final = 3.0
"""Between the doors' closing and the first picture."""
_LAST_NEWS_S: Final = 6.0
"""What the wall may take to hear of the last upload that was looked at."""
_MINIMUM_MS: Final = {
    kind: PRESETS["standard"].rules[kind].minimum_ms for kind in (Kind.NO_FACE, Kind.SEVERAL_PEOPLE)
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 1 if a frame was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long they write")
    parser.add_argument(
        "--drain-minutes", type=float, default=10.0, help="how long the queue may take to empty"
    )
    parser.add_argument(
        "--kill-workers", type=float, default=0.0, metavar="SECONDS", help="how often on average"
    )
    parser.add_argument(
        "--frame-seconds", type=int, default=1, help="from one picture to the next; default: 1"
    )
    options = parser.parse_args(arguments)
    album = Album(round(options.minutes * 60))
    measured = Measured()
    with (
        redirect_stdout(io.StringIO()),
        running_site(workers=False) as state,
        MortalWorkers(state["environment"]) as workers,
    ):
        run = asyncio.run(_measure(state, options, album, measured, workers))
    print("\n".join(lines(run, measured, _MINIMUM_MS)))
    return 1 if run.account.lost or run.account.answers_kept < len(measured.answers) else 0


async def _measure(
    state: dict[str, Any],
    options: argparse.Namespace,
    album: Album,
    measured: Measured,
    workers: MortalWorkers,
) -> Run:
    seconds, site = round(options.minutes * 60), state["site_url"]
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=options.students)
    queue = FramesQueue(state["environment"])
    async with (
        httpx.AsyncClient(
            base_url=f"{site}/api", trust_env=False, timeout=60, limits=limits
        ) as pages,
        # A browser of its own: the wall waits for no student's connection.
        httpx.AsyncClient(base_url=f"{site}/api", trust_env=False, timeout=60) as lecturer,
    ):
        dashboard = Dashboard(lecturer, site, state["demo"], measured)
        await dashboard.sign_in()
        room = Room(
            pages,
            site,
            state["demo"]["room_code"],
            measured,
            frame_seconds=options.frame_seconds,
        )
        filling_s = time.monotonic()
        students = await room.fill(options.students)
        filled_s = time.monotonic() - filling_s
        await dashboard.give_time(ceil(options.minutes))
        stop = asyncio.Event()
        watching = asyncio.create_task(dashboard.watch(stop))
        gateway = state["process_ids"]["gateway"]
        sampling = asyncio.create_task(_sample(queue, measured, stop, workers, gateway))
        dying = asyncio.create_task(_kill(workers, options.kill_workers))
        began_ms = now_ms() + round(_SOON_S * 1000)
        queue.begin()
        await room.work(students, album, began_ms=began_ms, seconds=seconds)
        dashboard.cameras_run = False
        ended_s = time.monotonic()
        dying.cancel()
        await _drain(queue, options.drain_minutes * 60)
        drained_s = time.monotonic() - ended_s
        await asyncio.sleep(_LAST_NEWS_S)
        stop.set()
        await asyncio.gather(watching, sampling)
        where = await _account(dashboard, room, students, queue, measured)
    return Run(
        options.students,
        seconds,
        drained_s,
        album.picture_kb,
        filled_s,
        began_ms,
        where,
        workers.deaths,
        options.frame_seconds,
    )


async def _kill(workers: MortalWorkers, mean_s: float) -> None:
    if mean_s:
        await workers.keep_dying(mean_s)


async def _sample(
    queue: FramesQueue,
    measured: Measured,
    stop: asyncio.Event,
    workers: MortalWorkers,
    gateway: int,
) -> None:
    for look in count():
        if stop.is_set():
            return
        measured.depths.append(await queue.depth())
        if look % _LOOKS_A_LINE == 0:
            _tell(measured)
        for name, process_id in (("gateway", gateway), ("workers", workers.process_id)):
            if held_mb := resident_mb(process_id):
                measured.memory_mb.setdefault(name, []).append(held_mb)
        await asyncio.wait([asyncio.create_task(stop.wait())], timeout=_LOOK_EVERY_S)


def _tell(measured: Measured) -> None:
    """Say on stderr how far it is: the tables come at the end."""
    now = measured.depths[-1]
    frames = sum(len(upload.captured_ms) for upload in measured.uploads)
    print(
        f"load: {now.at_s / 60:4.1f} min, {frames:,} frames sent, {now.uploads:,} uploads wait, "
        f"{len(measured.answers):,} answers, {sum(measured.failures.values()):,} requests failed",
        file=sys.stderr,
        flush=True,
    )


async def _drain(queue: FramesQueue, within_s: float) -> None:
    """Wait until nothing waits for the detector, but no longer than that."""
    until = time.monotonic() + within_s
    while (await queue.depth()).uploads and time.monotonic() < until:  # noqa: ASYNC110 - a queue tells nobody
        await asyncio.sleep(1)


async def _account(
    dashboard: Dashboard,
    room: Room,
    students: Sequence[Student],
    queue: FramesQueue,
    measured: Measured,
) -> Account:
    """Look for every frame and answer; what is being looked at meanwhile counts as seen."""
    waiting = (await queue.depth()).uploads
    seen = {one.attempt_id: await dashboard.seen(one.attempt_id) for one in students}
    frames = account(measured.uploads, seen, waiting=waiting, set_aside=await queue.set_aside())
    kept: dict[tuple[str, str], str] = {}
    for student in students:
        kept |= await room.kept_answers(student)
    return replace(frames, answers_kept=answers_kept(measured.answers, kept))


if __name__ == "__main__":
    raise SystemExit(main())
