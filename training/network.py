"""The detector: a small anchor-free convolutional network, written with plain blocks.

The backbone stacks residual blocks of a depthwise 3x3 and two pointwise convolutions (after
MobileNetV2, Sandler et al. 2018, and ConvNeXt, Liu et al. 2022), the neck joins three scales
down and up again (PANet, Liu et al. 2018), and each scale has a light head that scores the
classes and gives the distances to the four edges (FCOS, Tian et al. 2019).  ReLU throughout and
channel counts in multiples of 16: what CPU runtimes are fastest at.
"""

from __future__ import annotations

import math
from typing import Final

import torch
from torch import nn

from training.decoder import STRIDES
from training.labels import CLASSES

PIXEL_SCALE: Final = 1 / 64
"""Brings pixels (0..255) to the size that weights start for."""
_RARE: Final = 0.01
"""The score that every cell starts with: most show nothing (focal loss, Lin et al. 2017)."""
_WIDTHS: Final = (16, 32, 64, 128, 160)
_NECK: Final = 64


def _convolution(inputs: int, outputs: int, side: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, side, stride, side // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def _depthwise(channels: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False),
        nn.BatchNorm2d(channels),
    )


class _Residual(nn.Module):
    """Depthwise 3x3, widen, narrow, add."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            _depthwise(channels),
            _convolution(channels, 2 * channels, 1),
            nn.Conv2d(2 * channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return values + self.body(values)


def _separable(channels: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(_depthwise(channels, stride), *_convolution(channels, channels, 1))


def _stage(inputs: int, outputs: int, blocks: int) -> nn.Sequential:
    return nn.Sequential(
        _convolution(inputs, outputs, 3, 2), *(_Residual(outputs) for _ in range(blocks))
    )


class _Head(nn.Module):
    """Scores and distances of one scale."""

    def __init__(self) -> None:
        super().__init__()
        self.shared = _separable(_NECK)
        self.classes = nn.Sequential(_separable(_NECK), nn.Conv2d(_NECK, len(CLASSES), 1))
        self.edges = nn.Sequential(_separable(_NECK), nn.Conv2d(_NECK, 4, 1))
        last = self.classes[-1]
        nn.init.constant_(last.bias, -math.log((1 - _RARE) / _RARE))
        nn.init.constant_(self.edges[-1].bias, 1.0)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        shared = self.shared(values)
        return torch.cat([self.classes(shared), self.edges(shared)], dim=1).flatten(2)


class ObjectNetwork(nn.Module):
    """
    From pictures to scores and boxes on three grids.

    Input: (batch, 3, height, width) RGB 0..255, sides multiples of 32.  Output: class logits
    (batch, cells, classes) and distances to the edges in strides (batch, cells, 4), cells in
    the order of ``training.decoder.grid``.
    """

    def __init__(self) -> None:
        super().__init__()
        stem, quarter, eighth, sixteenth, last = _WIDTHS
        self.stem = nn.Sequential(_convolution(3, stem, 3, 2), _stage(stem, quarter, 1))
        self.eighth = _stage(quarter, eighth, 2)
        self.sixteenth = _stage(eighth, sixteenth, 3)
        self.last = _stage(sixteenth, last, 2)
        self.laterals = nn.ModuleList(
            [_convolution(width, _NECK, 1) for width in (eighth, sixteenth, last)]
        )
        self.down = nn.ModuleList([_separable(_NECK) for _ in range(2)])
        self.steps = nn.ModuleList([_separable(_NECK, 2) for _ in range(2)])
        self.up = nn.ModuleList([_separable(_NECK) for _ in range(2)])
        self.heads = nn.ModuleList([_Head() for _ in STRIDES])
        self.enlarge = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return logits and distances, as the class says."""
        return self.outputs(pixels * PIXEL_SCALE)

    def outputs(self, scaled: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what ``forward`` does, from pixels that were scaled already."""
        fine = self.eighth(self.stem(scaled))
        middle = self.sixteenth(fine)
        coarse = self.last(middle)
        fine, middle, coarse = (
            lateral(scale)
            for lateral, scale in zip(self.laterals, (fine, middle, coarse), strict=True)
        )
        middle = self.down[0](middle + self.enlarge(coarse))
        fine = self.down[1](fine + self.enlarge(middle))
        middle = self.up[0](middle + self.steps[0](fine))
        coarse = self.up[1](coarse + self.steps[1](middle))
        outputs = torch.cat(
            [head(scale) for head, scale in zip(self.heads, (fine, middle, coarse), strict=True)],
            dim=2,
        ).transpose(1, 2)
        return outputs[..., : len(CLASSES)], torch.exp(outputs[..., len(CLASSES) :].clamp(max=4))
