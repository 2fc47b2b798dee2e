"""Episodes depend on what was seen and when, and on nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.baseline import find_baseline
from chalicelib.domain.episodes import JUDGED, MINIMUM_SHARE, Episode, find_episodes
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Box, Observation, Scene, SeenObject
from chalicelib.domain.policies import PRESETS, Policy, Rule
from chalicelib.domain.signals import LOOK_BACK_MS
from tests.fakes.samples import looking, seen, stretch

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


CLEAR = Scene(0.4, 99.0, frozen=False, contrast=0.2)
STILL = Scene(0.4, 99.0, frozen=False, contrast=0.2, perceptual_hash="0" * 64)
ELSEWHERE = Scene(0.4, 99.0, frozen=False, contrast=0.2, perceptual_hash="f" * 64)
DARK = Scene(0.1, 1.0, frozen=False, contrast=0.01)


def draw_attempt(seed: int) -> list[Observation]:
    """Some hundred seconds in which everything happens that a rule may look at."""
    random = Random(seed)  # noqa: S311 - drawn by hypothesis, not a secret
    observations: list[Observation] = []
    second = 0
    while second < 120:
        happening = random.choice([*HAPPENINGS, *[looking] * 4])
        for _ in range(random.randint(1, 16)):
            second += 1
            if random.random() < 0.9:
                observations.append(happening(second * 1_000))
        second += random.choice([0] * 9 + [40])
    return observations


def talking(moment: int) -> Observation:
    return looking(moment, mouth=0.4 if moment // 1_000 % 2 else 0.05)


def holding(thing: str) -> Callable[[int], Observation]:
    seen_object = SeenObject(thing, 0.9, Box(0, 0, 1, 1))
    return lambda moment: replace(looking(moment), objects=(seen_object,))


HAPPENINGS: tuple[Callable[[int], Observation], ...] = (
    talking,
    *(holding(thing) for thing in ("phone", "book", "screen")),
    lambda moment: looking(moment, yaw=50.0),
    lambda moment: looking(moment, gaze_x=-0.4),
    lambda moment: looking(moment, gaze_x=None),
    lambda moment: seen(moment, 0),
    lambda moment: seen(moment, 2),
    lambda moment: seen(moment, None),
    lambda moment: replace(looking(moment), scene=STILL),
    lambda moment: replace(looking(moment), scene=CLEAR),
    lambda moment: replace(seen(moment, 0), scene=ELSEWHERE),
    lambda moment: replace(seen(moment, 0), objects=(SeenObject("person", 0.9, Box(0, 0, 1, 1)),)),
    lambda moment: replace(
        looking(moment), objects=(SeenObject("person", 0.9, Box(0.7, 0.1, 0.3, 0.9)),)
    ),
    lambda moment: replace(seen(moment, 0), scene=DARK),
    lambda moment: replace(looking(moment), unlikeness=2.0),
)
RICH = st.integers(0, 2**32 - 1).map(draw_attempt)
EAGER = Policy(
    "eager",
    {
        kind: replace(rule, minimum_ms=min(rule.minimum_ms, 3_000), gap_ms=6_000, often=2)
        if kind is not Kind.UNMONITORED
        else replace(rule, minimum_ms=30_000)
        for kind, rule in PRESETS["strict"].rules.items()
    },
)
"""Every kind, after so little that random observations show them all."""


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


@given(RICH, st.integers(0, 60_000), st.randoms(use_true_random=False))
def test_for_every_kind_order_duplicates_and_bundles_change_nothing(
    observations: list[Observation], since_ms: int, random: Random
) -> None:
    again = [*observations, *random.choices(observations, k=9)]
    random.shuffle(again)
    found = find_episodes(observations, EAGER, since_ms=since_ms, until_ms=230_000)
    assert find_episodes(again, EAGER, since_ms=since_ms, until_ms=230_000) == found


@given(RICH, st.randoms(use_true_random=False))
def test_for_every_kind_order_changes_nothing_under_a_given_baseline(
    observations: list[Observation], random: Random
) -> None:
    baseline = find_baseline(observations).baseline
    shuffled = list(observations)
    random.shuffle(shuffled)
    found = find_episodes(observations, EAGER, baseline=baseline)
    assert (
        find_episodes(shuffled, EAGER, baseline=baseline)
        == found
        == find_episodes(observations, EAGER)
    )


def test_the_attempts_drawn_show_every_kind() -> None:
    """The properties around say nothing of a kind that never appears in them."""
    shown = {e.kind for seed in range(40) for e in find_episodes(draw_attempt(seed), EAGER)}
    assert shown == JUDGED


@given(RICH, st.integers(0, 150_000))
def test_a_part_is_judged_as_the_whole_is(observations: list[Observation], from_ms: int) -> None:
    """What matches in a part that is judged with its past matches in the whole."""
    single = Policy(
        "single",
        {k: replace(r, minimum_ms=0, gap_ms=0, often=0) for k, r in EAGER.rules.items()},
    )
    baseline = find_baseline(observations).baseline
    part = [o for o in observations if o.captured_ms >= from_ms - LOOK_BACK_MS]
    whole = find_episodes(observations, single, baseline=baseline)
    found = find_episodes(part, single, baseline=baseline, from_ms=from_ms)
    assert {
        (e.kind, e.started_ms, e.peak, e.detail) for e in found if e.kind is not Kind.UNMONITORED
    } == {
        (e.kind, e.started_ms, e.peak, e.detail)
        for e in whole
        if e.started_ms >= from_ms and e.kind is not Kind.UNMONITORED
    }


@given(OBSERVATIONS)
def test_every_episode_keeps_its_rule(observations: list[Observation]) -> None:
    long_only = policy({k: replace(r, often=0) for k, r in STANDARD.rules.items()})
    for episode in find_episodes(observations, long_only):
        rule = STANDARD.rules[episode.kind]
        moments = episode.matched_ms
        assert episode.ended_ms - episode.started_ms >= rule.minimum_ms
        assert (moments[0], moments[-1]) == (episode.started_ms, episode.ended_ms)
        assert all(b - a <= rule.gap_ms for a, b in itertools.pairwise(moments))
        assert MINIMUM_SHARE <= episode.confidence <= 1
        assert episode.severity is rule.severity


@given(st.one_of(OBSERVATIONS, RICH), st.sampled_from([STANDARD, EAGER]))
def test_two_episodes_of_one_kind_never_overlap(
    observations: list[Observation], rules: Policy
) -> None:
    for kind in set(Kind) - {Kind.UNMONITORED}:
        mine = spans(tuple(e for e in find_episodes(observations, rules) if e.kind is kind))
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
