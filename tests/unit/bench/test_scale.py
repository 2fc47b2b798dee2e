from __future__ import annotations

from dataclasses import replace

import pytest

from bench.cost import AS_BUILT, Load
from bench.load.cadence import CADENCE
from bench.scale import Exam, Outcome, Work, delay_s, simulate

WORK = Work(upload_s=0.1)
RATE = AS_BUILT.uploads(Load()) / 3600
EXAM = Exam(1_000)


def test_a_small_exam_waits_for_nobody_but_the_first_cold_starts() -> None:
    outcome = simulate(EXAM, WORK)
    assert outcome.waited_s(0.99) <= WORK.cold_start_s + 1
    assert outcome.left < EXAM.students


def test_every_upload_is_taken_or_still_waits() -> None:
    outcome = simulate(EXAM, WORK)
    waits_s = CADENCE["calm_frames"]
    sent = RATE * sum(
        EXAM.students * min(1.0, max(0.0, (second - waits_s) / EXAM.arrival_s))
        for second in range(900)
    )
    assert sum(outcome.delays.values()) + outcome.left == pytest.approx(sent)


def test_too_few_instances_let_the_queue_grow() -> None:
    outcome = simulate(replace(EXAM, most_instances=10), WORK)
    assert outcome.peaks["detector instances"] == 10
    assert outcome.left > 10_000


def test_the_accounts_quota_holds_whatever_is_allowed() -> None:
    outcome = simulate(replace(EXAM, account_instances=15), WORK)
    assert outcome.peaks["detector instances"] <= 15


def test_as_many_uploads_arrive_as_students_send() -> None:
    assert simulate(EXAM, WORK).peaks["S3 uploads/s"] == pytest.approx(1_000 * RATE)


def test_a_share_of_delays_is_of_uploads_and_not_of_seconds() -> None:
    outcome = Outcome(delays={0: 90.0, 7: 10.0})
    assert (outcome.waited_s(0.5), outcome.waited_s(0.95)) == (0, 7)


def test_a_delay_holds_the_bundle_the_batch_and_the_push() -> None:
    outcome = Outcome(delays={2: 1.0})
    assert delay_s(outcome, WORK, 0.5) == pytest.approx(1 + 2 + 10 * 0.1 + 0.5)
