"""Batches of samples, made by other processes while the network learns."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import Dataset as TorchDataset

from training.losses import Targets
from training.sampling import Recipe, Sampler
from training.scenes import Scene


class Samples(TorchDataset[Any]):
    """One epoch of samples; each is drawn from (seed, epoch, number) alone."""

    def __init__(
        self, sampler: Sampler, *, seed: int, epoch: int, side: int, recipe: Recipe
    ) -> None:
        self._sampler, self._side, self._recipe = sampler, side, recipe
        self._key = (seed, epoch)

    def __len__(self) -> int:
        return len(self._sampler)

    def __getitem__(self, number: int) -> Scene:
        generator = np.random.default_rng((*self._key, number))
        return self._sampler.sample(generator, self._side, self._recipe)


def collate(scenes: list[Scene]) -> tuple[torch.Tensor, Targets]:
    """Stack samples: pixels (batch, 3, side, side) RGB uint8, labels padded."""
    pixels = np.stack([scene.pixels[:, :, ::-1] for scene in scenes]).transpose(0, 3, 1, 2)
    labels = [scene.labels for scene in scenes]
    return torch.from_numpy(np.ascontiguousarray(pixels)), Targets(
        boxes=_pad([one.boxes for one in labels], 0),
        classes=_pad([one.classes for one in labels], -1),
        weights=_pad([one.weights for one in labels], 0),
        ignored=_pad([one.ignored for one in labels], 0),
        ignored_classes=_pad([one.ignored_classes for one in labels], -1),
    )


def _pad(rows: list[NDArray[Any]], value: int) -> torch.Tensor:
    longest = max(1, *(len(row) for row in rows))
    padded = np.full((len(rows), longest, *rows[0].shape[1:]), value, rows[0].dtype)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return torch.from_numpy(padded)
