from __future__ import annotations

import pytest

from agents.rtsp.backoff import Backoff


@pytest.mark.parametrize(("failures", "delay_s"), [(0, 0.5), (1, 0.5), (2, 1), (3, 2), (5, 7.5)])
def test_the_least_delay_doubles_up_to_half_the_longest(failures: int, delay_s: float) -> None:
    assert Backoff(first_s=1, longest_s=15, draw=lambda: 0).delay_s(failures) == delay_s


def test_jitter_spreads_a_delay_over_its_upper_half() -> None:
    assert Backoff(first_s=4, draw=lambda: 0.5).delay_s(1) == 3


def test_a_day_of_failures_does_not_overflow() -> None:
    assert Backoff(longest_s=15, draw=lambda: 0).delay_s(100_000) == 7.5
