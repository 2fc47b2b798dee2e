"""How long a deployed function takes to start, from its package: ``python -m bench.cold_start``.

Each package is unpacked as on Lambda and started in a clean process of the runtime's Python.
The API's first event is a student's who reads what a room is about, the detector's a real upload
of one photograph; the calls that they make go to the emulator on this machine.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import cv2
import skimage.data

from chalicelib.bootstrap import collaborators
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.frame_uploads import FrameKey
from deployment.cold_start import ColdStart, start, unpack
from deployment.contents import FUNCTIONS
from deployment.interpreters import PYTHON_VERSION, find_interpreter
from local.emulator.testing import running_emulator
from local.resources import create
from tests.fakes import samples
from tests.fakes.rest_event import rest_event

_STARTS: Final = 5


def main() -> None:
    """Print the table."""
    interpreter = find_interpreter()
    if interpreter is None:
        print(f"\nno Python {PYTHON_VERSION} here: cold starts are not measured")
        return
    print(f"\nCold starts from the packages, Python {PYTHON_VERSION}, median of {_STARTS} (ms)")
    print(f"{'function':<16}{'import, CPU':>12}{'import':>10}{'first event':>14}")
    with running_emulator() as endpoint, tempfile.TemporaryDirectory() as scratch:
        settings = create(endpoint, prefix="cold-start")
        first = {"api": _visit(), "detect_frames": _upload(settings)}
        for package in FUNCTIONS:
            folder = Path(scratch) / package.name
            unpacked = unpack(package, interpreter, folder, Path(scratch) / "packages")
            events = [first[package.name]] if package.name in first else []
            starts = [start(unpacked, interpreter, settings, events) for _ in range(_STARTS)]
            print(_row(package.name, starts))


def _row(name: str, starts: list[ColdStart]) -> str:
    cpu = statistics.median(one.import_cpu_s for one in starts) * 1000
    wall = statistics.median(one.import_s for one in starts) * 1000
    first = [one.event_s[0] for one in starts if one.event_s]
    event = f"{statistics.median(first) * 1000:14.0f}" if first else f"{'-':>14}"
    return f"{name:<16}{cpu:12.0f}{wall:10.0f}{event}"


def _visit() -> dict[str, Any]:
    return rest_event("GET", "/rooms/{room_code}", room_code=samples.content().room_code)


def _upload(settings: dict[str, str]) -> dict[str, Any]:
    """Store an exam, an attempt and a photograph; return the event that tells of it."""
    os.environ.update(settings)
    world = collaborators()
    now = world.clock.now()
    ends = now + timedelta(minutes=45)
    draft = samples.exam(
        stage=ExamStage.DRAFT, content=samples.content(starts_at=now, ends_at=ends)
    )
    world.exams.add(draft, samples.paper())
    world.exams.replace(draft, replace(draft, stage=ExamStage.PUBLISHED), now=now)
    world.attempts.add(samples.attempt(joined_at=now, started_at=now, deadline=ends))
    picture = cv2.resize(skimage.data.astronaut()[..., ::-1], (480, 480))
    key = str(FrameKey(samples.ATTEMPT_ID, round(now.timestamp() * 1000), 0))
    world.frames.keep(key, cv2.imencode(".jpg", picture)[1].tobytes())
    notice = {"Records": [{"s3": {"object": {"key": key}}}]}
    record = {"messageId": "1", "body": json.dumps(notice), "eventSource": "aws:sqs"}
    return {"Records": [record]}


if __name__ == "__main__":
    main()
