"""What an exam of many students asks of AWS, second by second: ``python -m bench.scale``.

A model, not a measurement: frames arrive as the pages send them, wait in one queue in order, and
are taken by as many instances as SQS, Lambda and our settings let start.  The detector's time is
measured here.  Quotas are AWS's defaults (documentation of Lambda, SQS, S3, API Gateway, DynamoDB).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Final

from bench.cost import AS_BUILT, Load, measured_frame_ms, upload_seconds
from bench.load.cadence import CADENCE

_SIMULATED_S: Final = 900
_LOAD: Final = Load()
_UPLOADS_A_SECOND: Final = AS_BUILT.uploads(_LOAD) / 3600
"""Of one student: nine pictures each while nothing happens, two while much changes."""
_SIGNALS_A_SECOND: Final = _LOAD.watched * (
    1 / CADENCE["glimpse_seconds"] + 1 / CADENCE["look_again_seconds"]
)
"""Of one student, or to them: glimpses and looks."""
_BATCH: Final = 10


@dataclass(frozen=True, slots=True)
class Exam:
    """Who comes, and what is set up for them."""

    students: int
    arrival_s: int = 60
    """Within how many seconds all of them start."""
    first_instances: int = 5
    """With how many SQS begins to read (Lambda's documentation); more in provisioned mode."""
    more_instances_a_minute: int = 300
    most_instances: int = 500
    """The Terraform variable ``maximum_concurrency.detect_frames``."""
    account_instances: int = 1000
    """Lambda's quota of concurrent executions."""


@dataclass(frozen=True, slots=True)
class Work:
    """How long things take, in seconds."""

    upload_s: float
    """One upload in the detector."""
    cold_start_s: float = 3.0
    push_s: float = 0.5
    """From the topic to the lecturer's screen."""
    api_s: float = 0.03


@dataclass(slots=True)
class Outcome:
    """What happened."""

    delays: dict[int, float] = field(default_factory=dict)
    """How many uploads waited in the queue for so many seconds."""
    peaks: dict[str, float] = field(default_factory=dict)
    left: float = 0.0
    """Uploads still waiting at the end."""

    def peak(self, name: str, value: float) -> None:
        """Keep the highest value of a figure."""
        self.peaks[name] = max(value, self.peaks.get(name, 0.0))

    def waited_s(self, share: float) -> float:
        """Return the seconds that a share of the uploads did not wait longer than."""
        reached, wanted = 0.0, share * sum(self.delays.values())
        for seconds in sorted(self.delays):
            reached += self.delays[seconds]
            if reached >= wanted:
                return float(seconds)
        return 0.0


# What AWS allows before anybody asks for more; what each figure is compared with.
QUOTAS: Final = {
    "S3 uploads/s": 3_500.0,  # to one prefix partition; S3 splits it under load, within minutes
    "detector instances": 1_000.0,
    "observation writes/s": 4_000.0,  # units that a new on-demand table takes at once
    "API requests/s": 10_000.0,
    "API instances": 1_000.0,
    "socket messages/s": 10_000.0,  # with the API's requests, of an account in a region
}


def simulate(exam: Exam, work: Work) -> Outcome:
    """Play the first quarter of an hour of an exam, second by second."""
    outcome = Outcome()
    waiting: deque[tuple[int, float]] = deque()  # the second of arrival, how many
    instances = [0.0]
    allowed = min(exam.most_instances, exam.account_instances)
    for second in range(_SIMULATED_S):
        uploads = _joined(exam, second - AS_BUILT.frames_an_upload) * _UPLOADS_A_SECOND
        if uploads:
            waiting.append((second, uploads))
        ramp = exam.first_instances + exam.more_instances_a_minute / 60 * second
        wanted = sum(count for _, count in waiting) / _BATCH
        instances.append(min(allowed, ramp, max(ceil(wanted), instances[-1])))
        # An instance that is new starts to work when it has started.
        warm = instances[max(0, second - ceil(work.cold_start_s))]
        taken = _take(waiting, warm / work.upload_s, second, outcome)
        _note_peaks(outcome, exam, work, second, uploads=uploads, taken=taken)
        outcome.peak("detector instances", instances[-1])
    outcome.left = sum(count for _, count in waiting)
    return outcome


def delay_s(outcome: Outcome, work: Work, share: float) -> float:
    """
    Return the seconds from a picture to the lecturer's screen that a share of them stay under.

    Of a picture while much changes, which is what is noticed.  Everything but the queue is taken at
    its worst: the first picture of a bundle, a batch's last upload.
    """
    bundled = AS_BUILT.hurried_frames - 1
    return bundled + outcome.waited_s(share) + _BATCH * work.upload_s + work.push_s


def _joined(exam: Exam, second: int) -> float:
    return exam.students * min(1.0, max(0.0, second / exam.arrival_s))


def _take(
    waiting: deque[tuple[int, float]], capacity: float, second: int, outcome: Outcome
) -> float:
    """Take the oldest uploads off the queue; return how many."""
    left = capacity
    while waiting and left > 0:
        arrived, count = waiting.popleft()
        taken = min(count, left)
        delay = second - arrived
        outcome.delays[delay] = outcome.delays.get(delay, 0.0) + taken
        left -= taken
        if count > taken:
            waiting.appendleft((arrived, count - taken))
    return capacity - left


def _note_peaks(
    outcome: Outcome, exam: Exam, work: Work, second: int, *, uploads: float, taken: float
) -> None:
    # Coming in takes three requests; then two heartbeats and an answer a minute.
    coming = _joined(exam, second + 1) - _joined(exam, second)
    requests = 3 * coming + _joined(exam, second) * (1 / AS_BUILT.heartbeat_s + 1 / 60)
    outcome.peak("S3 uploads/s", uploads)
    outcome.peak("observation writes/s", taken)  # of a kilobyte
    outcome.peak("API requests/s", requests)
    outcome.peak("API instances", requests * work.api_s)
    outcome.peak("socket messages/s", _joined(exam, second) * _SIGNALS_A_SECOND)


def table(title: str, exams: list[Exam], work: Work) -> str:
    """Return a table: delays in seconds, and what passes which quota first."""
    lines = [title, f"{'students':>9}{'p50':>7}{'p95':>7}{'p99':>7}{'waiting':>10}  over quota"]
    for exam in exams:
        outcome = simulate(exam, work)
        delays = "".join(f"{delay_s(outcome, work, share):7.1f}" for share in (0.5, 0.95, 0.99))
        over = [
            f"{name} {outcome.peaks[name]:,.0f}"
            for name, quota in QUOTAS.items()
            if outcome.peaks[name] > quota
        ]
        said = ", ".join(over) or "none"
        lines.append(f"{exam.students:9,}{delays}{outcome.left:10,.0f}  {said}")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    work = Work(upload_s=upload_seconds(AS_BUILT, Load(), measured_frame_ms()))
    exams = [Exam(students) for students in (100, 1_000, 10_000, 30_000, 100_000)]
    ready = [
        replace(
            exam,
            first_instances=ceil(exam.students * _UPLOADS_A_SECOND * work.upload_s * 1.3),
            most_instances=4_000,
            account_instances=5_000,
        )
        for exam in exams
    ]
    print(
        f"\nFrom a picture to the lecturer's screen (s), all within a minute; {work.upload_s:.2f} s"
    )
    print(table("\nas deployed", exams, work))
    print(
        table("\npollers provisioned, 5,000 instances granted, 4,000 for the detector", ready, work)
    )


if __name__ == "__main__":
    main()
