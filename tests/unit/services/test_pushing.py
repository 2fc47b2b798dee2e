"""Live news reach who may listen, and only them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from chalicelib.services.ports import (
    AttemptClaim,
    LiveTicket,
    Refused,
    Subscribed,
    ViolationNews,
)
from chalicelib.services.pushing import push_violation, subscribe
from chalicelib.services.watching import TICKET_LIFE
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.messaging import FakeConnectionStore, FakeSockets
from tests.fakes.samples import NOW, STUDENT, attempt, violation
from tests.fakes.time_and_names import FakeClock, OpenTokens


@dataclass
class Wire:
    clock: FakeClock = field(default_factory=FakeClock)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    connections: FakeConnectionStore = field(default_factory=FakeConnectionStore)
    sockets: FakeSockets = field(default_factory=FakeSockets)

    def __post_init__(self) -> None:
        self.tokens = OpenTokens(self.clock)
        self.attempts.add(attempt())

    def ticket(self, ticket_id: str = "t1", exam_id: str = "exam-1") -> str:
        return self.tokens.issue_ticket(
            LiveTicket(ticket_id, exam_id), expires_at=NOW + TICKET_LIFE
        )

    def subscribe(self, token: str, connection_id: str = "c1") -> bool:
        return subscribe(
            token,
            connection_id,
            tokens=self.tokens,
            connections=self.connections,
            sockets=self.sockets,
            clock=self.clock,
        )

    def push(self) -> int:
        return push_violation(
            violation(),
            attempts=self.attempts,
            connections=self.connections,
            sockets=self.sockets,
        )


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_a_ticket_lets_a_connection_listen_and_tells_it_so(wire: Wire) -> None:
    assert wire.subscribe(wire.ticket())
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-1")]
    assert wire.connections.listening_to("exam-1") == ("c1",)


def test_a_ticket_is_good_once(wire: Wire) -> None:
    token = wire.ticket()
    wire.subscribe(token)
    assert not wire.subscribe(token, "c2")
    assert wire.sockets.heard_by("c2") == [Refused("ticket_used")]
    assert wire.connections.listening_to("exam-1") == ("c1",)


def test_a_ticket_is_good_for_a_minute(wire: Wire) -> None:
    token = wire.ticket()
    wire.clock.pass_by(seconds=60)
    assert not wire.subscribe(token)
    assert wire.sockets.heard_by("c1") == [Refused("not_signed_in")]


def test_what_is_no_ticket_of_ours_is_refused(wire: Wire) -> None:
    assert not wire.subscribe("nonsense")
    assert wire.connections.listening_to("exam-1") == ()


def test_a_students_token_is_no_ticket(wire: Wire) -> None:
    token = wire.tokens.issue_attempt(
        AttemptClaim("a" * 32, "exam-1"), expires_at=NOW + TICKET_LIFE
    )
    assert not wire.subscribe(token)


def test_every_listener_hears_of_a_violation_and_whose_it_is(wire: Wire) -> None:
    for number in (1, 2):
        wire.subscribe(wire.ticket(f"t{number}"), f"c{number}")
    assert wire.push() == 2
    assert wire.sockets.heard_by("c2")[-1] == ViolationNews(violation(), STUDENT)


def test_listeners_of_another_exam_hear_nothing(wire: Wire) -> None:
    wire.subscribe(wire.ticket(exam_id="exam-2"))
    assert wire.push() == 0
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-2")]


def test_a_connection_that_is_gone_is_forgotten_and_the_others_are_reached(wire: Wire) -> None:
    for number in (1, 2):
        wire.subscribe(wire.ticket(f"t{number}"), f"c{number}")
    wire.sockets.gone.add("c1")
    assert wire.push() == 1
    assert wire.connections.listening_to("exam-1") == ("c2",)


def test_without_listeners_nobody_is_looked_up(wire: Wire) -> None:
    wire.attempts = FakeAttemptStore()
    assert wire.push() == 0
