"""Attempts in DynamoDB; what is asked of one request alone is asked of the fake store too."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.adapters.tables.attempts import DynamoAttemptStore
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.attempts import (
    Answer,
    Attempt,
    AttemptState,
    CameraState,
    OpenAttempt,
    Presence,
    Student,
)
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptOverError,
    AttemptTakenOverError,
    QuestionNotFoundError,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.scoring import Score
from chalicelib.services.ports import AttemptStore
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.samples import NOW, answer, attempt, paper
from tests.integration.core.at_once import at_once

WRITERS = 4


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, world: Collaborators) -> AttemptStore:
    return FakeAttemptStore() if request.param == "fake" else world.attempts


@pytest.fixture
def dynamo(world: Collaborators) -> DynamoAttemptStore:
    assert isinstance(world.attempts, DynamoAttemptStore)
    return world.attempts


def fresh(exam_id: str | None = None, number: str = "SBD001", name: str = "An") -> Attempt:
    return attempt(
        secrets.token_hex(16),
        exam_id=exam_id or secrets.token_hex(4),
        student=Student(name, number),
    )


def test_an_attempt_comes_back_as_it_was_stored(store: AttemptStore) -> None:
    made = fresh()
    assert store.add(made) == made
    assert store.get(made.attempt_id) == made


def test_an_attempt_that_is_not_there_is_not_found(store: AttemptStore) -> None:
    with pytest.raises(AttemptNotFoundError):
        store.get(secrets.token_hex(16))


@pytest.mark.parametrize("number", ["SBD001", "sbd001", " SBD001 "])
def test_a_student_number_has_one_attempt_in_an_exam(store: AttemptStore, number: str) -> None:
    first = store.add(fresh("exam-one-" + secrets.token_hex(4)))
    assert store.add(fresh(first.exam_id, number, "Ai khác")) == first


def test_a_student_number_has_another_attempt_in_another_exam(store: AttemptStore) -> None:
    assert store.add(fresh()) != store.add(fresh())


def test_the_newest_answer_is_kept_and_returned(store: AttemptStore) -> None:
    made = store.add(fresh())
    for chosen in (answer("c1", 1), answer(None, 2)):
        assert store.save_answer(made.attempt_id, "q1", chosen, now=NOW) == chosen
    late = store.save_answer(made.attempt_id, "q1", answer("c3", 0), now=NOW)
    assert late == answer(None, 2)
    assert store.get(made.attempt_id).answers == {"q1": answer(None, 2)}


def test_of_two_answers_with_one_sequence_the_first_stands(store: AttemptStore) -> None:
    made = store.add(fresh())
    store.save_answer(made.attempt_id, "q1", answer("c1", 1), now=NOW)
    assert store.save_answer(made.attempt_id, "q1", answer("c2", 1), now=NOW) == answer("c1", 1)


def test_answers_to_two_questions_stand_beside_each_other(store: AttemptStore) -> None:
    made = store.add(fresh())
    for name in ("q1", "q2"):
        store.save_answer(made.attempt_id, name, answer("c1", 1), now=NOW)
    stored = store.get(made.attempt_id)
    assert (set(stored.answers), stored.revision) == ({"q1", "q2"}, 2)


def test_a_question_of_another_paper_is_refused(store: AttemptStore) -> None:
    made = store.add(fresh())
    with pytest.raises(QuestionNotFoundError):
        store.save_answer(made.attempt_id, "q9", answer(), now=NOW)


def test_an_answer_for_no_attempt_is_refused_and_makes_none(store: AttemptStore) -> None:
    nowhere = secrets.token_hex(16)
    with pytest.raises(AttemptNotFoundError):
        store.save_answer(nowhere, "q1", answer(), now=NOW)
    with pytest.raises(AttemptNotFoundError):
        store.get(nowhere)


def test_the_grace_period_ends_to_the_microsecond(store: AttemptStore) -> None:
    made = store.add(fresh())
    end = made.accepts_until
    store.save_answer(made.attempt_id, "q1", answer(), now=end)
    with pytest.raises(AttemptOverError):
        store.save_answer(made.attempt_id, "q2", answer(), now=end + timedelta(microseconds=1))


def test_an_answer_chosen_a_millisecond_after_the_deadline_is_refused(
    store: AttemptStore,
) -> None:
    made = store.add(fresh())
    last_ms = int(made.deadline.timestamp() * 1000)
    store.save_answer(made.attempt_id, "q1", answer(answered_ms=last_ms), now=made.deadline)
    with pytest.raises(AttemptOverError):
        store.save_answer(made.attempt_id, "q2", answer(answered_ms=last_ms + 1), now=made.deadline)


def test_a_handed_in_attempt_keeps_its_score_and_takes_no_answer(store: AttemptStore) -> None:
    made = store.add(fresh())
    store.save_answer(made.attempt_id, "q1", answer("c2"), now=NOW)
    handed_in = store.get(made.attempt_id).submitted(paper(), NOW)
    assert store.submit(handed_in)
    assert store.get(made.attempt_id) == handed_in
    assert handed_in.score == Score(1, 2)
    with pytest.raises(AttemptOverError):
        store.save_answer(made.attempt_id, "q1", answer("c1", 9), now=NOW)


def test_a_hand_in_that_has_not_seen_the_last_answer_is_not_stored(store: AttemptStore) -> None:
    made = store.add(fresh())
    store.save_answer(made.attempt_id, "q1", answer(), now=NOW)
    assert not store.submit(made.submitted(paper(), NOW))
    assert store.get(made.attempt_id).state is AttemptState.WRITING


def test_an_attempt_is_handed_in_once(store: AttemptStore) -> None:
    handed_in = store.add(fresh()).submitted(paper(), NOW)
    assert [store.submit(handed_in) for _ in range(2)] == [True, False]


def test_a_room_lists_its_students_with_their_heartbeats(store: AttemptStore) -> None:
    first = store.add(fresh())
    second = store.add(fresh(first.exam_id, "SBD002", "Bình"))
    presence = Presence(NOW, CameraState.OFF, 1)
    store.record_presence(first, presence)
    store.record_presence(first, replace(presence, answered=2))
    rows = {row.student.name: row for row in store.list_of(first.exam_id)}
    assert rows["An"].presence == replace(presence, answered=2)
    assert (rows["An"].answered, rows["Bình"].answered) == (2, 0)
    assert rows["Bình"].attempt_id == second.attempt_id


def test_a_room_lists_no_other_rooms_students(store: AttemptStore) -> None:
    here, _elsewhere = store.add(fresh()), store.add(fresh())
    assert [row.attempt_id for row in store.list_of(here.exam_id)] == [here.attempt_id]


def test_a_handed_in_row_counts_the_answers_themselves(store: AttemptStore) -> None:
    made = store.add(fresh())
    store.save_answer(made.attempt_id, "q1", answer("c2"), now=NOW)
    store.submit(store.get(made.attempt_id).submitted(paper(), NOW))
    [row] = store.list_of(made.exam_id)
    assert (row.answered, row.score, row.submitted_at) == (1, Score(1, 2), NOW)


def test_open_attempts_are_found_in_every_partition(dynamo: DynamoAttemptStore) -> None:
    exam_id = secrets.token_hex(4)
    names = {f"{shard:032x}" for shard in range(0xF00, 0xF0A)}
    for number, name in enumerate(sorted(names)):
        dynamo.add(replace(fresh(exam_id, str(number)), attempt_id=name))
    assert names <= {found.attempt_id for found in dynamo.open()}


SAVES = st.permutations([answer(f"c{n}", n) for n in range(4)])


@given(st.lists(SAVES, min_size=1, max_size=2).map(lambda lists: [a for x in lists for a in x]))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_order_of_saves_the_highest_sequence_stands(
    dynamo: DynamoAttemptStore, saves: list[Answer]
) -> None:
    made = dynamo.add(fresh())
    highest = -1
    for chosen in saves:
        highest = max(highest, chosen.sequence)
        kept = dynamo.save_answer(made.attempt_id, "q1", chosen, now=NOW)
        assert kept.sequence == highest
    assert dynamo.get(made.attempt_id).answers == {"q1": answer("c3", 3)}


def test_students_of_one_number_who_join_at_once_get_one_attempt(
    dynamo: DynamoAttemptStore,
) -> None:
    exam_id = secrets.token_hex(4)
    tries = [fresh(exam_id) for _ in range(WRITERS)]
    found = at_once([lambda made=made: dynamo.add(made) for made in tries])  # type: ignore[misc]
    names = {made.attempt_id for made in found if isinstance(made, Attempt)}
    assert len(names) == 1, found
    assert [row.attempt_id for row in dynamo.list_of(exam_id)] == list(names)


def test_answers_saved_at_once_leave_the_highest_sequence(dynamo: DynamoAttemptStore) -> None:
    made = dynamo.add(fresh())
    found = at_once(
        [
            lambda n=n: dynamo.save_answer(made.attempt_id, "q1", answer(f"c{n}", n), now=NOW)  # type: ignore[misc]
            for n in range(WRITERS)
        ]
    )
    assert all(isinstance(kept, Answer) for kept in found), found
    assert dynamo.get(made.attempt_id).answers["q1"].sequence == WRITERS - 1


@pytest.mark.parametrize("round_number", range(3))
def test_no_answer_that_was_taken_is_missing_from_what_was_handed_in(
    dynamo: DynamoAttemptStore, round_number: int
) -> None:
    del round_number
    made = dynamo.add(fresh())
    sequences = count()

    def save() -> bool:
        taken = False
        for _ in range(5):
            chosen = answer("c2", next(sequences))
            try:
                dynamo.save_answer(made.attempt_id, "q1", chosen, now=NOW)
            except AttemptOverError:
                return taken
            taken = True
        return taken

    def submit() -> bool:
        while not dynamo.submit(dynamo.get(made.attempt_id).submitted(paper(), NOW)):
            pass
        return True

    taken, _ = at_once([save, submit])
    handed_in = dynamo.get(made.attempt_id)
    assert handed_in.state is AttemptState.SUBMITTED
    assert handed_in.revision == sum(a.sequence + 1 for a in handed_in.answers.values())
    assert taken is bool(handed_in.answers)
    assert handed_in.score == Score(1 if handed_in.answers else 0, 2)


def test_two_hand_ins_at_once_are_one(dynamo: DynamoAttemptStore) -> None:
    made = dynamo.add(fresh())
    found = at_once(
        [
            lambda s=s: dynamo.submit(made.submitted(paper(), NOW + timedelta(seconds=s)))  # type: ignore[misc]
            for s in range(WRITERS)
        ]
    )
    assert sorted(map(str, found)) == ["False"] * (WRITERS - 1) + ["True"]


def test_what_a_student_is_exempt_from_is_kept_and_taken_back(store: AttemptStore) -> None:
    made = store.add(fresh())
    kinds = {Kind.NO_FACE, Kind.TALKING}
    store.exempt(made.attempt_id, kinds)
    assert store.get(made.attempt_id).exempt == kinds
    store.exempt(made.attempt_id, ())
    assert store.get(made.attempt_id).exempt == frozenset()


def test_nobody_who_is_not_there_is_exempt(store: AttemptStore) -> None:
    nowhere = secrets.token_hex(16)
    with pytest.raises(AttemptNotFoundError):
        store.exempt(nowhere, {Kind.NO_FACE})
    with pytest.raises(AttemptNotFoundError):
        store.get(nowhere)


def test_a_hand_in_that_knows_of_no_exemption_is_done_again(store: AttemptStore) -> None:
    made = store.add(fresh())
    store.exempt(made.attempt_id, {Kind.NO_FACE})
    assert not store.submit(made.submitted(paper(), NOW))
    again = store.get(made.attempt_id)
    assert store.submit(again.submitted(paper(), NOW))
    assert store.get(made.attempt_id).exempt == {Kind.NO_FACE}


def test_who_is_writing_is_found_until_they_hand_in(store: AttemptStore) -> None:
    made = store.add(replace(fresh(), exempt=frozenset({Kind.PHONE}), grace_seconds=90))
    expected = OpenAttempt(
        made.attempt_id, made.exam_id, NOW, made.deadline, made.accepts_until, made.exempt
    )
    assert expected in set(store.open())
    store.submit(made.submitted(paper(), NOW))
    assert made.attempt_id not in {found.attempt_id for found in store.open()}


def test_what_a_class_list_gives_comes_back(store: AttemptStore) -> None:
    made = store.add(replace(fresh(), extra_time=timedelta(minutes=22.5), ordinal=2))
    assert store.get(made.attempt_id) == made


def test_a_number_has_a_next_attempt_after_its_last_one_alone(store: AttemptStore) -> None:
    first = store.add(fresh())
    second = replace(first, attempt_id=secrets.token_hex(16), ordinal=2)
    third = replace(first, attempt_id=secrets.token_hex(16), ordinal=3)
    assert store.add_further(second, after=first)
    assert not store.add_further(third, after=first)
    last = store.last_of(first.exam_id, f" {first.student.number.lower()}")
    assert last == second
    assert store.add(third) == second
    assert {row.attempt_id for row in store.list_of(first.exam_id)} == {
        first.attempt_id,
        second.attempt_id,
    }


def test_a_number_without_an_attempt_has_no_last_one(store: AttemptStore) -> None:
    assert store.last_of(secrets.token_hex(4), "SBD001") is None


def test_of_two_devices_at_once_one_takes_the_attempt_over(store: AttemptStore) -> None:
    made = store.add(fresh())
    taken = made.taken_over(NOW + timedelta(minutes=5))
    assert store.take_over(taken)
    assert not store.take_over(taken)
    stored = store.get(made.attempt_id)
    assert (stored.device, stored.device_since) == (2, taken.device_since)


def test_an_entry_is_known_again_until_another_device_comes(store: AttemptStore) -> None:
    made = store.add(replace(fresh(), entry_key="k1"))
    assert store.get(made.attempt_id).was_entered_by("k1")
    store.take_over(made.taken_over(NOW, "k2"))
    second = store.get(made.attempt_id)
    assert (second.was_entered_by("k1"), second.was_entered_by("k2")) == (False, True)
    store.take_over(second.taken_over(NOW))
    assert not store.get(made.attempt_id).was_entered_by("k2")


def test_a_device_that_was_taken_over_gives_what_was_chosen_before_alone(
    store: AttemptStore,
) -> None:
    made = store.add(fresh())
    taken_at = NOW + timedelta(minutes=5)
    store.take_over(made.taken_over(taken_at))
    taken_ms = int(taken_at.timestamp() * 1000)
    waiting = answer("c1", 7, answered_ms=taken_ms)
    assert store.save_answer(made.attempt_id, "q1", waiting, now=taken_at) == waiting
    late = answer("c1", 8, answered_ms=taken_ms + 1)
    with pytest.raises(AttemptTakenOverError):
        store.save_answer(made.attempt_id, "q2", late, now=taken_at)


def test_what_waited_on_the_earlier_device_never_undoes_a_choice_on_the_later(
    store: AttemptStore,
) -> None:
    made = store.add(fresh())
    store.take_over(made.taken_over(NOW))
    on_second = replace(answer("c2", 1), device=2)
    store.save_answer(made.attempt_id, "q1", on_second, now=NOW)
    waiting = answer("c1", 99)
    assert store.save_answer(made.attempt_id, "q1", waiting, now=NOW) == on_second


def test_a_hand_in_that_knows_of_no_other_device_is_done_again(store: AttemptStore) -> None:
    made = store.add(fresh())
    store.take_over(made.taken_over(NOW))
    assert not store.submit(made.submitted(paper(), NOW))


def test_extra_time_is_given_until_the_start(store: AttemptStore) -> None:
    waiting = store.add(replace(fresh(), state=AttemptState.JOINED, started_at=None))
    writing = store.add(fresh())
    for made in (waiting, writing):
        store.give_time(made.attempt_id, timedelta(minutes=10))
    assert store.get(waiting.attempt_id).extra_time == timedelta(minutes=10)
    assert store.get(writing.attempt_id).extra_time == timedelta()


def test_the_times_in_which_the_clock_stood_are_remembered(store: AttemptStore) -> None:
    before = store.add(fresh())
    stood = ((NOW, NOW + timedelta(minutes=3)),)
    changed = replace(before, supervision=replace(before.supervision, stood=stood, version=1))
    assert store.supervise(changed, after=before)
    assert store.get(before.attempt_id).supervision.stood == stood
