"""Episodes depend on what was seen and when, and on nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.episodes import MINIMUM_SHARE, Episode, find_episodes
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import PRESETS, Policy, Rule
from tests.fakes.samples import seen, stretch

STANDARD = PRESETS["standard"]
OBSERVATIONS = st.lists(
    st.builds(
        seen,
        st.integers(0, 120).map(lambda quarter: quarter * 250),
        st.sampled_from([0, 0, 0, 1, 2, None]),
        yaw=st.sampled_from([0.0, 60.0, -60.0, None]),
    ),
    max_size=80,
)


def policy(rules: Mapping[Kind, Rule]) -> Policy:
    return Policy("test", rules)


def no_face(minimum_ms: int = 3_000, gap_ms: int = 1_000) -> Policy:
    return policy({Kind.NO_FACE: Rule(minimum_ms, gap_ms, Severity.MEDIUM)})


def absent(*moments_ms: int) -> list[Observation]:
    return [seen(moment, 0) for moment in moments_ms]


def spans(found: tuple[Episode, ...]) -> list[tuple[int, int]]:
    return [(episode.started_ms, episode.ended_ms) for episode in found]


@given(OBSERVATIONS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(
    observations: list[Observation], random: Random
) -> None:
    shuffled = list(observations)
    random.shuffle(shuffled)
    assert find_episodes(shuffled, STANDARD) == find_episodes(observations, STANDARD)


@given(OBSERVATIONS, st.data())
def test_redelivered_observations_change_nothing(
    observations: list[Observation], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(observations))) if observations else []
    assert find_episodes([*observations, *again], STANDARD) == find_episodes(observations, STANDARD)


@given(OBSERVATIONS, st.lists(st.integers(0, 80), max_size=10))
def test_how_observations_are_bundled_changes_nothing(
    observations: list[Observation], cuts: list[int]
) -> None:
    borders = [0, *sorted(cuts), len(observations)]
    bundles = [observations[start:end] for start, end in itertools.pairwise(borders)]
    late_first = (o for bundle in reversed(bundles) for o in bundle)
    assert find_episodes(late_first, STANDARD) == find_episodes(observations, STANDARD)


@given(OBSERVATIONS)
def test_every_episode_keeps_its_rule(observations: list[Observation]) -> None:
    for episode in find_episodes(observations, STANDARD):
        rule = STANDARD.rules[episode.kind]
        moments = episode.matched_ms
        assert episode.ended_ms - episode.started_ms >= rule.minimum_ms
        assert (moments[0], moments[-1]) == (episode.started_ms, episode.ended_ms)
        assert all(b - a <= rule.gap_ms for a, b in itertools.pairwise(moments))
        assert MINIMUM_SHARE <= episode.confidence <= 1
        assert episode.severity is rule.severity


@given(OBSERVATIONS)
def test_two_episodes_of_one_kind_never_overlap(observations: list[Observation]) -> None:
    for kind in Kind:
        mine = spans(tuple(e for e in find_episodes(observations, STANDARD) if e.kind is kind))
        assert all(a[1] < b[0] for a, b in itertools.pairwise(mine))


def test_nothing_seen_is_no_episode() -> None:
    assert find_episodes([], STANDARD) == ()


def test_an_episode_lasts_at_least_the_minimum() -> None:
    assert spans(find_episodes(absent(0, 1_000, 2_000, 3_000), no_face())) == [(0, 3_000)]
    assert find_episodes(absent(0, 1_000, 2_000, 2_999), no_face()) == ()


def test_a_gap_up_to_the_longest_is_bridged_and_a_longer_one_cuts() -> None:
    near = absent(0, 1_000, 2_000, 3_000, 4_000)
    far = absent(0, 1_000, 2_000, 3_001, 4_001, 5_001, 6_001)
    assert spans(find_episodes(near, no_face())) == [(0, 4_000)]
    assert spans(find_episodes(far, no_face())) == [(3_001, 6_001)]


def test_at_least_half_of_an_episodes_observations_match() -> None:
    half = [*absent(0, 1_000, 2_000, 3_000), *(seen(500 + n * 1_000) for n in range(3)), seen(250)]
    [episode] = find_episodes(half, no_face())
    assert episode.confidence == 0.5
    assert find_episodes([*half, seen(750)], no_face()) == ()


def test_the_confidence_is_the_share_that_matches() -> None:
    [episode] = find_episodes([*absent(0, 1_000, 3_000), seen(2_000)], no_face(gap_ms=2_000))
    assert episode.confidence == 0.75


def test_of_two_observations_of_one_moment_one_counts() -> None:
    doubled = [*absent(0, 1_000, 2_000, 3_000), *absent(0, 1_000, 2_000, 3_000)]
    [episode] = find_episodes(doubled, no_face())
    assert episode.matched_ms == (0, 1_000, 2_000, 3_000)


def test_a_kind_that_the_policy_leaves_out_is_not_found() -> None:
    assert find_episodes(stretch(0, seconds=60), policy({})) == ()


def test_a_kind_that_frames_do_not_show_is_passed_over() -> None:
    unseen = policy({Kind.LEFT_PAGE: Rule(0, 1_000, Severity.LOW)})
    assert find_episodes(stretch(0), unseen) == ()


@pytest.mark.parametrize(
    ("faces", "kind"),
    [(0, Kind.NO_FACE), (2, Kind.SEVERAL_PEOPLE), (None, Kind.UNCERTAIN)],
)
def test_what_is_seen_for_long_becomes_its_kind(faces: int | None, kind: Kind) -> None:
    assert [e.kind for e in find_episodes(stretch(faces, seconds=12), STANDARD)] == [kind]


def test_one_face_that_looks_ahead_is_calm() -> None:
    assert find_episodes(stretch(1, seconds=60), STANDARD) == ()


@pytest.mark.parametrize(("yaw", "away"), [(40.0, 0), (40.1, 1), (-40.1, 1), (-40.0, 0)])
def test_the_head_is_turned_away_beyond_the_threshold_to_either_side(yaw: float, away: int) -> None:
    turned = [seen(moment, yaw=yaw) for moment in range(0, 8_000, 1_000)]
    assert len(find_episodes(turned, STANDARD)) == away


def test_a_head_turn_that_could_not_be_measured_is_not_held_against_anybody() -> None:
    unknown = [seen(moment, yaw=None) for moment in range(0, 30_000, 1_000)]
    assert find_episodes(unknown, STANDARD) == ()


def test_frames_that_could_not_be_read_are_never_no_face() -> None:
    assert Kind.NO_FACE not in {e.kind for e in find_episodes(stretch(None), STANDARD)}


def test_unreadable_bundles_five_seconds_apart_are_uncertain() -> None:
    bundles = stretch(None, seconds=20, step_ms=5_000)
    assert [e.kind for e in find_episodes(bundles, STANDARD)] == [Kind.UNCERTAIN]


def test_episodes_come_by_start_then_kind() -> None:
    rule = Rule(0, 1_000, Severity.LOW)
    both = policy({Kind.SEVERAL_PEOPLE: rule, Kind.NO_FACE: rule})
    found = find_episodes([seen(0, 2), seen(9_000, 0), seen(5_000, 2)], both)
    assert [(e.started_ms, e.kind) for e in found] == [
        (0, Kind.SEVERAL_PEOPLE),
        (5_000, Kind.SEVERAL_PEOPLE),
        (9_000, Kind.NO_FACE),
    ]
