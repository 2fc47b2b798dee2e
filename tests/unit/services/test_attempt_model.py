"""However the calls of one attempt interleave, what was promised to the student holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chalicelib.domain.acts import ActKind, Order
from chalicelib.domain.attempts import Answer, Attempt, AttemptState, newest
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import (
    AttemptNotStartedError,
    AttemptOverError,
    AttemptPausedError,
    AttemptTakenOverError,
    NobodyToReachError,
    RoomNotOpenError,
)
from chalicelib.domain.scoring import score_paper
from chalicelib.services import acting
from tests.fakes.acts import FakeActStore, FakeRoomNewsQueue
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, answer, paper

QUESTIONS = st.sampled_from(["q1", "q2"])
CHOICES = st.sampled_from(["c1", "c2", "c3", None])
SOME = 4
"""Answers chosen before anybody ends it: most of what can go wrong goes wrong before."""
REFUSALS = (AttemptNotStartedError, AttemptOverError, AttemptPausedError)


class AttemptModel(RuleBasedStateMachine):
    """
    A student's pages, a lecturer and the sweep at one attempt, in any order.

    The model knows what the pages sent and what the server acknowledged; everything else is
    read from the store.
    """

    @initialize(waits=st.sampled_from([False, False, True]))
    def join(self, *, waits: bool) -> None:
        self.room, self.acts = Room(), FakeActStore()
        self.claim = self.room.tokens.verify_attempt(self.room.join().token)
        self.sequence = 0
        self.sent: list[tuple[AttemptClaim, str, Answer]] = []
        self.acknowledged: dict[str, Answer] = {}
        self.deadline = self.attempt.deadline
        self.handed_in: Attempt | None = None
        if not waits:
            self.start()

    @property
    def attempt(self) -> Attempt:
        return self.room.attempts.get(self.claim.attempt_id)

    @property
    def grace(self) -> timedelta:
        return timedelta(seconds=self.attempt.grace_seconds)

    @rule()
    def start(self) -> None:
        waited = self.attempt.state is AttemptState.JOINED
        try:
            self.room.start(self.claim)
        except RoomNotOpenError:
            assert waited
            return
        if waited:
            self.deadline = self.attempt.deadline

    @rule()
    def join_again(self) -> None:
        before = self.attempt
        try:
            joined = self.room.join()
        except RoomNotOpenError:
            return
        self.claim = self.room.tokens.verify_attempt(joined.token)
        assert joined.page.attempt.answers == before.answers

    @rule(question=QUESTIONS, choice=CHOICES)
    def save(self, question: str, choice: str | None) -> None:
        self._deliver(*self._chosen(question, choice))

    @rule(question=QUESTIONS, choice=CHOICES)
    def save_and_lose_the_reply(self, question: str, choice: str | None) -> None:
        self._deliver(*self._chosen(question, choice), reply_arrives=False)

    @rule(question=QUESTIONS, choice=CHOICES)
    def choose_without_a_network(self, question: str, choice: str | None) -> None:
        self._chosen(question, choice)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_again_what_was_chosen_before(self, data: st.DataObject) -> None:
        self._deliver(*data.draw(st.sampled_from(self.sent)))

    @precondition(lambda self: len(self.sent) >= SOME)
    @rule()
    def submit(self) -> None:
        try:
            self.room.submit(self.claim)
        except AttemptNotStartedError:
            assert self.attempt.state is AttemptState.JOINED

    @precondition(lambda self: len(self.sent) >= SOME)
    @rule(question=QUESTIONS, choice=CHOICES)
    def save_while_it_is_handed_in(self, question: str, choice: str | None) -> None:
        def slip_in() -> None:
            self._deliver(*self._chosen(question, choice))

        self.room.attempts.before_submit.append(slip_in)
        self.submit()
        self.room.attempts.before_submit.clear()

    @rule()
    def sweep(self) -> None:
        late = self.room.clock.now() > self.attempt.deadline + self.grace
        self.room.sweep()
        due = late and self.attempt.supervision.paused_at is None
        if due:
            assert self.attempt.state is not AttemptState.WRITING

    @rule()
    def beat(self) -> None:
        upload = self.room.beat(self.claim).upload
        assert (upload is None) is (self.attempt.state is AttemptState.SUBMITTED)

    @rule(minutes=st.sampled_from([0.2, 1, 10, 30]))
    def let_time_pass(self, minutes: float) -> None:
        self.room.clock.pass_by(minutes=minutes)

    @precondition(lambda self: self.attempt.state is AttemptState.WRITING)
    @rule(seconds=st.sampled_from([-1, 0, 1, 59, 60, 61]))
    def let_the_time_be_up(self, seconds: int) -> None:
        moment = self.attempt.deadline + timedelta(seconds=seconds)
        left = moment - self.room.clock.now()
        self.room.clock.pass_by(seconds=max(left.total_seconds(), 0))

    @rule(minutes=st.integers(1, 20))
    def add_time(self, minutes: int) -> None:
        self._act(Order(ActKind.EXTRA_TIME, minutes=minutes), timedelta(minutes=minutes))

    @rule()
    def pause(self) -> None:
        self._act(Order(ActKind.PAUSE))

    @rule()
    def resume(self) -> None:
        stood = self.attempt.supervision.paused_at
        now = self.room.clock.now()
        self._act(Order(ActKind.RESUME), timedelta() if stood is None else now - stood)

    @precondition(lambda self: len(self.sent) >= SOME)
    @rule()
    def end(self) -> None:
        self._act(Order(ActKind.END, (self.claim.attempt_id,), text="Hết giờ"))

    @invariant()
    def no_acknowledged_answer_is_lost(self) -> None:
        kept = self.attempt.answers
        assert all(newest(one, kept[q]) == kept[q] for q, one in self.acknowledged.items())

    @invariant()
    def what_is_kept_is_what_a_page_sent(self) -> None:
        sent = [(question, chosen) for _, question, chosen in self.sent]
        assert all(answered in sent for answered in self.attempt.answers.items())

    @invariant()
    def the_deadline_moves_by_a_lecturers_act_alone(self) -> None:
        assert self.attempt.deadline == self.deadline

    @invariant()
    def what_was_handed_in_stays_as_it_was(self) -> None:
        if self.handed_in is None and self.attempt.state is AttemptState.SUBMITTED:
            self.handed_in = self.attempt
        if self.handed_in is not None:
            now, then = self.attempt, self.handed_in
            assert (now.answers, now.score, now.receipt, now.submitted_at) == (
                then.answers,
                then.score,
                then.receipt,
                then.submitted_at,
            )

    @invariant()
    def the_score_is_that_of_the_answers_kept(self) -> None:
        scored = score_paper(paper(), self.attempt.responses)
        over = self.attempt.state is AttemptState.SUBMITTED
        assert self.attempt.score == (scored if over else None)

    def _chosen(self, question: str, choice: str | None) -> tuple[AttemptClaim, str, Answer]:
        self.sequence += 1
        now_ms = round(self.room.clock.now().timestamp() * 1_000)
        chosen = replace(answer(choice, self.sequence, now_ms), device=self.claim.device)
        self.sent.append((self.claim, question, chosen))
        return self.sent[-1]

    def _deliver(
        self, claim: AttemptClaim, question: str, chosen: Answer, *, reply_arrives: bool = True
    ) -> None:
        """Save as a page does; what is taken was in time, what is refused has a reason."""
        before, now = self.attempt, self.room.clock.now()
        in_time = before.takes(chosen, now) and before.supervision.paused_at is None
        try:
            kept = self.room.save(claim, question, chosen)
        except AttemptTakenOverError:
            assert claim.device != before.device
            return
        except REFUSALS:
            assert not in_time
            return
        assert in_time
        assert now <= before.deadline + self.grace
        assert newest(chosen, kept) == kept
        if reply_arrives:
            self.acknowledged[question] = newest(self.acknowledged.get(question), kept)

    def _act(self, order: Order, moves: timedelta = timedelta()) -> None:
        before = self.attempt
        try:
            acting.perform_act(
                "exam-1",
                order,
                lecturer=LECTURER,
                exams=self.room.exams,
                attempts=self.room.attempts,
                acts=self.acts,
                news=FakeRoomNewsQueue(),
                identifiers=self.room.identifiers,
                clock=self.room.clock,
            )
        except NobodyToReachError:
            return
        applies = before.state is AttemptState.WRITING
        self.deadline = before.deadline + (moves if applies else timedelta())


# Enough for each pair of calls to meet several times; still well within ten seconds.
AttemptModel.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
test_any_interleaving_keeps_the_promises: Callable[..., object] = AttemptModel.TestCase
