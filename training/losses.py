"""What the network is rewarded for.

Cells are assigned to things by how well they score and fit at present (task-aligned
assignment, Feng et al., TOOD, 2021); scores are trained towards the fit by cross-entropy, boxes
by the generalised overlap (Rezatofighi et al., 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, one_hot

from training.labels import CLASSES

_CELLS_A_THING: Final = 10
_SCORE_POWER: Final = 0.5
_OVERLAP_POWER: Final = 4.0
_BOX_SHARE: Final = 3.0


@dataclass(frozen=True)
class Targets:
    """
    The labels of a batch, padded to the same length; classes of -1 are padding.

    There is one row of things at least, of padding if need be.
    """

    boxes: torch.Tensor
    """(batch, things, 4)."""
    classes: torch.Tensor
    """(batch, things)."""
    weights: torch.Tensor
    """(batch, things)."""
    ignored: torch.Tensor
    """(batch, regions, 4)."""
    ignored_classes: torch.Tensor
    """(batch, regions)."""


def detection_loss(
    logits: torch.Tensor,
    distances: torch.Tensor,
    middles: torch.Tensor,
    strides: torch.Tensor,
    targets: Targets,
) -> tuple[torch.Tensor, torch.Tensor]:
    """
    Return the loss of the scores and the loss of the boxes.

    Args:
        logits: (batch, cells, classes).
        distances: (batch, cells, 4) in strides.
        middles: (cells, 2).
        strides: (cells,).
        targets: In pixels of the input.
    """
    reach = distances * strides[:, None]
    boxes = torch.cat([middles - reach[..., :2], middles + reach[..., 2:]], dim=-1)
    fits, things = _assign(logits.detach(), boxes.detach(), middles, targets)
    wanted = fits[..., None] * one_hot(_pick(targets.classes, things).clamp(min=0), len(CLASSES))
    counted = _counted(middles, targets) | (wanted > 0)
    cross_entropy = binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    total = fits.sum().clamp(min=1)
    score_loss = (cross_entropy * counted).sum() / total
    taught = fits > 0
    own = targets.boxes.gather(1, things[..., None].expand(-1, -1, 4))
    lost = 1 - _generalised_overlap(boxes[taught], own[taught])
    return score_loss, _BOX_SHARE * (lost * fits[taught]).sum() / total


def _assign(
    logits: torch.Tensor, boxes: torch.Tensor, middles: torch.Tensor, targets: Targets
) -> tuple[torch.Tensor, torch.Tensor]:
    """
    Choose the cells that are to find each thing.

    Returns:
        How well each cell should score, (batch, cells), 0 for background; and the number of
        the thing that it is to find, (batch, cells).
    """
    cells = logits.shape[1]
    real = (targets.classes >= 0)[..., None]
    classes = targets.classes.clamp(min=0)[..., None].expand(-1, -1, cells)
    scores = logits.sigmoid().transpose(1, 2).gather(1, classes)
    overlap = _overlaps(targets.boxes, boxes)
    inside = _inside(middles, targets.boxes) & real
    aligned = scores**_SCORE_POWER * overlap**_OVERLAP_POWER * inside
    # A trifle for cells near the middle, so that things nobody finds yet are assigned as well.
    centre = (targets.boxes[..., :2] + targets.boxes[..., 2:])[:, :, None] / 2
    near = 1e-6 / (1 + (centre - middles).abs().amax(dim=-1))
    ranked = (aligned + near) * inside
    best = ranked.topk(min(_CELLS_A_THING, cells), dim=-1)
    chosen = torch.zeros_like(ranked).scatter(2, best.indices, 1.0) * (ranked > 0)
    # A cell wanted by several things goes to the one that it fits best.
    fit, things = (overlap + near).mul(chosen).max(dim=1)
    aligned_here = aligned.gather(1, things[:, None])[:, 0]
    most_aligned = (aligned * chosen).amax(dim=-1).clamp(min=1e-9)
    most_overlap = (overlap * chosen).amax(dim=-1).clamp(min=0.05)
    scaled = aligned_here / _pick(most_aligned, things) * _pick(most_overlap, things)
    return scaled * _pick(targets.weights, things) * (fit > 0), things


def _pick(values: torch.Tensor, things: torch.Tensor) -> torch.Tensor:
    """Return each cell's entry of values a thing: (batch, things) -> (batch, cells)."""
    return values.gather(1, things)


def _counted(middles: torch.Tensor, targets: Targets) -> torch.Tensor:
    """Tell which cells count for which classes, (batch, cells, classes)."""
    inside = _inside(middles, targets.ignored) & (targets.ignored_classes >= 0)[..., None]
    hot = one_hot(targets.ignored_classes.clamp(min=0), len(CLASSES)).float()
    return torch.einsum("brc,brk->bck", inside.float(), hot) == 0


def _inside(middles: torch.Tensor, boxes: torch.Tensor) -> torch.Tensor:
    """Tell which cells' middles lie in which boxes: (batch, boxes, cells)."""
    low = middles - boxes[:, :, None, :2]
    high = boxes[:, :, None, 2:] - middles
    return torch.minimum(low, high).amin(dim=-1) > 0


def _overlaps(things: torch.Tensor, boxes: torch.Tensor) -> torch.Tensor:
    """Return intersection over union: (batch, things, 4), (batch, cells, 4) -> (b, t, c)."""
    first, second = things[:, :, None], boxes[:, None]
    sides = torch.minimum(first[..., 2:], second[..., 2:]) - torch.maximum(
        first[..., :2], second[..., :2]
    )
    shared = sides.clamp(min=0).prod(dim=-1)
    return shared / (_areas(first) + _areas(second) - shared).clamp(min=1e-6)


def _generalised_overlap(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    """Return overlap less the empty share of the hull, of (n, 4) with (n, 4)."""
    low = torch.maximum(first[:, :2], second[:, :2])
    high = torch.minimum(first[:, 2:], second[:, 2:])
    shared = (high - low).clamp(min=0).prod(dim=-1)
    union = (_areas(first) + _areas(second) - shared).clamp(min=1e-6)
    hull_low = torch.minimum(first[:, :2], second[:, :2])
    hull_high = torch.maximum(first[:, 2:], second[:, 2:])
    hull = (hull_high - hull_low).clamp(min=0).prod(dim=-1).clamp(min=1e-6)
    return shared / union - (hull - union) / hull


def _areas(boxes: torch.Tensor) -> torch.Tensor:
    return (boxes[..., 2:] - boxes[..., :2]).clamp(min=0).prod(dim=-1)
