"""The loss rewards finding things and punishes nothing that is unknown."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training/requirements.txt is not installed")

from training.decoder import grid  # noqa: E402 - only with torch
from training.labels import BOOK, CLASSES, PHONE  # noqa: E402
from training.losses import Targets, detection_loss  # noqa: E402

BOX = [8.0, 8.0, 56.0, 56.0]


def loss(logits: Any, *, thing: int = -1, ignored: int = -1) -> float:
    middles, strides = (torch.from_numpy(part) for part in grid(64, 64))
    targets = Targets(
        boxes=torch.tensor([[BOX]]),
        classes=torch.tensor([[thing]]),
        weights=torch.ones(1, 1),
        ignored=torch.tensor([[[0.0, 0, 64, 64]]]),
        ignored_classes=torch.tensor([[ignored]]),
    )
    reach = torch.ones(1, len(middles), 4)
    return float(sum(detection_loss(logits, reach, middles, strides, targets)))


def logits(kind: int | None) -> Any:
    """Return logits that are sure of one class everywhere, or of nothing."""
    values = torch.full((1, len(grid(64, 64)[0]), len(CLASSES)), -16.0)
    if kind is not None:
        values[..., kind] = 2.0
    return values


def test_seeing_what_is_not_there_is_punished() -> None:
    assert loss(logits(PHONE)) > 1


def test_seeing_nothing_where_nothing_is_costs_nothing() -> None:
    assert loss(logits(None)) < 1e-3


def test_an_unknown_class_is_not_punished() -> None:
    assert loss(logits(BOOK), ignored=BOOK) < 1e-3


def test_only_the_unknown_class_is_spared() -> None:
    assert loss(logits(PHONE), ignored=BOOK) > 1


def test_a_thing_taken_for_another_costs_more_than_one_that_is_seen() -> None:
    assert loss(logits(PHONE), thing=PHONE) < loss(logits(BOOK), thing=PHONE)
