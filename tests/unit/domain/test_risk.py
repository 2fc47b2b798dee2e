"""Risk sorts; it never shrinks as findings grow."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.reviews import Review
from chalicelib.domain.risk import explain_risk, risk_of
from chalicelib.domain.violations import Violation
from tests.fakes.samples import violation

VIOLATIONS = st.lists(
    st.builds(
        lambda severity, seconds, confidence, review: violation(
            started_ms=0,
            ended_ms=seconds * 1_000,
            severity=severity,
            confidence=confidence / 100,
            review=review,
        ),
        st.sampled_from(Severity),
        st.integers(0, 7_200),
        st.integers(50, 100),
        st.sampled_from(Review),
    ),
    max_size=30,
)


def test_nothing_noticed_is_no_risk() -> None:
    assert risk_of([]) == 0


def test_what_a_person_dismissed_is_no_risk() -> None:
    assert risk_of([violation(review=Review.DISMISSED, severity=Severity.HIGH)]) == 0


def test_what_a_person_confirmed_weighs_more() -> None:
    open_one = violation()
    assert risk_of([replace(open_one, review=Review.CONFIRMED)]) > risk_of([open_one]) > 0


def test_what_was_superseded_is_no_risk() -> None:
    assert risk_of([violation(superseded_by="relaxed")]) == 0


@pytest.mark.parametrize("unknowing", [Kind.UNCERTAIN, Kind.UNMONITORED])
def test_not_knowing_weighs_less_than_knowing(unknowing: Kind) -> None:
    assert risk_of([violation(unknowing)]) < risk_of([violation(Kind.NO_FACE)])


@given(VIOLATIONS)
def test_the_parts_explain_the_whole(violations: list[Violation]) -> None:
    parts = explain_risk(violations)
    total = sum(part.amount for part in parts)
    assert risk_of(violations) == pytest.approx(100 * (1 - math.exp(-total)), abs=0.06)
    assert sum(part.share for part in parts) == pytest.approx(1 if total else 0)
    for part in parts:
        factors = (
            part.severity_weight,
            part.kind_weight,
            part.review_weight,
            part.confidence,
            part.duration_factor,
        )
        assert part.amount == pytest.approx(math.prod(factors))


@given(VIOLATIONS)
def test_the_greatest_part_comes_first(violations: list[Violation]) -> None:
    amounts = [part.amount for part in explain_risk(violations)]
    assert amounts == sorted(amounts, reverse=True)


def test_a_graver_one_weighs_more() -> None:
    low, medium, high = (risk_of([violation(severity=severity)]) for severity in Severity)
    assert low < medium < high


@given(VIOLATIONS)
def test_risk_lies_between_zero_and_a_hundred(violations: list[Violation]) -> None:
    assert 0 <= risk_of(violations) <= 100


@given(VIOLATIONS, VIOLATIONS)
def test_further_violations_never_lower_it(
    violations: list[Violation], further: list[Violation]
) -> None:
    assert risk_of([*violations, *further]) >= risk_of(violations)


@given(VIOLATIONS, st.integers(0, 600_000))
def test_longer_ones_never_lower_it(violations: list[Violation], longer_ms: int) -> None:
    longer = [replace(v, ended_ms=v.ended_ms + longer_ms) for v in violations]
    assert risk_of(longer) >= risk_of(violations)


@given(VIOLATIONS)
def test_surer_ones_never_lower_it(violations: list[Violation]) -> None:
    assert risk_of(replace(v, confidence=1.0) for v in violations) >= risk_of(violations)


@given(VIOLATIONS)
def test_their_order_changes_nothing(violations: list[Violation]) -> None:
    assert risk_of(violations) == risk_of(reversed(violations))
