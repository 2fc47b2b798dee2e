"""How new findings change the violations that stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.episodes import Episode
from chalicelib.domain.evidence import MAX_EVIDENCE
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import Act, Explanation, Review, Reviewer, take_step
from chalicelib.domain.violations import (
    MEETING_GAP_MS,
    Evidence,
    Reconciliation,
    Violation,
    reconcile,
    violation_id,
)
from tests.fakes.samples import ATTEMPT_ID, episode, violation

LAN = Reviewer("lecturer-1", "Cô Lan")
EPISODES = st.lists(
    st.builds(
        lambda kind, start, length: episode(kind, start * 500, (start + length) * 500),
        st.sampled_from([Kind.NO_FACE, Kind.SEVERAL_PEOPLE]),
        st.integers(0, 160),
        st.integers(0, 30),
    ),
    max_size=12,
)


def fold(
    stored: Sequence[Violation], episodes: Iterable[Episode], policy: str = "standard"
) -> Reconciliation:
    return reconcile(stored, episodes, attempt_id=ATTEMPT_ID, exam_id="exam-1", policy=policy)


def after(stored: Sequence[Violation], *episodes: Episode) -> tuple[Violation, ...]:
    return fold(stored, episodes).applied_to(stored)


def spans(violations: Iterable[Violation]) -> set[tuple[Kind, int, int]]:
    return {(v.kind, v.started_ms, v.ended_ms) for v in violations}


def groups(episodes: Iterable[Episode]) -> set[tuple[Kind, int, int]]:
    """What touches is one: the same by sorting, with nothing in common with the code."""
    found: list[tuple[Kind, int, int]] = []
    for e in sorted(episodes, key=lambda e: (e.kind, e.started_ms)):
        if found and found[-1][0] is e.kind and e.started_ms <= found[-1][2] + MEETING_GAP_MS:
            kind, start, end = found.pop()
            found.append((kind, start, max(end, e.ended_ms)))
        else:
            found.append((e.kind, e.started_ms, e.ended_ms))
    return set(found)


@given(EPISODES)
def test_doing_it_again_changes_nothing(episodes: list[Episode]) -> None:
    standing = after((), *episodes)
    assert not fold(standing, episodes)


@given(EPISODES, st.data())
def test_the_final_set_does_not_depend_on_the_order_of_the_windows(
    episodes: list[Episode], data: st.DataObject
) -> None:
    standing: tuple[Violation, ...] = ()
    for found in data.draw(st.permutations(episodes)):
        standing = after(standing, found)
    assert spans(standing) == groups(episodes)


@given(EPISODES)
def test_one_window_finds_what_many_find(episodes: list[Episode]) -> None:
    assert spans(after((), *episodes)) == groups(episodes)


@given(EPISODES, EPISODES)
def test_nothing_that_stands_shrinks(first: list[Episode], second: list[Episode]) -> None:
    before = after((), *first)
    for old in before:
        assert any(
            new.kind is old.kind
            and new.started_ms <= old.started_ms
            and new.ended_ms >= old.ended_ms
            and new.confidence >= old.confidence
            for new in after(before, *second)
        )


@given(EPISODES)
def test_the_pictures_wanted_are_few_and_hold_the_first_and_the_last(
    episodes: list[Episode],
) -> None:
    changes = fold((), episodes)
    for found in changes.save:
        moments = changes.evidence_wanted[found.violation_id]
        assert len(moments) <= MAX_EVIDENCE
        matched = {m for e in episodes if e.kind is found.kind for m in e.matched_ms}
        assert {found.started_ms, found.ended_ms} & matched <= set(moments)


def test_an_episode_that_touches_nothing_becomes_a_violation() -> None:
    [made] = after((), episode(started_ms=1_000, ended_ms=7_000))
    assert made == violation(started_ms=1_000)
    assert made.violation_id == violation_id(Kind.NO_FACE, 1_000)


def test_an_episode_that_goes_on_makes_its_violation_grow_under_the_same_name() -> None:
    old = violation(started_ms=0)
    [grown] = after((old,), episode(started_ms=4_000, ended_ms=12_000))
    assert grown == replace(old, ended_ms=12_000)


def test_an_episode_that_began_earlier_than_known_moves_the_start() -> None:
    old = violation(started_ms=10_000)
    [grown] = after((old,), episode(started_ms=8_000, ended_ms=12_000))
    assert grown == replace(old, started_ms=8_000)


@pytest.mark.parametrize(("apart_ms", "standing"), [(MEETING_GAP_MS, 1), (MEETING_GAP_MS + 1, 2)])
def test_two_findings_meet_up_to_a_frames_gap(apart_ms: int, standing: int) -> None:
    old = violation(started_ms=0, ended_ms=6_000)
    later = episode(started_ms=6_000 + apart_ms, ended_ms=20_000)
    assert len(after((old,), later)) == standing


def test_another_kind_is_never_merged() -> None:
    old = violation(Kind.NO_FACE, 0)
    assert len(after((old,), episode(Kind.SEVERAL_PEOPLE, 0))) == 2


def test_an_episode_between_two_violations_makes_them_the_earlier_one() -> None:
    early, late = violation(started_ms=0), violation(started_ms=20_000)
    changes = fold((early, late), [episode(started_ms=5_000, ended_ms=21_000)])
    assert changes.remove == (late.violation_id,)
    assert spans(changes.applied_to((early, late))) == {(Kind.NO_FACE, 0, 26_000)}


def test_what_was_announced_stays_announced_when_it_merges_into_an_earlier_one() -> None:
    early = violation(started_ms=0)
    late = violation(started_ms=20_000, announced=True)
    [merged] = after((early, late), episode(started_ms=5_000, ended_ms=21_000))
    assert merged.announced


def test_what_grows_stays_announced() -> None:
    [grown] = after((violation(started_ms=0, announced=True),), episode(ended_ms=9_000))
    assert grown.announced


def test_what_a_person_decided_stays_when_the_violation_grows() -> None:
    old = violation(started_ms=0, review=Review.DISMISSED)
    [grown] = after((old,), episode(ended_ms=9_000))
    assert grown.review is Review.DISMISSED


def test_a_finding_inside_a_violation_changes_nothing() -> None:
    old = violation(started_ms=0, ended_ms=60_000)
    assert not fold((old,), [episode(started_ms=10_000, ended_ms=16_000)])


def test_the_surer_finding_counts() -> None:
    old = violation(started_ms=0, confidence=0.6)
    [surer] = after((old,), episode(confidence=0.9))
    [still] = after((surer,), episode(confidence=0.7))
    assert (surer.confidence, still.confidence) == (0.9, 0.9)


def test_a_new_violation_names_the_policy_that_found_it() -> None:
    changes = fold((), [episode()], policy="strict")
    assert [v.policy for v in changes.save] == ["strict"]


def test_the_pictures_of_an_absorbed_violation_are_kept() -> None:
    first, second = Evidence(0, "a.jpg"), Evidence(20_000, "b.jpg")
    stored = (
        violation(started_ms=0, evidence=(first,)),
        violation(started_ms=20_000, evidence=(second,)),
    )
    [merged] = after(stored, episode(started_ms=5_000, ended_ms=21_000))
    assert merged.evidence == (first, second)


def test_pictures_are_wanted_away_from_those_kept() -> None:
    old = violation(started_ms=0, evidence=(Evidence(0, "a"), Evidence(3_000, "b")))
    changes = fold((old,), [episode(started_ms=0, ended_ms=9_000)])
    assert changes.evidence_wanted == {old.violation_id: (0, 3_000, 5_000, 7_000, 9_000)}


def test_the_strongest_moment_found_in_any_window_is_the_worst() -> None:
    early = episode(started_ms=0, ended_ms=6_000, worst_ms=2_000, peak=1.5)
    late = episode(started_ms=5_000, ended_ms=12_000, worst_ms=9_000, peak=2.5)
    for found in ([early, late], [late, early]):
        [both] = after((), *found)
        assert (both.worst_ms, both.peak) == (9_000, 2.5)
        assert 9_000 in fold((), found).evidence_wanted[both.violation_id]


def test_of_two_moments_as_strong_the_earlier_is_the_worst() -> None:
    early = episode(started_ms=0, ended_ms=6_000, worst_ms=2_000, peak=1.5)
    late = episode(started_ms=5_000, ended_ms=12_000, worst_ms=9_000, peak=1.5)
    assert {after((), *found)[0].worst_ms for found in ([early, late], [late, early])} == {2_000}


def test_a_superseded_violation_is_not_extended() -> None:
    old = violation(started_ms=0, superseded_by="relaxed")
    standing = after((old,), episode(started_ms=4_000, ended_ms=12_000))
    assert old in standing
    assert {(v.started_ms, v.stands) for v in standing} == {(0, False), (4_000, True)}


def test_a_superseded_violation_that_is_found_again_stands_with_its_review() -> None:
    old = violation(started_ms=0, superseded_by="relaxed", review=Review.CONFIRMED)
    [again] = after((old,), episode(started_ms=0, ended_ms=9_000))
    assert (again.stands, again.review, again.ended_ms) == (True, Review.CONFIRMED, 9_000)


def test_a_violation_that_began_elsewhere_once_is_not_overwritten_by_its_namesake() -> None:
    moved = replace(violation(started_ms=0), started_ms=40_000, ended_ms=60_000)
    standing = after((moved,), episode(started_ms=0, ended_ms=6_000))
    assert spans(standing) == {(Kind.NO_FACE, 0, 6_000), (Kind.NO_FACE, 40_000, 60_000)}


def test_two_findings_of_one_violation_together_want_no_more_than_the_most() -> None:
    old = violation(started_ms=0, ended_ms=60_000)
    found = [episode(started_ms=0, ended_ms=20_000), episode(started_ms=40_000, ended_ms=61_000)]
    [moments] = fold((old,), found).evidence_wanted.values()
    assert moments == (0, 8_000, 16_000, 40_000, 48_000, 61_000)
    assert len(moments) <= MAX_EVIDENCE


def test_names_sort_by_start() -> None:
    assert violation_id(Kind.SEVERAL_PEOPLE, 9) < violation_id(Kind.NO_FACE, 10)


def test_no_change_is_false() -> None:
    assert not Reconciliation()


def reviewed(started_ms: int, act: Act, **changes: Any) -> Violation:
    history = take_step((), act, by=LAN, note="đã xem", at_ms=started_ms, reviewers=1)
    return violation(started_ms=started_ms, review=history[-1].after, history=history, **changes)


def test_a_merge_keeps_the_review_of_what_it_absorbs() -> None:
    late = reviewed(20_000, Act.CONFIRM)
    stored = (violation(started_ms=0), late)
    [merged] = after(stored, episode(started_ms=5_000, ended_ms=21_000))
    assert (merged.review, merged.history) == (Review.CONFIRMED, late.history)


def test_a_merge_with_what_nobody_dismissed_asks_for_another_look() -> None:
    late = reviewed(20_000, Act.DISMISS)
    [merged] = after((violation(started_ms=0), late), episode(started_ms=5_000, ended_ms=21_000))
    assert merged.review is Review.OPEN
    assert merged.history[:-1] == late.history


def test_a_merge_keeps_what_the_student_said() -> None:
    said = Explanation("Em nhặt bút.", 30_000)
    late = reviewed(20_000, Act.CONFIRM, explanation=said)
    [merged] = after((reviewed(0, Act.CONFIRM), late), episode(started_ms=5_000, ended_ms=21_000))
    assert merged.explanation == said


def test_what_stands_again_has_its_history() -> None:
    old = reviewed(0, Act.CONFIRM, superseded_by="relaxed")
    [again] = after((old,), episode(started_ms=0, ended_ms=9_000))
    assert again.history == old.history
