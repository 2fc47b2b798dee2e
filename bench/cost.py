"""What an hour of one student costs on AWS, by design choice: ``python -m bench.cost``.

The detector's time is measured here, as processor time of one thread; where other work shares the
processor that says little, and ``--frame-ms`` takes a figure measured when nothing did.  List
prices are in ``bench/prices.py``; what is assumed about the load is in ``Load``.  ``--write``
writes ``docs/cost.md``.
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
from bench.load.cadence import CADENCE
from chalicelib.domain.alerts import DIGEST_WINDOW
from chalicelib.domain.retention import (
    NEW_EXAM_FRAME_DAYS,
    USUAL_EVIDENCE_DAYS,
    USUAL_FRAME_DAYS,
)
from functions.detect_frames.__main__ import MODELS_PATH
from functions.detect_frames.detector import FrameDetector

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "cost.md"
_FRAMES_AN_HOUR: Final = 3600
_AIM: Final = 0.01
"""Dollars a student-hour."""
_FULL_CORE_MB: Final = 1769
"""The memory at which Lambda gives one whole processor (AWS documentation)."""
_ITEM_KB: Final = 0.1
"""What DynamoDB stores beside each item for its index (AWS documentation)."""
_MEASURED_BUNDLES: Final = 12
_BUNDLE: Final = CADENCE["calm_frames"]


@dataclass(frozen=True, slots=True)
class Design:
    """One way to run the detector."""

    name: str
    frames_an_upload: int = _BUNDLE
    """While nothing happens."""
    hurried_frames: int = CADENCE["hurried_frames"]
    """While much changes."""
    glimpses: bool = True
    """Whether those in sight send small pictures; else they upload as while much changes."""
    uploads_a_batch: float = 1.0
    """Nothing waits for a batch to fill; more than one is taken at once only while many wait."""
    architecture: str = "x86_64"
    memory_mb: int = _FULL_CORE_MB // 2 + 1
    packed: bool = True
    """Whether what is stored about frames is compressed."""
    retention_months: float = NEW_EXAM_FRAME_DAYS / USUAL_FRAME_DAYS
    """How long frames are kept, as the exam says."""
    heartbeat_s: int = CADENCE["live_heartbeat_seconds"]

    def uploads(self, load: Load) -> float:
        """Return how many uploads a student's hour has."""
        hurried = load.changing
        if not self.glimpses:
            hurried += (1 - load.changing) * load.watched
        return _FRAMES_AN_HOUR * (
            (1 - hurried) / self.frames_an_upload
            + hurried / min(self.hurried_frames, self.frames_an_upload)
        )


@dataclass(frozen=True, slots=True)
class Load:
    """What a student's hour holds, beside its frames; estimates unless said otherwise."""

    frame_kb: float = 25.0
    """A picture of 640 x 480 at the page's quality."""
    judged_seconds: int = 210
    """How far back an upload is judged with (chalicelib/services/analysing.py)."""
    waiting_ms: float = 40.0
    """The calls to S3 and DynamoDB that one upload waits for, one after the other."""
    answers: int = 60
    api_gb_seconds: float = 0.03
    """30 ms at 1 GB."""
    violations: int = 2
    grave: float = 0.5
    """The share of violations that is mailed at once; the others share digests."""
    log_kb: float = 0.05
    """What an invocation writes: nothing where all goes well (system_log_level is WARN)."""
    access_log_kb: float = 0.4
    """The line about a request to either API (infra/terraform/access_logs.tf)."""
    room_students: int = 40
    """Students a lecturer: a class."""
    cards: int = 9
    """As many as the wall shows at once unless asked for more or fewer."""
    at_the_wall: float = 0.75
    """The share of the hour in which the wall is before the lecturer's eyes: a page behind another
    tab looks at nobody, nor do the heat map, the lists and a review."""
    changing: float = 0.05
    """The share of the hour in which a student's page is in a hurry: some ten changes, each with
    the twelve seconds after it.  In recordings of people who work before a webcam were none."""
    glimpse_kb: float = 10.0
    """A picture 400 wide of a webcam's recording, in base64."""
    relay_gb_seconds: float = 0.0125
    """25 ms at half a GB: a look or a glimpse, carried to the other side."""
    site_kb: float = 400.0
    """The student's pages, letters and pictures of one visit."""
    live_messages: int = 30
    """Sent over a student's socket and for them over their lecturer's."""
    traced: float = 0.05
    """Of requests and live messages, Lambda traces one a second, and of the others one in twenty;
    of uploads none (trace_uploads)."""
    record_kb: float = 0.19
    """Keys, digest, names and versions of a record of observations."""
    frame_packed_kb: float = 0.077
    """A frame's observations beside others: in recordings of a webcam 0.60 to 0.68 KB for nine."""
    frame_plain_kb: float = 0.52
    """The same as plain JSON: 4.65 KB for nine."""

    @property
    def watched(self) -> float:
        """The share of a student's hour in which a lecturer has their card before the eyes."""
        return min(1.0, self.cards / self.room_students) * self.at_the_wall


AS_BUILT: Final = Design("as built: 9 frames an upload, 2 while much changes, glimpses")
DESIGNS: Final = (
    replace(AS_BUILT, name="one frame an upload", frames_an_upload=1),
    replace(AS_BUILT, name="2 frames an upload", frames_an_upload=2),
    replace(AS_BUILT, name="5 frames an upload", frames_an_upload=5),
    replace(
        AS_BUILT,
        name="no glimpses: one frame an upload in sight and while much changes",
        glimpses=False,
        hurried_frames=1,
    ),
    replace(AS_BUILT, name="as built, observations not packed", packed=False),
    replace(AS_BUILT, name="as built, frames kept a month", retention_months=1.0),
    replace(
        AS_BUILT,
        name="as built, a heartbeat each 15 s (no socket)",
        heartbeat_s=CADENCE["heartbeat_seconds"],
    ),
    AS_BUILT,
    replace(AS_BUILT, name="as built, a full core", memory_mb=_FULL_CORE_MB),
    replace(AS_BUILT, name="as built, arm64 if as fast", architecture="arm64"),
    replace(AS_BUILT, name="as built, frames kept a day", retention_months=1 / USUAL_FRAME_DAYS),
)
ROOMS: Final = (
    ("nobody watches, nothing changes", Load(cards=0, changing=0.0)),
    ("one lecturer for 200", Load(room_students=200)),
    ("one lecturer for 40", Load()),
    ("one lecturer for 40, 16 cards all the hour", Load(cards=16, at_the_wall=1.0)),
    ("one lecturer for 40, students in a hurry a quarter of the hour", Load(changing=0.25)),
    ("one lecturer for 9, all in sight all the hour", Load(room_students=9, at_the_wall=1.0)),
)


def student_hour(design: Design, load: Load, frame_ms: float) -> dict[str, float]:
    """
    Return the dollars of a student's hour at one frame a second, by service.

    Args:
        design: How the detector is run.
        load: What else the hour holds.
        frame_ms: Processor time of one frame on one full core, milliseconds.
    """
    uploads = design.uploads(load)
    batches = uploads / design.uploads_a_batch
    requests = 3600 / design.heartbeat_s + load.answers + _wall_requests(design, load)
    upload_s = upload_seconds(design, load, frame_ms)
    gb_seconds = uploads * upload_s * design.memory_mb / 1024
    stored_gb = _FRAMES_AN_HOUR * load.frame_kb / 1e6
    log_gb = ((batches + requests) * load.log_kb + requests * load.access_log_kb) / 1e6
    return {
        "S3 requests": uploads * (prices.S3_PUT + prices.S3_GET),
        "S3 storage": stored_gb * design.retention_months * prices.S3_GB_MONTH
        # Uploads that are deleted early say so in a tag.
        + (design.retention_months < 1) * uploads * design.retention_months * prices.S3_TAG_MONTH,
        # The message costs one request, receiving and deleting one each a batch.
        "SQS": (uploads + 2 * batches) * prices.SQS_REQUEST,
        "Lambda, detector": batches * prices.LAMBDA_REQUEST
        + gb_seconds * prices.LAMBDA_GB_SECOND[design.architecture],
        "Lambda, API": requests
        * (prices.LAMBDA_REQUEST + load.api_gb_seconds * prices.LAMBDA_GB_SECOND["x86_64"]),
        "API Gateway": requests * (prices.API_GATEWAY_REST + prices.CLOUDFRONT_REQUEST)
        + 60 * (1 + 1 / load.room_students) * prices.WEBSOCKET_MINUTE
        + load.live_messages * prices.WEBSOCKET_MESSAGE,
        "pictures on the wall": load.watched * _watched_hour(design, load),
        "site": load.site_kb / 1e6 * prices.CLOUDFRONT_GB,
        "DynamoDB": _dynamodb(design, load),
        "alerts": load.violations * prices.SNS_PUBLISH + _mails(load) * prices.SES_MAIL,
        "logs and traces": log_gb * prices.LOGS_GB + requests * load.traced * prices.XRAY_TRACE,
    }


def _mails(load: Load) -> float:
    grave = load.violations * load.grave
    digests = 3600 / DIGEST_WINDOW.total_seconds() / load.room_students
    return grave + min(load.violations - grave, digests)


def upload_seconds(design: Design, load: Load, frame_ms: float) -> float:
    """Return how long one upload takes a detector, seconds."""
    slower = max(1.0, _FULL_CORE_MB / design.memory_mb)
    frames = _FRAMES_AN_HOUR / design.uploads(load)
    return (frame_ms * slower * frames + load.waiting_ms) / 1000


def _wall_requests(design: Design, load: Load) -> float:
    """Return a student's part of what their lecturer's page asks for in an hour."""
    who_is_there = 3600 / 5
    newest_pictures = 0.0 if design.glimpses else 3600 * load.at_the_wall
    return (newest_pictures + who_is_there) / load.room_students


def _watched_hour(design: Design, load: Load) -> float:
    """Return what the pictures of a student cost who is in sight for an hour."""
    if not design.glimpses:
        # Each new upload, its newest picture; the wall asks once a second.
        upload = prices.S3_GET + load.frame_kb / 1e6 * prices.S3_GB_OUT
        asking = 3600 * prices.DYNAMODB_READ * 2
        return 3600 / design.hurried_frames * upload + asking
    # In and out over the socket; who speaks and whom it is for are looked up, consistently.
    relay = 2 * prices.WEBSOCKET_MESSAGE + prices.LAMBDA_REQUEST + 2 * prices.DYNAMODB_READ
    relay += load.relay_gb_seconds * prices.LAMBDA_GB_SECOND["x86_64"]
    glimpses, looks = (3600 / CADENCE[f"{name}_seconds"] for name in ("glimpse", "look_again"))
    out = glimpses * load.glimpse_kb / 1e6 * prices.S3_GB_OUT
    logged = (load.log_kb + load.access_log_kb) / 1e6 * prices.LOGS_GB
    logged += load.traced * prices.XRAY_TRACE
    return (glimpses + looks) * (relay + logged) + out


def _dynamodb(design: Design, load: Load) -> float:
    uploads = design.uploads(load)
    frames = _FRAMES_AN_HOUR / uploads
    heartbeats = 3600 / design.heartbeat_s
    frame_kb = load.frame_packed_kb if design.packed else load.frame_plain_kb
    record_kb = load.record_kb + frames * frame_kb
    records_judged = load.judged_seconds / frames
    # Of an upload: what was seen is written; the attempt, the baseline and the ledger are read, and
    # the observations and violations it is judged with.  Its exam is read once a minute a process.
    writes = uploads * ceil(record_kb)
    reads = uploads * (3 + 1 + ceil(records_judged * record_kb / 4))
    # Of the page: a heartbeat reads and writes, an answer updates one record of some kilobytes.
    writes += heartbeats + 3 * load.answers
    reads += heartbeats
    # Of the sweep: each minute, the attempt and its last observation.
    reads += 60 * 2
    # Of the wall: who changed, by the room's index, and what was noticed.
    reads += 3600 / 5 * 5 / load.room_students
    requests = writes * prices.DYNAMODB_WRITE + reads * prices.DYNAMODB_READ
    stored_gb = uploads * (record_kb + _ITEM_KB) / 1e6
    gb_month = prices.DYNAMODB_GB_MONTH + prices.DYNAMODB_RECOVERY_GB_MONTH
    return requests + stored_gb * USUAL_EVIDENCE_DAYS / 30 * gb_month


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


def rooms(frame_ms: float) -> str:
    """Return what the design as built costs in other rooms than the usual one, in Markdown."""
    lines = [
        "| room | watched | in a hurry | US cents a student-hour |",
        "| --- | --- | --- | --- |",
    ]
    for name, load in ROOMS:
        cents = sum(student_hour(AS_BUILT, load, frame_ms).values()) * 100
        lines.append(f"| {name} | {load.watched:.0%} | {load.changing:.0%} | {cents:.2f} |")
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
detector took {frame_ms:.1f} ms of processor time a frame on the machine that wrote this, with nothing
else at work ({platform.machine()}); Lambda's processors will differ. The other assumptions are the fields of `Load`
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

## How much is watched, how much changes

Two shares decide, and both are assumptions. **Watched**: {load.cards} cards are in sight of a lecturer for
{load.room_students} students, {load.at_the_wall:.0%} of the hour: {load.watched:.0%} of a student's hour. **In a hurry**: {load.changing:.0%}, some
ten changes an hour with the twelve seconds after each (`docs/decisions/0058`, `0059`). What others would cost:

{rooms(frame_ms)}

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
    parser.add_argument(
        "--frame-ms", type=float, help="the detector's time a frame, measured on a quiet machine"
    )
    options = parser.parse_args(arguments)
    frame_ms, load = options.frame_ms or measured_frame_ms(), Load()
    print(f"\nUS cents a student-hour, {frame_ms:.1f} ms of processor time a frame")
    print(f"{table(frame_ms, load)}\n\n{rooms(frame_ms)}\n\n{bars(frame_ms, load)}")
    if options.write:
        DOCUMENT.write_text(document(frame_ms, load), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
