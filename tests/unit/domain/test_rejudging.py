"""A finished attempt under another policy: reviews that still apply are kept, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.episodes import Episode
from chalicelib.domain.evidence import MAX_EVIDENCE
from chalicelib.domain.kinds import Kind
from chalicelib.domain.rejudging import rejudge
from chalicelib.domain.reviews import Review
from chalicelib.domain.violations import Evidence, Reconciliation, Violation
from tests.fakes.samples import ATTEMPT_ID, episode, violation

KINDS = st.sampled_from([Kind.NO_FACE, Kind.LOOKING_AWAY])


def apart(spans: Iterable[tuple[Kind, int, int]]) -> list[Episode]:
    """Episodes that do not overlap others of their kind, as they are found."""
    found: dict[Kind, int] = {}
    episodes = []
    for kind, gap, length in spans:
        start = found.get(kind, 0) + gap * 1_000
        found[kind] = start + length * 1_000 + 1
        episodes.append(episode(kind, start, start + length * 1_000))
    return episodes


EPISODES = st.lists(st.tuples(KINDS, st.integers(1, 20), st.integers(1, 20)), max_size=6).map(apart)


def fold(
    stored: Sequence[Violation], episodes: Iterable[Episode], policy: str = "strict"
) -> Reconciliation:
    return rejudge(stored, episodes, attempt_id=ATTEMPT_ID, exam_id="exam-1", policy=policy)


def after(
    stored: Sequence[Violation], *episodes: Episode, policy: str = "strict"
) -> tuple[Violation, ...]:
    return fold(stored, episodes, policy).applied_to(stored)


def standing(violations: Iterable[Violation]) -> set[tuple[Kind, int, int]]:
    return {(v.kind, v.started_ms, v.ended_ms) for v in violations if v.stands}


@given(EPISODES, EPISODES)
def test_what_stands_is_what_the_policy_finds(first: list[Episode], second: list[Episode]) -> None:
    stored = after((), *first)
    found = after(stored, *second, policy="relaxed")
    assert standing(found) == {(e.kind, e.started_ms, e.ended_ms) for e in second}


@given(EPISODES, EPISODES)
def test_no_violation_is_ever_lost(first: list[Episode], second: list[Episode]) -> None:
    stored = after((), *first)
    names = {v.violation_id for v in after(stored, *second, policy="relaxed")}
    assert {v.violation_id for v in stored} <= names


@given(EPISODES, EPISODES)
def test_doing_it_again_changes_nothing(first: list[Episode], second: list[Episode]) -> None:
    stored = after(after((), *first), *second, policy="relaxed")
    assert not fold(stored, second, "relaxed")


@given(EPISODES, EPISODES, st.data())
def test_no_decision_of_a_person_is_lost(
    first: list[Episode], second: list[Episode], data: st.DataObject
) -> None:
    stored = [
        violation(
            e.kind, e.started_ms, ended_ms=e.ended_ms, review=data.draw(st.sampled_from(Review))
        )
        for e in first
    ]
    found = {v.violation_id: v for v in after(stored, *second)}
    assert all(found[v.violation_id].review is v.review for v in stored)


def test_a_violation_takes_the_extent_that_the_policy_gives_it() -> None:
    old = violation(started_ms=0, ended_ms=20_000, review=Review.CONFIRMED)
    [kept] = after((old,), episode(started_ms=4_000, ended_ms=9_000))
    assert (kept.violation_id, kept.review) == (old.violation_id, Review.CONFIRMED)
    assert (kept.started_ms, kept.ended_ms, kept.policy) == (4_000, 9_000, "strict")


def test_what_the_policy_does_not_see_is_superseded_with_its_review_and_pictures() -> None:
    pictures = (Evidence(0, "evidence/0.jpg"),)
    old = violation(started_ms=0, review=Review.DISMISSED, evidence=pictures)
    [gone] = after((old,))
    assert (gone.superseded_by, gone.review, gone.evidence) == (
        "strict",
        Review.DISMISSED,
        pictures,
    )


def test_under_the_first_policy_again_it_stands_again() -> None:
    old = violation(started_ms=0, review=Review.CONFIRMED)
    found = episode(started_ms=0, ended_ms=6_000)
    gone = after((old,), policy="relaxed")
    [again] = after(gone, found, policy="standard")
    assert (again.stands, again.review, again.policy) == (True, Review.CONFIRMED, "standard")


def test_of_two_that_become_one_the_reviewed_one_stands() -> None:
    early = violation(started_ms=0)
    late = violation(started_ms=10_000, review=Review.CONFIRMED)
    found = after((early, late), episode(started_ms=0, ended_ms=16_000))
    assert [(v.violation_id, v.review) for v in found if v.stands] == [
        (late.violation_id, Review.CONFIRMED)
    ]


def test_both_parts_of_one_that_becomes_two_keep_its_review() -> None:
    old = violation(started_ms=0, ended_ms=60_000, review=Review.DISMISSED)
    parts = (episode(started_ms=0, ended_ms=9_000), episode(started_ms=40_000, ended_ms=50_000))
    assert {v.review for v in after((old,), *parts)} == {Review.DISMISSED}


@pytest.mark.parametrize("kind", [Kind.LEFT_PAGE, Kind.EVIDENCE_TAMPERED, Kind.COPY_PASTE])
def test_kinds_that_frames_do_not_decide_stay_as_they_are(kind: Kind) -> None:
    assert not fold((violation(kind),), [])


def test_nobody_is_told_of_what_is_judged_anew() -> None:
    assert all(v.announced for v in after((), episode(), episode(Kind.PHONE)))


def test_no_picture_of_a_violation_that_shrinks_is_taken_away() -> None:
    pictures = tuple(Evidence(moment, f"{moment}.jpg") for moment in (0, 20_000, 40_000))
    old = violation(started_ms=0, ended_ms=40_000, evidence=pictures)
    [moments] = fold((old,), [episode(started_ms=0, ended_ms=9_000)]).evidence_wanted.values()
    assert {0, 20_000, 40_000} < set(moments)


def test_of_a_new_violation_the_first_the_worst_and_the_last_picture_are_wanted() -> None:
    found = episode(started_ms=0, ended_ms=60_000, worst_ms=33_000, peak=2.0)
    [moments] = fold((), [found]).evidence_wanted.values()
    assert {0, 33_000, 60_000} <= set(moments)
    assert len(moments) <= MAX_EVIDENCE
