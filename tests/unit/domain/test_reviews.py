"""What follows from what people did about a violation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import InvalidError, NothingToUndoError, TooManyStepsError
from chalicelib.domain.reviews import (
    MAX_NOTE,
    MAX_STEPS,
    PERSONAL,
    Act,
    History,
    Review,
    Reviewer,
    can_undo,
    has_verdict,
    join_reviews,
    proposed,
    standing,
    take_step,
)

LAN = Reviewer("lecturer-1", "Cô Lan")
MINH = Reviewer("lecturer-2", "Thầy Minh")


def done(*steps: tuple[Reviewer, Act], reviewers: int = 1, history: History = ()) -> History:
    for number, (by, act) in enumerate(steps, len(history)):
        history = take_step(history, act, by=by, note="vì sao", at_ms=number, reviewers=reviewers)
    return history


def test_nothing_is_decided_before_somebody_decides() -> None:
    assert standing((), 1) is Review.OPEN


@pytest.mark.parametrize(
    ("act", "review"), [(Act.CONFIRM, Review.CONFIRMED), (Act.DISMISS, Review.DISMISSED)]
)
def test_one_reviewer_decides(act: Act, review: Review) -> None:
    assert standing(done((LAN, act)), 1) is review


def test_a_step_says_who_when_why_from_what_to_what() -> None:
    [step] = take_step((), Act.DISMISS, by=LAN, note=" nhặt bút ", at_ms=7, reviewers=1)
    assert (step.reviewer, step.at_ms, step.note) == (LAN, 7, "nhặt bút")
    assert (step.before, step.after) == (Review.OPEN, Review.DISMISSED)


def test_a_changed_mind_counts() -> None:
    assert standing(done((LAN, Act.CONFIRM), (LAN, Act.DISMISS)), 1) is Review.DISMISSED


def test_a_note_decides_nothing() -> None:
    assert standing(done((LAN, Act.NOTE)), 1) is Review.OPEN
    assert standing(done((LAN, Act.CONFIRM), (MINH, Act.NOTE)), 1) is Review.CONFIRMED


def test_opening_again_takes_every_verdict_back() -> None:
    history = done((LAN, Act.CONFIRM), (MINH, Act.REOPEN))
    assert standing(history, 1) is Review.OPEN
    assert standing(done((LAN, Act.CONFIRM), history=history, reviewers=2), 2) is Review.OPEN


def test_undo_takes_ones_own_last_step_back() -> None:
    history = done((LAN, Act.CONFIRM), (LAN, Act.DISMISS), (LAN, Act.UNDO))
    assert standing(history, 1) is Review.CONFIRMED
    assert history[-1].before is Review.DISMISSED


def test_undo_brings_back_what_was_opened_again() -> None:
    history = done((LAN, Act.CONFIRM), (MINH, Act.REOPEN), (MINH, Act.UNDO))
    assert standing(history, 1) is Review.CONFIRMED


def test_nobody_undoes_what_another_did() -> None:
    with pytest.raises(NothingToUndoError):
        done((LAN, Act.CONFIRM), (MINH, Act.UNDO))


def test_what_was_undone_is_not_undone_twice() -> None:
    with pytest.raises(NothingToUndoError):
        done((LAN, Act.CONFIRM), (LAN, Act.UNDO), (LAN, Act.UNDO))


def test_with_two_reviewers_one_alone_proposes() -> None:
    history = done((LAN, Act.CONFIRM), (LAN, Act.CONFIRM), reviewers=2)
    assert standing(history, 2) is Review.OPEN
    assert proposed(history) is Review.CONFIRMED


def test_with_two_reviewers_two_who_agree_decide() -> None:
    assert standing(done((LAN, Act.DISMISS), (MINH, Act.DISMISS), reviewers=2), 2) is (
        Review.DISMISSED
    )


def test_with_two_reviewers_two_who_disagree_leave_it_open_until_one_follows() -> None:
    history = done((LAN, Act.CONFIRM), (MINH, Act.DISMISS), reviewers=2)
    assert standing(history, 2) is Review.OPEN
    assert standing(done((LAN, Act.DISMISS), history=history, reviewers=2), 2) is Review.DISMISSED


def test_with_two_reviewers_a_third_who_disagrees_opens_it_again() -> None:
    third = Reviewer("lecturer-3", "Cô Hoa")
    history = done((LAN, Act.CONFIRM), (MINH, Act.CONFIRM), (third, Act.DISMISS), reviewers=2)
    assert history[-1].before is Review.CONFIRMED
    assert standing(history, 2) is Review.OPEN


def test_a_verdict_that_is_given_already_is_known() -> None:
    history = done((LAN, Act.CONFIRM))
    assert has_verdict(history, LAN, Review.CONFIRMED)
    assert not has_verdict(history, LAN, Review.DISMISSED)
    assert not has_verdict(history, MINH, Review.CONFIRMED)
    assert not has_verdict(done((LAN, Act.REOPEN), history=history), LAN, Review.CONFIRMED)


@pytest.mark.parametrize(("act", "note"), [(Act.NOTE, " "), (Act.CONFIRM, "a" * (MAX_NOTE + 1))])
def test_a_note_is_neither_empty_nor_endless(act: Act, note: str) -> None:
    with pytest.raises(InvalidError):
        take_step((), act, by=LAN, note=note, at_ms=0, reviewers=1)


def test_a_history_has_an_end() -> None:
    full = done(*[(LAN, Act.NOTE)] * MAX_STEPS)
    with pytest.raises(TooManyStepsError):
        done((LAN, Act.NOTE), history=full)


def test_two_parts_of_one_mind_stay_so_with_both_histories() -> None:
    early, late = done((LAN, Act.DISMISS)), done((MINH, Act.DISMISS))
    review, history = join_reviews([(Review.DISMISSED, early), (Review.DISMISSED, late)])
    assert review is Review.DISMISSED
    assert set(history) == {*early, *late}


def test_what_was_confirmed_stays_confirmed_beside_what_nobody_looked_at() -> None:
    confirmed = done((LAN, Act.CONFIRM))
    assert join_reviews([(Review.OPEN, ()), (Review.CONFIRMED, confirmed)]) == (
        Review.CONFIRMED,
        confirmed,
    )


@pytest.mark.parametrize("other", [Review.OPEN, Review.CONFIRMED])
def test_what_was_dismissed_beside_what_was_not_is_open_again(other: Review) -> None:
    steps = {Review.OPEN: (), Review.CONFIRMED: done((MINH, Act.CONFIRM))}[other]
    dismissed = done((LAN, Act.DISMISS))
    review, history = join_reviews([(Review.DISMISSED, dismissed), (other, steps)])
    assert review is Review.OPEN
    assert {*dismissed, *steps} < set(history)
    assert (history[-1].act, history[-1].after) == (Act.JOIN, Review.OPEN)
    assert standing(history, 1) is Review.OPEN
    assert not can_undo(history, LAN)


HISTORIES = st.lists(
    st.tuples(st.sampled_from([LAN, MINH]), st.sampled_from(sorted(PERSONAL))), max_size=12
)


@given(HISTORIES, st.sampled_from([1, 2]))
def test_the_last_step_always_says_what_stands(
    acts: list[tuple[Reviewer, Act]], reviewers: int
) -> None:
    history: History = ()
    for by, act in acts:
        if act is Act.UNDO and not can_undo(history, by):
            continue
        longer = done((by, act), history=history, reviewers=reviewers)
        assert longer[:-1] == history
        assert longer[-1].before is standing(history, reviewers)
        history = longer
    last = history[-1].after if history else Review.OPEN
    assert last is standing(history, reviewers)


@given(HISTORIES)
def test_two_reviewers_never_decide_where_one_would_not(
    acts: list[tuple[Reviewer, Act]],
) -> None:
    possible: History = ()
    for by, act in acts:
        if act is not Act.UNDO or can_undo(possible, by):
            possible = done((by, act), history=possible)
    assert standing(possible, 2) in {Review.OPEN, standing(possible, 1)}
