from __future__ import annotations

from agents.rtsp.clock import ServerClock

SERVER_MS = 1_795_000_000_000


def test_the_server_read_its_clock_halfway_through_the_round_trip() -> None:
    clock = ServerClock(lambda: 10.0)
    clock.correct(SERVER_MS, sent_at=10.0, received_at=10.4)
    assert clock.at_ms(10.2) == SERVER_MS


def test_time_goes_on_with_the_monotonic_clock() -> None:
    moment = 10.0
    clock = ServerClock(lambda: moment)
    clock.correct(SERVER_MS, sent_at=10.0, received_at=10.0)
    moment = 12.5
    assert clock.now_ms() == SERVER_MS + 2500


def test_a_slow_answer_does_not_replace_a_quick_one() -> None:
    clock = ServerClock(lambda: 0.0)
    clock.correct(SERVER_MS, sent_at=0.0, received_at=0.02)
    # The request was held up, the answer was not: its middle is a second off.
    clock.correct(SERVER_MS + 3000, sent_at=1.0, received_at=3.0)
    assert clock.at_ms(0.01) == SERVER_MS


def test_a_quicker_answer_replaces_a_slow_one() -> None:
    clock = ServerClock(lambda: 0.0)
    clock.correct(SERVER_MS, sent_at=0.0, received_at=4.0)
    clock.correct(SERVER_MS, sent_at=5.0, received_at=5.02)
    assert clock.at_ms(5.01) == SERVER_MS


def test_a_slow_answer_replaces_a_quick_one_that_cannot_be_true_any_more() -> None:
    clock = ServerClock(lambda: 0.0)
    clock.correct(SERVER_MS, sent_at=0.0, received_at=0.02)
    an_hour_asleep = SERVER_MS + 3_600_000
    clock.correct(an_hour_asleep, sent_at=1.0, received_at=3.0)
    assert clock.at_ms(2.0) == an_hour_asleep
