"""Precision, recall and their area, on cases worked out by hand."""

from __future__ import annotations

import math

import numpy as np

from training.average_precision import Curve, make_curve, match
from training.boxes import floats

THING = floats([[0, 0, 10, 10]])


def curve(right: list[bool], things: int) -> Curve:
    scores = np.linspace(0.9, 0.1, len(right)).astype(np.float32)
    return make_curve([scores], [np.asarray(right, np.bool_)], things)


def test_finding_everything_and_nothing_else_is_perfect() -> None:
    assert curve([True, True], 2).average_precision() == 1


def test_a_false_alarm_after_the_last_thing_costs_nothing() -> None:
    assert curve([True, True, False], 2).average_precision() == 1


def test_a_false_alarm_before_costs_precision() -> None:
    assert math.isclose(curve([False, True], 1).average_precision(), 0.5)


def test_what_was_missed_costs_recall() -> None:
    assert curve([True], 4).average_precision() == 0.25


def test_nothing_found_is_zero() -> None:
    assert curve([], 3).average_precision() == 0


def test_without_things_there_is_no_figure() -> None:
    assert math.isnan(curve([False], 0).average_precision())


def test_one_thing_is_found_once() -> None:
    found = floats([[0, 0, 10, 10], [0, 0, 10, 9]])
    assert match(found, floats([0.5, 0.9]), THING).tolist() == [False, True]


def test_a_box_that_overlaps_too_little_is_wrong() -> None:
    assert match(floats([[6, 0, 16, 10]]), floats([0.9]), THING).tolist() == [False]


def test_the_threshold_is_the_lowest_that_is_precise_enough() -> None:
    found = curve([True, True, False, True, False, False], 4)
    assert found.threshold_for(0.75) == found.scores[3]


def test_no_threshold_is_given_when_none_is_precise_enough() -> None:
    assert curve([False, False], 4).threshold_for(0.5) is None


def test_detections_of_equal_score_pass_together() -> None:
    both = make_curve([floats([0.5, 0.5])], [np.asarray([True, False])], 1)
    assert both.threshold_for(0.9) is None


def test_at_a_threshold_only_what_reaches_it_counts() -> None:
    precision, recall = curve([True, False], 2).at(0.9)
    assert (precision, recall) == (1, 0.5)
