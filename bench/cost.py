"""What an hour of one student costs on AWS, by design choice: ``python -m bench.cost``.

The detector's time is measured here, as processor time of one thread.  List prices are in
``bench/prices.py``; what is assumed about the load is in ``Load``.  ``--write`` writes
``docs/cost.md``.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Final

import cv2
import skimage.data

from bench import prices
from functions.detect_frames.__main__ import MODELS_PATH
from functions.detect_frames.detector import FrameDetector

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "cost.md"
_FRAMES_AN_HOUR: Final = 3600
_AIM: Final = 0.01
"""Dollars a student-hour."""
_FULL_CORE_MB: Final = 1769
"""The memory at which Lambda gives one whole processor (AWS documentation)."""
_MEASURED_BUNDLES: Final = 12
_BUNDLE: Final = 5


@dataclass(frozen=True, slots=True)
class Design:
    """One way to run the detector."""

    name: str
    frames_an_upload: int = _BUNDLE
    uploads_a_batch: int = 10
    architecture: str = "x86_64"
    memory_mb: int = _FULL_CORE_MB // 2 + 1
    packed: bool = True
    """Whether what is stored about frames is compressed."""
    retention_months: float = 1.0
    """How long frames are kept (the Terraform variable ``frame_retention_days``)."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a student's hour holds, beside its frames; estimates unless said otherwise."""

    frame_kb: float = 25.0
    """A picture of 640 x 480 at the page's quality."""
    judged_seconds: int = 210
    """How far back an upload is judged with (chalicelib/services/analysing.py)."""
    waiting_ms: float = 40.0
    """The calls to S3 and DynamoDB that one upload waits for, one after the other."""
    heartbeats: int = 240
    answers: int = 60
    api_gb_seconds: float = 0.03
    """30 ms at 1 GB."""
    violations: int = 2
    log_kb: float = 1.0
    """What an invocation writes."""
    in_sight: float = 0.4
    """The share of students whose card a lecturer has on the screen: 16 of 40."""
    room_students: int = 40
    """Students a lecturer."""
    newest_picture_kb: float = 40.0
    """What the wall loads of an upload (web/src/lecturer/wall/frames.ts)."""
    site_kb: float = 400.0
    """The student's pages, letters and pictures of one visit."""
    live_messages: int = 30
    """Sent over a student's socket and for them over their lecturer's."""
    traced: float = 0.05
    """Lambda traces one request a second, and of the others one in twenty."""
    record_kb: float = 0.26
    """Keys, hash, names and versions of a record of observations: counted."""
    frame_packed_kb: float = 0.178
    """A frame's observations beside four others in recordings of a webcam, 0.73 KB for five, and
    its picture's hash."""
    frame_plain_kb: float = 0.50
    """The same as plain JSON: 2.49 KB for five."""


AS_BUILT: Final = Design("as built: 5 frames an upload")
DESIGNS: Final = (
    Design("one frame an upload, no batches", frames_an_upload=1, uploads_a_batch=1),
    Design("one frame an upload", frames_an_upload=1),
    replace(AS_BUILT, name="5 frames an upload, observations not packed", packed=False),
    AS_BUILT,
    replace(AS_BUILT, name="as built, 8 frames an upload", frames_an_upload=8),
    replace(AS_BUILT, name="as built, arm64 if as fast", architecture="arm64"),
    replace(AS_BUILT, name="as built, a full core", memory_mb=_FULL_CORE_MB),
    replace(AS_BUILT, name="as built, frames kept a week", retention_months=0.25),
    Design(
        "8 frames an upload, frames kept a week, arm64 if as fast",
        frames_an_upload=8,
        retention_months=0.25,
        architecture="arm64",
    ),
)


def student_hour(design: Design, load: Load, frame_ms: float) -> dict[str, float]:
    """
    Return the dollars of a student's hour at one frame a second, by service.

    Args:
        design: How the detector is run.
        load: What else the hour holds.
        frame_ms: Processor time of one frame on one full core, milliseconds.
    """
    uploads = _FRAMES_AN_HOUR / design.frames_an_upload
    batches = uploads / design.uploads_a_batch
    requests = load.heartbeats + load.answers + _wall_requests(load)
    upload_s = upload_seconds(design, load, frame_ms)
    gb_seconds = uploads * upload_s * design.memory_mb / 1024
    stored_gb = _FRAMES_AN_HOUR * load.frame_kb / 1e6
    log_gb = (batches + requests) * load.log_kb / 1e6
    return {
        "S3 requests": uploads * (prices.S3_PUT + prices.S3_GET),
        "S3 storage": stored_gb * design.retention_months * prices.S3_GB_MONTH,
        # The message costs one request, receiving and deleting one each a batch.
        "SQS": (uploads + 2 * batches) * prices.SQS_REQUEST,
        "Lambda, detector": batches * prices.LAMBDA_REQUEST
        + gb_seconds * prices.LAMBDA_GB_SECOND[design.architecture],
        "Lambda, API": requests
        * (prices.LAMBDA_REQUEST + load.api_gb_seconds * prices.LAMBDA_GB_SECOND["x86_64"]),
        "API Gateway": requests * (prices.API_GATEWAY_REST + prices.CLOUDFRONT_REQUEST)
        + 60 * (1 + 1 / load.room_students) * prices.WEBSOCKET_MINUTE
        + load.live_messages * prices.WEBSOCKET_MESSAGE,
        # Each new upload of those in sight, its newest picture.
        "pictures on the wall": uploads
        * load.in_sight
        * (prices.S3_GET + load.newest_picture_kb / 1e6 * prices.S3_GB_OUT),
        "site": load.site_kb / 1e6 * prices.CLOUDFRONT_GB,
        "DynamoDB": _dynamodb(design, load),
        "alerts": load.violations * (prices.SNS_PUBLISH + prices.SES_MAIL),
        "logs and traces": log_gb * prices.LOGS_GB
        + (batches + requests) * load.traced * prices.XRAY_TRACE,
    }


def upload_seconds(design: Design, load: Load, frame_ms: float) -> float:
    """Return how long one upload takes a detector, seconds."""
    slower = max(1.0, _FULL_CORE_MB / design.memory_mb)
    return (frame_ms * slower * design.frames_an_upload + load.waiting_ms) / 1000


def _wall_requests(load: Load) -> float:
    """Return a student's part of what their lecturer's page asks for in an hour."""
    newest_pictures, who_is_there = 3600 / 2, 3600 / 5
    return (newest_pictures + who_is_there) / load.room_students


def _dynamodb(design: Design, load: Load) -> float:
    uploads = _FRAMES_AN_HOUR / design.frames_an_upload
    frame_kb = load.frame_packed_kb if design.packed else load.frame_plain_kb
    record_kb = load.record_kb + design.frames_an_upload * frame_kb
    records_judged = load.judged_seconds / design.frames_an_upload
    # Of an upload: what was seen is written; the attempt, the exam, the baseline and the ledger
    # are read, and the observations and violations it is judged with.
    writes = uploads * ceil(record_kb)
    reads = uploads * (4 + 1 + ceil(records_judged * record_kb / 4))
    # Of the page: a heartbeat reads and writes, an answer updates one record of some kilobytes.
    writes += load.heartbeats + 3 * load.answers
    reads += load.heartbeats
    # Of the sweep: each minute, the attempt and its last observation.
    reads += 60 * 2
    # Of the wall: every two seconds, the heartbeat and the last observation of each in sight.
    reads += 3600 / 2 * load.in_sight * 2
    return writes * prices.DYNAMODB_WRITE + reads * prices.DYNAMODB_READ


def measured_frame_ms() -> float:
    """Return the processor time of one frame of a bundle on this machine, median, milliseconds."""
    picture = cv2.resize(skimage.data.astronaut()[..., ::-1], (640, 480))
    frames = [cv2.imencode(".jpg", cv2.convertScaleAbs(picture, beta=n))[1] for n in range(_BUNDLE)]
    contents, moments = [frame.tobytes() for frame in frames], [n * 1000 for n in range(_BUNDLE)]
    detector = FrameDetector(MODELS_PATH)
    detector.detect(contents, moments)
    times = []
    for _ in range(_MEASURED_BUNDLES):
        before_s = time.process_time()
        detector.detect(contents, moments)
        times.append((time.process_time() - before_s) / _BUNDLE * 1000)
    return statistics.median(times)


def table(frame_ms: float, load: Load) -> str:
    """Return the table of designs in Markdown, US cents, the dearest part named."""
    lines = [
        "| design | US cents a student-hour | dearest parts |",
        "| --- | --- | --- |",
    ]
    for design in DESIGNS:
        parts = student_hour(design, load, frame_ms)
        dearest = sorted(parts, key=lambda name: -parts[name])[:3]
        said = ", ".join(f"{name} {parts[name] * 100:.2f}" for name in dearest)
        lines.append(f"| {design.name} | {sum(parts.values()) * 100:.2f} | {said} |")
    return "\n".join(lines)


def bars(frame_ms: float, load: Load) -> str:
    """Return the parts of the design as built as bars of text."""
    parts = student_hour(AS_BUILT, load, frame_ms)
    longest = max(parts.values())
    return "\n".join(
        f"{name:<21}{cost * 100:5.2f} {'█' * round(30 * cost / longest)}".rstrip()
        for name, cost in sorted(parts.items(), key=lambda part: -part[1])
    )


def chart(frame_ms: float, load: Load) -> str:
    """Return the designs as a chart that Markdown pages draw (Mermaid), US cents."""
    costs = [sum(student_hour(design, load, frame_ms).values()) * 100 for design in DESIGNS]
    numbers = ", ".join(f'"{number}"' for number in range(1, len(DESIGNS) + 1))
    return "\n".join(
        (
            "xychart-beta",
            f"    x-axis [{numbers}]",
            '    y-axis "US cents a student-hour" 0 --> 6',
            f"    bar [{', '.join(f'{cost:.2f}' for cost in costs)}]",
            f"    line [{', '.join(['1'] * len(costs))}]",
        )
    )


def document(frame_ms: float, load: Load) -> str:
    """Return the whole of ``docs/cost.md``."""
    total = sum(student_hour(AS_BUILT, load, frame_ms).values())
    rekognition = _FRAMES_AN_HOUR * prices.REKOGNITION_IMAGE
    return f"""# What an exam costs

`python -m bench.cost --write` writes this page. One student, one hour, one frame a second, all
services counted; list prices of us-east-1, {prices.AS_OF}, without free tiers (`bench/prices.py`
says which were looked up: compare before quoting). The
detector took {frame_ms:.1f} ms of processor time a frame on the machine that wrote this
({platform.machine()}); Lambda's processors will differ. The other assumptions are the fields of `Load`
in `bench/cost.py`. Nothing was measured on AWS.

## By design

{table(frame_ms, load)}

The same in the table's order, beside the aim of one cent:

```mermaid
{chart(frame_ms, load)}
```

## As built, in US cents

```
{bars(frame_ms, load)}
```

The aim is at most one cent: as built it is {"met" if total <= _AIM else "missed"}, at {total * 100:.2f}.
The rows of the table say what each choice would change: longer bundles make the wall's pictures older.

## Beside others

| | US dollars |
| --- | --- |
| this system, a student-hour | {total:.4f} |
| Amazon Rekognition, one analysis a frame, a student-hour | {rekognition:.2f} |
| AutoProctor, published price: 10 dollars for 200 proctored tests, a test of any length | 0.05 |

Rekognition's figure is its analyses alone; one analysis finds faces or objects, not both, and neither
gaze nor a verdict about time. AutoProctor's is from its price page (autoproctor.co/pricing), undated;
what the two systems watch differs.
"""  # noqa: E501 - a page reads better unbroken


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.cost", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.name}")
    options = parser.parse_args(arguments)
    frame_ms, load = measured_frame_ms(), Load()
    print(f"\nUS cents a student-hour, {frame_ms:.1f} ms of processor time a frame")
    print(f"{table(frame_ms, load)}\n\n{bars(frame_ms, load)}")
    if options.write:
        DOCUMENT.write_text(document(frame_ms, load), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
