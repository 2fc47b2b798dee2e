"""Measure the exported detector beside others: ``python -m training.evaluate --data DIR ...``."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.average_precision import Curve
from training.dataset import TEST, VALIDATION, Dataset, open_dataset
from training.labels import CLASSES, PERSON, PHONE, Labels
from training.manifest import write_manifest
from training.measuring import look, measure, near_persons
from training.sampling import swapped_for
from training.teacher import teach
from training.things import draw_thing
from training.yardsticks import Detect, open_fastestdet, open_ours, open_yolox

LEAST_PRECISION: Final = 0.91
"""On validation, for 0.9 elsewhere: the same pictures chose the best epoch, so they flatter."""
_LEAST_THINGS: Final = 20
"""With fewer things on the validation pictures a precision is a guess."""
_CAUTIOUS: Final = 0.6
"""The threshold of a class that could not be measured: high, and a hint at best."""
_THINGS_SEED: Final = 11
_LEAST_THING: Final = 12
"""Pixels; a smaller thing could be anything."""
_FRAME: Final = (480, 640)
_ROUNDS: Final = 60


@dataclass(frozen=True)
class Report:
    """What one detector did."""

    name: str
    thresholds: tuple[float, ...]
    """One a class."""
    proven: tuple[bool, ...]
    """Whether each threshold was chosen on enough validation pictures."""
    test: list[Curve]
    with_person: list[Curve]
    """On the test pictures in which the teacher saw a person: nearest to a webcam's."""
    near_persons: Curve
    """On validation and test: people who sit before the camera, labelled by people or surely by
    the teacher."""
    held_out: list[Curve]
    """On validation and test together: for the classes with few labels."""
    false_alarms: dict[str, list[int]]
    """In how many pictures of a kind without phones each class was seen; last, how many."""
    milliseconds: float
    """Median a frame of 640x480, from decoded picture to boxes, on one thread."""


def choose_threshold(curve: Curve) -> tuple[float, bool]:
    """Return the lowest threshold that is precise enough on validation, and if it is proven."""
    if curve.things < _LEAST_THINGS:
        return _CAUTIOUS, False
    threshold = curve.threshold_for(LEAST_PRECISION)
    return (_CAUTIOUS, False) if threshold is None else (threshold, True)


def time_detectors(detectors: dict[str, Detect], picture: NDArray[np.uint8]) -> dict[str, float]:
    """Return each detector's median milliseconds, taking turns so that all share the noise."""
    spent: dict[str, list[float]] = {name: [] for name in detectors}
    for _ in range(_ROUNDS):
        for name, detect in detectors.items():
            began = time.perf_counter()
            detect(picture)
            spent[name].append((time.perf_counter() - began) * 1000)
    return {name: float(np.median(times)) for name, times in spent.items()}


def phone_free(dataset: Dataset) -> dict[str, list[NDArray[np.uint8]]]:
    """Return the held-out pictures without a phone: faces, and scenes of daily life."""
    kinds: dict[str, list[NDArray[np.uint8]]] = {"faces": [], "daily scenes": []}
    for number in [*dataset.numbers(VALIDATION), *dataset.numbers(TEST)]:
        picture = dataset.pictures[number]
        if (picture.labels.classes == PHONE).any():
            continue
        if picture.source.startswith("faces"):
            kinds["faces"].append(dataset.pixels[number])
        elif picture.fully_labelled:
            kinds["daily scenes"].append(dataset.pixels[number])
    return kinds


def hands_with_things(dataset: Dataset) -> list[NDArray[np.uint8]]:
    """Return the test pictures with each phone replaced by a drawn thing that is none."""
    generator = np.random.default_rng(_THINGS_SEED)
    pictures = []
    for number in dataset.numbers(TEST):
        labels = dataset.pictures[number].labels
        boxes = labels.boxes[labels.classes == PHONE].round().astype(int)
        if not len(boxes) or (boxes[:, 2:] - boxes[:, :2]).min() < _LEAST_THING:
            continue
        picture = np.array(dataset.pixels[number])
        for left, top, right, bottom in boxes:
            region = picture[top:bottom, left:right]
            picture[top:bottom, left:right] = swapped_for(region, draw_thing(generator), generator)
        pictures.append(picture)
    return pictures


def read_frames(path: Path, step: int) -> list[NDArray[np.uint8]]:
    """Return every ``step``-th frame of a recording."""
    capture = cv2.VideoCapture(str(path))
    frames: list[NDArray[np.uint8]] = []
    while True:
        good, frame = capture.read()
        if not good:
            return frames[::step]
        frames.append(np.asarray(frame, np.uint8))


def examine(
    name: str,
    detect: Detect,
    dataset: Dataset,
    labels: Sequence[Labels],
    negatives: dict[str, list[NDArray[np.uint8]]],
    milliseconds: float,
) -> Report:
    """Choose a detector's thresholds on validation, then measure it on test."""
    validation, test = dataset.numbers(VALIDATION), dataset.numbers(TEST)
    persons = [number for number in test if (labels[number].classes == PERSON).any()]
    found = look(detect, dataset, [*validation, *test])
    chosen = [choose_threshold(curve) for curve in measure(found, dataset, validation)]
    near = near_persons({number: found[number] for number in validation}, dataset, labels)
    # Only near persons are of use, and their labels are partly a teacher's: never below caution.
    threshold, is_proven = choose_threshold(near)
    chosen[PERSON] = (max(threshold, _CAUTIOUS), is_proven)
    return Report(
        name,
        tuple(threshold for threshold, _ in chosen),
        tuple(proven for _, proven in chosen),
        measure(found, dataset, test),
        measure(found, dataset, persons),
        near_persons(found, dataset, labels),
        measure(found, dataset, [*validation, *test]),
        {
            kind: _count_alarms(detect, pictures, [threshold for threshold, _ in chosen])
            for kind, pictures in negatives.items()
        },
        milliseconds,
    )


def _count_alarms(
    detect: Detect, pictures: Sequence[NDArray[np.uint8]], thresholds: Sequence[float]
) -> list[int]:
    """Return in how many pictures each class is seen, and last how many pictures there are."""
    counts = np.zeros(len(CLASSES), np.int64)
    for picture in pictures:
        found = detect(picture)
        sure = found.scores >= np.asarray(thresholds)[found.classes]
        counts[np.unique(found.classes[sure])] += 1
    return [*counts.tolist(), len(pictures)]


def show(report: Report) -> str:
    """Return a report as lines of a table."""
    lines = [f"{report.name}: {report.milliseconds:.1f} ms a frame"]
    for kind, name in enumerate(CLASSES):
        threshold = report.thresholds[kind]
        curve = report.test[kind] if kind == PHONE else report.held_out[kind]
        precision, recall = curve.at(threshold)
        lines.append(
            f"  {name:7} AP50 {curve.average_precision():.3f} of {curve.things:4}; at "
            f"{threshold:.2f}{'' if report.proven[kind] else ' (unproven)'}: "
            f"precision {precision:.2f}, recall {recall:.2f}"
        )
    webcam = report.with_person[PHONE]
    precision, recall = webcam.at(report.thresholds[PHONE])
    lines.append(
        f"  phone where a person is seen: AP50 {webcam.average_precision():.3f} of "
        f"{webcam.things}; precision {precision:.2f}, recall {recall:.2f}"
    )
    near = report.near_persons
    precision, recall = near.at(report.thresholds[PERSON])
    lines.append(
        f"  person near the camera: AP50 {near.average_precision():.3f} of {near.things}; "
        f"precision {precision:.2f}, recall {recall:.2f}"
    )
    alarms = [
        f"  pictures of {kind} ({counts[-1]}): "
        + ", ".join(
            f"{CLASSES[number]} seen in {counts[number]}"
            for number in range(len(CLASSES))
            if number != PERSON
        )
        for kind, counts in report.false_alarms.items()
    ]
    return "\n".join([*lines, *alarms])


def main() -> None:
    """Print the table, and write the manifest of our network if asked to."""
    options = _parse()
    dataset = open_dataset(options.data, options.cache)
    labels = teach(dataset, options.yardsticks / "yolox_nano.onnx", options.cache)
    negatives = phone_free(dataset)
    negatives["hands with drawn things"] = hands_with_things(dataset)
    for path in options.negatives:
        negatives[path.stem] = read_frames(path, 10)
    detectors = {
        "ours": open_ours(options.network),
        "FastestDet": open_fastestdet(options.yardsticks / "fastestdet.onnx"),
        "YOLOX-Nano": open_yolox(options.yardsticks / "yolox_nano.onnx"),
    }
    frame = cv2.resize(dataset.pixels[dataset.numbers(TEST)[0]], _FRAME[::-1])
    times = time_detectors(detectors, np.asarray(frame, np.uint8))
    for name, detect in detectors.items():
        report = examine(name, detect, dataset, labels, negatives, times[name])
        print(show(report), flush=True)
        if name == "ours" and options.manifest:
            write_manifest(
                options.manifest,
                options.network,
                dict(zip(CLASSES, report.thresholds, strict=True)),
                dict(zip(CLASSES, report.proven, strict=True)),
            )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="holds images/ and labels/")
    parser.add_argument("--cache", type=Path, required=True, help="decoded pictures")
    parser.add_argument("--yardsticks", type=Path, required=True, help="the others' networks")
    parser.add_argument("--network", type=Path, default=Path("layers/models/objects/objects.onnx"))
    parser.add_argument(
        "--negatives", type=Path, nargs="*", default=[], help="recordings without phones"
    )
    parser.add_argument("--manifest", type=Path, help="write thresholds and hashes here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
