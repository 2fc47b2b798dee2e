"""Live connections: who may listen, what they hear, what is carried between them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import NotSignedInError
from chalicelib.services.listening import (
    TICKET_LIFE,
    hang_up,
    issue_lecturer_ticket,
    subscribe,
)
from chalicelib.services.ports import (
    Listener,
    LiveTicket,
    Refused,
    Signal,
    SignalKind,
    SignalNews,
    SignalRequest,
    SignedOut,
    Subscribed,
    ViolationNews,
)
from chalicelib.services.pushing import push_violation
from chalicelib.services.signalling import relay_signal
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.lecturer_desk import FakeOwnAccount
from tests.fakes.messaging import FakeConnectionStore, FakeSockets
from tests.fakes.samples import (
    ATTEMPT_ID,
    LECTURER,
    NOW,
    SOMEBODY_ELSE,
    STUDENT,
    attempt,
    exam,
    paper,
    violation,
)
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock, OpenTokens

OFFER = Signal(ATTEMPT_ID, SignalKind.OFFER, "v=0")


@dataclass
class Wire:
    clock: FakeClock = field(default_factory=FakeClock)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    identifiers: CountingIdentifiers = field(default_factory=CountingIdentifiers)
    connections: FakeConnectionStore = field(default_factory=FakeConnectionStore)
    sockets: FakeSockets = field(default_factory=FakeSockets)
    exams: FakeExamStore = field(default_factory=FakeExamStore)

    def __post_init__(self) -> None:
        self.tokens = OpenTokens(self.clock)
        self.attempts.add(attempt())
        self.exams.add(exam(), paper())
        self.own = FakeOwnAccount(session=LECTURER.lecturer_id, other=SOMEBODY_ELSE.lecturer_id)

    def ticket(
        self, ticket_id: str = "t1", exam_id: str = "exam-1", attempt_id: str | None = None
    ) -> str:
        return self.tokens.issue_ticket(
            LiveTicket(ticket_id, exam_id, attempt_id), expires_at=NOW + TICKET_LIFE
        )

    def draw(self, session: str = "session") -> str:
        """Draw a ticket as the lecturer of the exam does."""
        return issue_lecturer_ticket(
            "exam-1",
            session,
            lecturer=LECTURER,
            exams=self.exams,
            own=self.own,
            tokens=self.tokens,
            identifiers=self.identifiers,
            clock=self.clock,
        )

    def hang_up(self) -> int:
        return hang_up(
            SignedOut(LECTURER.lecturer_id),
            connections=self.connections,
            sockets=self.sockets,
            clock=self.clock,
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

    def lecturer(self, connection_id: str, exam_id: str = "exam-1") -> None:
        assert self.subscribe(self.ticket(connection_id, exam_id), connection_id)

    def student(self, connection_id: str, attempt_id: str = ATTEMPT_ID) -> None:
        assert self.subscribe(self.ticket(connection_id, attempt_id=attempt_id), connection_id)

    def push(self) -> int:
        return push_violation(
            violation(),
            attempts=self.attempts,
            cameras=FakeCameraStore(),
            connections=self.connections,
            sockets=self.sockets,
        )

    def signal(self, sender: str, signal: Signal = OFFER, to: str | None = None) -> int:
        return relay_signal(
            SignalRequest(signal, to),
            sender,
            connections=self.connections,
            sockets=self.sockets,
        )


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_a_ticket_lets_a_connection_listen_and_tells_it_so(wire: Wire) -> None:
    assert wire.subscribe(wire.ticket())
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-1")]
    assert wire.connections.lecturers_of("exam-1") == (Listener("c1", "exam-1"),)


def test_a_students_ticket_lets_it_listen_to_its_own_attempt_only(wire: Wire) -> None:
    assert wire.subscribe(wire.ticket(attempt_id=ATTEMPT_ID))
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-1", ATTEMPT_ID)]
    assert wire.connections.lecturers_of("exam-1") == ()
    assert wire.connections.students_of("exam-1", ATTEMPT_ID) != ()
    assert wire.connections.students_of("exam-1", "b" * 32) == ()


def test_a_ticket_is_good_once(wire: Wire) -> None:
    token = wire.ticket()
    wire.subscribe(token)
    assert not wire.subscribe(token, "c2")
    assert wire.sockets.heard_by("c2") == [Refused("ticket_used")]
    assert wire.connections.of_connection("c2") == ()


def test_a_ticket_is_good_for_a_minute(wire: Wire) -> None:
    token = wire.ticket()
    wire.clock.pass_by(seconds=60)
    assert not wire.subscribe(token)
    assert wire.sockets.heard_by("c1") == [Refused("not_signed_in")]


def test_what_is_no_ticket_of_ours_is_refused(wire: Wire) -> None:
    assert not wire.subscribe("nonsense")
    assert wire.connections.of_connection("c1") == ()


def test_a_students_token_is_no_ticket(wire: Wire) -> None:
    token = wire.tokens.issue_attempt(AttemptClaim(ATTEMPT_ID, "exam-1"), expires_at=NOW)
    assert not wire.subscribe(token)


def test_every_lecturer_hears_of_a_violation_and_whose_it_is(wire: Wire) -> None:
    for connection in ("c1", "c2"):
        wire.lecturer(connection)
    assert wire.push() == 2
    assert wire.sockets.heard_by("c2")[-1] == ViolationNews(violation(), STUDENT)


def test_students_do_not_hear_of_a_violation(wire: Wire) -> None:
    wire.student("c1")
    assert wire.push() == 0
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-1", ATTEMPT_ID)]


def test_listeners_of_another_exam_hear_nothing(wire: Wire) -> None:
    wire.lecturer("c1", "exam-2")
    assert wire.push() == 0
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-2")]


def test_a_connection_that_is_gone_is_forgotten_and_the_others_are_reached(wire: Wire) -> None:
    for connection in ("c1", "c2"):
        wire.lecturer(connection)
    wire.sockets.gone.add("c1")
    assert wire.push() == 1
    assert wire.connections.lecturers_of("exam-1") == (Listener("c2", "exam-1"),)


def test_without_listeners_nobody_is_looked_up(wire: Wire) -> None:
    wire.attempts = FakeAttemptStore()
    assert wire.push() == 0


def test_a_lecturers_signal_reaches_the_student_with_where_to_answer(wire: Wire) -> None:
    wire.lecturer("c1")
    wire.student("c2")
    assert wire.signal("c1") == 1
    assert wire.sockets.heard_by("c2")[-1] == SignalNews(OFFER, "c1")


def test_a_students_signal_reaches_only_the_lecturer_it_is_for(wire: Wire) -> None:
    wire.student("c0")
    for connection in ("c1", "c2"):
        wire.lecturer(connection)
    assert wire.signal("c0", to="c2") == 1
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-1")]
    assert wire.sockets.heard_by("c2")[-1] == SignalNews(OFFER, "c0")


def test_a_lecturer_of_another_exam_reaches_no_student(wire: Wire) -> None:
    wire.lecturer("c1", "exam-2")
    wire.student("c2")
    assert wire.signal("c1") == 0
    assert wire.sockets.heard_by("c1")[-1] == Refused("nobody_there")
    assert wire.sockets.heard_by("c2") == [Subscribed("exam-1", ATTEMPT_ID)]


def test_a_student_speaks_for_their_own_attempt_only(wire: Wire) -> None:
    wire.lecturer("c1")
    wire.student("c2", "b" * 32)
    assert wire.signal("c2") == 0
    assert wire.sockets.heard_by("c1") == [Subscribed("exam-1")]


def test_students_do_not_reach_one_another(wire: Wire) -> None:
    wire.student("c1")
    wire.student("c2")
    assert wire.signal("c1", to="c2") == 0


def test_who_does_not_listen_may_not_signal(wire: Wire) -> None:
    wire.student("c2")
    assert wire.signal("c1") == 0
    assert wire.sockets.heard_by("c1") == [Refused("not_subscribed")]


def test_a_signal_to_a_connection_that_is_gone_forgets_it_and_says_so(wire: Wire) -> None:
    wire.lecturer("c1")
    wire.student("c2")
    wire.sockets.gone.add("c2")
    assert wire.signal("c1") == 0
    assert wire.sockets.heard_by("c1")[-1] == Refused("nobody_there")
    assert wire.connections.students_of("exam-1") == ()


def test_a_look_reaches_the_student_and_the_glimpse_whoever_looked(wire: Wire) -> None:
    wire.student("c0")
    for connection in ("c1", "c2"):
        wire.lecturer(connection)
    look = Signal(ATTEMPT_ID, SignalKind.LOOK, "")
    assert wire.signal("c1", look) == 1
    assert wire.sockets.heard_by("c0")[-1] == SignalNews(look, "c1")
    glimpse = Signal(ATTEMPT_ID, SignalKind.GLIMPSE, "{}")
    assert wire.signal("c0", glimpse, to="c1") == 1
    assert wire.sockets.heard_by("c1")[-1] == SignalNews(glimpse, "c0")
    assert wire.sockets.heard_by("c2") == [Subscribed("exam-1")]


def test_a_session_that_was_signed_out_draws_no_ticket(wire: Wire) -> None:
    wire.own.sign_out_everywhere("session")
    with pytest.raises(NotSignedInError):
        wire.draw()


def test_anothers_session_draws_no_ticket(wire: Wire) -> None:
    with pytest.raises(NotSignedInError):
        wire.draw("other")


def test_who_is_signed_out_is_told_and_hung_up_on_and_hears_nothing_more(wire: Wire) -> None:
    for connection in ("c1", "c2"):
        assert wire.subscribe(wire.draw(), connection)
    assert wire.hang_up() == 2
    assert wire.sockets.heard_by("c2")[-1] == Refused("signed_out")
    assert wire.sockets.closed == ["c1", "c2"]
    assert wire.push() == 0
    assert wire.connections.of_connection("c1") == ()


def test_a_connection_to_two_exams_is_closed_once(wire: Wire) -> None:
    for exam_id in ("exam-1", "exam-2"):
        listener = Listener("c1", exam_id, lecturer_id=LECTURER.lecturer_id)
        wire.connections.add(listener, expires_at=NOW)
    assert wire.hang_up() == 1
    assert wire.sockets.heard_by("c1") == [Refused("signed_out")]
    assert wire.sockets.closed == ["c1"]


def test_others_listen_on_while_somebody_is_signed_out(wire: Wire) -> None:
    other = LiveTicket("t1", "exam-1", lecturer_id=SOMEBODY_ELSE.lecturer_id, drawn_at=NOW)
    assert wire.subscribe(wire.tokens.issue_ticket(other, expires_at=NOW + TICKET_LIFE), "c1")
    wire.student("c2")
    wire.lecturer("c3")  # by a ticket of an earlier release, which named nobody
    assert wire.hang_up() == 0
    assert wire.sockets.closed == []
    assert wire.push() == 2


def test_a_ticket_drawn_before_the_sign_out_lets_nobody_in_after_it(wire: Wire) -> None:
    before = wire.draw()
    wire.clock.pass_by(seconds=1)
    wire.hang_up()
    assert not wire.subscribe(before)
    assert wire.sockets.heard_by("c1") == [Refused("signed_out")]
    assert wire.push() == 0


def test_who_signs_in_again_listens_again(wire: Wire) -> None:
    wire.hang_up()
    wire.clock.pass_by(seconds=1)
    assert wire.subscribe(wire.draw())
    assert wire.push() == 1
