"""The state of a training: made anew, written, taken up again."""

from __future__ import annotations

import copy
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch

from training.network import ObjectNetwork


@dataclass
class Progress:
    """How far a training has come; kept in every checkpoint."""

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    best: float = -1.0
    history: list[dict[str, float]] = field(default_factory=list)


@dataclass
class Training:
    """Everything that a checkpoint restores."""

    network: ObjectNetwork
    averaged: ObjectNetwork
    optimiser: torch.optim.Optimizer
    progress: Progress


def start(rate: float, seed: int, device: torch.device) -> Training:
    """Return a training at its beginning."""
    torch.manual_seed(seed)
    network = ObjectNetwork().to(device, memory_format=torch.channels_last)
    plain = [one for one in network.parameters() if one.ndim <= 1]
    decayed = [one for one in network.parameters() if one.ndim > 1]
    groups = [{"params": decayed, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}]
    averaged = copy.deepcopy(network).eval()
    return Training(network, averaged, torch.optim.AdamW(groups, lr=rate), Progress())


def save(training: Training, path: Path) -> None:
    """Write a checkpoint; a run cut off while writing leaves the one before."""
    content = {
        "network": training.network.state_dict(),
        "averaged": training.averaged.state_dict(),
        "optimiser": training.optimiser.state_dict(),
        "progress": asdict(training.progress),
    }
    unfinished = path.with_suffix(".unfinished")
    torch.save(content, unfinished)
    unfinished.replace(path)


def resume(training: Training, path: Path) -> None:
    """Go on from a checkpoint."""
    content = torch.load(path, weights_only=True)
    training.network.load_state_dict(content["network"])
    training.averaged.load_state_dict(content["averaged"])
    training.optimiser.load_state_dict(content["optimiser"])
    training.progress = Progress(**content["progress"])
