"""Train the detector: ``python -m training.train --data DIR --teacher FILE --out DIR``."""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import DataLoader

from training.batches import Samples, collate
from training.checkpoints import Progress, Training, resume, save, start
from training.curves import plot
from training.dataset import VALIDATION, Dataset, open_dataset
from training.decoder import Detections, decode, grid, prepare
from training.labels import CLASSES, PHONE
from training.losses import Targets, detection_loss
from training.measuring import look, measure
from training.network import ObjectNetwork
from training.sampling import CALM, Recipe, Sampler
from training.teacher import teach
from training.yardsticks import LEAST_SCORE, Detect

_SIDES: Final = ((0.45, 224), (0.75, 256), (1.01, 288))
"""Input sides up to each share of the training: small pictures first, they are cheap."""
_CALM_FROM: Final = 0.85
_WARM_UP_STEPS: Final = 200
_LAST_RATE: Final = 0.02
"""Of the highest learning rate."""
_AVERAGE_STEPS: Final = 800
"""Roughly over how many steps the averaged weights look back."""
_LARGEST_GRADIENT: Final = 10.0
_EPOCHS_A_MEASUREMENT: Final = 3


def as_detector(network: ObjectNetwork, device: torch.device) -> Detect:
    """Return the network in training as a function from a picture to detections."""

    def detect(picture: NDArray[np.uint8]) -> Detections:
        pixels, scale = prepare(picture)
        with torch.inference_mode():
            tensor = torch.from_numpy(pixels).to(device, memory_format=torch.channels_last)
            logits, distances = network(tensor)
        return decode(
            logits[0].sigmoid().cpu().numpy(),
            distances[0].cpu().numpy(),
            size=(pixels.shape[2], pixels.shape[3]),
            scale=scale,
            picture_size=(picture.shape[0], picture.shape[1]),
            thresholds=np.full(len(CLASSES), LEAST_SCORE, np.float32),
        )

    return detect


def done_share(progress: Progress, epochs: int, minutes: float | None) -> float:
    """Return how much of the training is done, 0..1, by epochs or by time."""
    by_epochs = progress.epoch / epochs
    by_time = progress.seconds / 60 / minutes if minutes else 0.0
    return min(1.0, max(by_epochs, by_time))


def learning_rate(highest: float, share: float, step: int) -> float:
    """Return the rate of a step: a short climb, then half a cosine."""
    cosine = _LAST_RATE + (1 - _LAST_RATE) * (1 + math.cos(math.pi * share)) / 2
    return highest * cosine * min(1.0, (step + 1) / _WARM_UP_STEPS)


def average(averaged: ObjectNetwork, network: ObjectNetwork, step: int) -> None:
    """Move the averaged weights a little towards the present ones."""
    keep = min(1 - 1 / _AVERAGE_STEPS, (1 + step) / (10 + step))
    present = network.state_dict()
    with torch.no_grad():
        for name, value in averaged.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(present[name], 1 - keep)
            else:
                value.copy_(present[name])


def train_epoch(
    training: Training, sampler: Sampler, options: argparse.Namespace, device: torch.device
) -> None:
    """Go once over as many samples as there are training pictures."""
    progress = training.progress
    share = done_share(progress, options.epochs, options.minutes)
    side = next(side for until, side in _SIDES if share < until)
    samples = Samples(
        sampler,
        seed=options.seed,
        epoch=progress.epoch,
        side=side,
        recipe=CALM if share >= _CALM_FROM else Recipe(),
    )
    loader = DataLoader(
        samples,
        options.batch,
        num_workers=options.workers,
        collate_fn=collate,
        drop_last=True,
        prefetch_factor=6 if options.workers else None,
    )
    middles, strides = (torch.from_numpy(part).to(device) for part in grid(side, side))
    training.network.train()
    sums, began = np.zeros(2), time.monotonic()
    before = progress.seconds
    for number, (pixels, targets) in enumerate(loader):
        share = done_share(progress, options.epochs, options.minutes)
        rate = learning_rate(options.rate, share, progress.step)
        for group in training.optimiser.param_groups:
            group["lr"] = rate
        tensor = pixels.to(device, memory_format=torch.channels_last).float()
        with torch.autocast(device.type, torch.bfloat16):
            logits, distances = training.network(tensor)
        moved = Targets(**{name: part.to(device) for name, part in vars(targets).items()})
        losses = detection_loss(logits.float(), distances.float(), middles, strides, moved)
        training.optimiser.zero_grad(set_to_none=True)
        (losses[0] + losses[1]).backward()
        torch.nn.utils.clip_grad_norm_(training.network.parameters(), _LARGEST_GRADIENT)
        training.optimiser.step()
        average(training.averaged, training.network, progress.step)
        progress.step += 1
        progress.seconds = before + time.monotonic() - began
        sums += [float(loss.detach()) for loss in losses]
        if number % 100 == 0:
            mean = sums / (number + 1)
            print(
                f"epoch {progress.epoch} {number}/{len(loader)} side {side} done {share:.0%} "
                f"scores {mean[0]:.3f} boxes {mean[1]:.3f} rate {rate:.2e} "
                f"{progress.seconds / 60:.1f} min",
                flush=True,
            )
    progress.epoch += 1
    means = sums / max(1, len(loader))
    progress.history.append(
        {"epoch": progress.epoch, "scores": float(means[0]), "boxes": float(means[1])}
    )


def validate(training: Training, dataset: Dataset, device: torch.device, out: Path) -> None:
    """Measure the averaged weights on the validation pictures, and keep the best."""
    detect = as_detector(training.averaged, device)
    numbers = dataset.numbers(VALIDATION)
    curves = measure(look(detect, dataset, numbers), dataset, numbers)
    row = {name: curve.average_precision() for name, curve in zip(CLASSES, curves, strict=True)}
    threshold = curves[PHONE].threshold_for(0.9)
    row["recall"] = 0.0 if threshold is None else curves[PHONE].at(threshold)[1]
    training.progress.history[-1] |= row
    print("validation", json.dumps({name: round(value, 3) for name, value in row.items()}))
    goodness = row["phone"] + row["recall"]
    if goodness > training.progress.best:
        training.progress.best = goodness
        torch.save(training.averaged.state_dict(), out / "best.pt")
    plot(training.progress.history, out / "curves.png")


def main() -> None:
    """Train until the epochs or the minutes are used up; going on where it was cut off."""
    options = _parse()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dataset = open_dataset(options.data, options.cache or options.out / "cache")
    labels = teach(dataset, options.teacher, options.cache or options.out / "cache")
    sampler = Sampler(dataset, labels)
    training = start(options.rate, options.seed, device)
    if (options.out / "last.pt").is_file():
        resume(training, options.out / "last.pt")
    print(f"{len(sampler)} training pictures, from epoch {training.progress.epoch}, on {device}")
    while done_share(training.progress, options.epochs, options.minutes) < 1:
        train_epoch(training, sampler, options, device)
        save(training, options.out / "last.pt")
        if training.progress.epoch % _EPOCHS_A_MEASUREMENT == 0:
            validate(training, dataset, device, options.out)
            save(training, options.out / "last.pt")
    # The last epoch, also of a training that was cut off while it was measured.
    if training.progress.history and "recall" not in training.progress.history[-1]:
        validate(training, dataset, device, options.out)
        save(training, options.out / "last.pt")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="holds images/ and labels/")
    parser.add_argument("--teacher", type=Path, required=True, help="yolox_nano.onnx")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints and curves")
    parser.add_argument("--cache", type=Path, help="decoded pictures; default: OUT/cache")
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--minutes", type=float, help="end after so much training time instead")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.2e-3, help="highest learning rate")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--workers", type=int, default=1, help="processes that make samples")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
