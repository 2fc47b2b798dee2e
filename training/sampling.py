"""Training samples: pictures mixed, pasted over, moved about and filmed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.camera_effects import film
from training.dataset import SIDE, TRAINING, Dataset
from training.decoder import PADDING
from training.labels import BOOK, PERSON, PHONE, Labels
from training.pages import draw_book, hold
from training.scenes import Scene, mirror, mosaic, paste, place, turn

_LEAST_PATCH: Final = 12
"""Pixels on the short side; smaller cut-outs are smudges."""


@dataclass(frozen=True)
class Recipe:
    """How often each change is made to a sample, 0..1."""

    mosaics: float = 0.5
    phones_pasted: float = 0.3
    """Onto pictures without one."""
    things_pasted: float = 0.15
    """Of no class of ours, so that a pasted edge alone means nothing."""
    phones_swapped: float = 0.15
    """Each phone in a hand replaced by something else: hands with other things."""
    pages_pasted: float = 0.12
    mirrored: float = 0.5
    turned: float = 0.05


CALM: Final = Recipe(mosaics=0.0, phones_pasted=0.1, things_pasted=0.08, phones_swapped=0.1)
"""For the last epochs: nearer to the pictures that a webcam takes."""


class Sampler:
    """Makes training samples; the same generator state gives the same sample."""

    def __init__(self, dataset: Dataset, labels: Sequence[Labels]) -> None:
        """
        Sort the training pictures by what they are good for.

        Args:
            dataset: Only its training part is used.
            labels: Of every picture, the teacher's included.
        """
        self._dataset = dataset
        self._labels = labels
        numbers = dataset.numbers(TRAINING)
        self._numbers = np.asarray(numbers, np.intp)
        self._phones = [n for n in numbers if (dataset.pictures[n].labels.classes == PHONE).any()]
        self._others = [n for n in numbers if dataset.pictures[n].fully_labelled]
        weights = np.asarray([self._weight(number) for number in numbers])
        self._chances = weights / weights.sum()

    def __len__(self) -> int:
        """How many pictures there are to train on."""
        return len(self._numbers)

    def sample(self, generator: np.random.Generator, side: int, recipe: Recipe) -> Scene:
        """Return a square sample of ``side`` pixels."""
        if generator.random() < recipe.mosaics:
            scenes = [self._scene(generator, recipe) for _ in range(4)]
            scales = generator.uniform(0.4, 1.1, 4) * side / SIDE
            x, y = (int(part * side) for part in generator.uniform(0.3, 0.7, 2))
            scene = mosaic(scenes, side, [float(scale) for scale in scales], (x, y))
        else:
            scene = _frame(self._scene(generator, recipe), generator, side)
        return Scene(film(scene.pixels, generator), scene.labels)

    def _weight(self, number: int) -> float:
        """How often a picture is drawn, against others: webcam-like and rare ones more."""
        picture = self._dataset.pictures[number]
        if picture.fully_labelled:
            return 2.5
        shows_person = (self._labels[number].classes == PERSON).any()
        if not len(picture.labels.boxes):
            return 1.2
        return 1.3 if shows_person else 0.8

    def _open(self, number: int) -> Scene:
        return Scene(self._dataset.pixels[number], self._labels[number])

    def _scene(self, generator: np.random.Generator, recipe: Recipe) -> Scene:
        scene = self._open(int(generator.choice(self._numbers, p=self._chances)))
        has_phone = bool((scene.labels.classes == PHONE).any())
        if has_phone and generator.random() < recipe.phones_swapped:
            scene = self._swap_phones(scene, generator)
        elif not has_phone and generator.random() < recipe.phones_pasted:
            scene = self._paste_phone(scene, generator)
        if generator.random() < recipe.things_pasted:
            scene = self._paste_thing(scene, generator)
        if generator.random() < recipe.pages_pasted:
            size = generator.uniform(0.2, 0.7) * max(scene.size)
            patch, mask = hold(draw_book(generator), size, generator)
            scene = _paste_anywhere(scene, patch, mask, BOOK, generator)
        if generator.random() < recipe.mirrored:
            scene = mirror(scene)
        return turn(scene) if generator.random() < recipe.turned else scene

    def _paste_phone(self, scene: Scene, generator: np.random.Generator) -> Scene:
        donor = self._open(int(generator.choice(self._phones)))
        phones = donor.labels.boxes[donor.labels.classes == PHONE]
        patch = _cut_out(donor.pixels, phones[generator.integers(len(phones))])
        if min(patch.shape[:2]) < _LEAST_PATCH:
            return scene
        patch = _resize(patch, generator.uniform(0.12, 0.5) * max(scene.size))
        return _paste_anywhere(scene, patch, soft_mask(patch), PHONE, generator)

    def _paste_thing(self, scene: Scene, generator: np.random.Generator) -> Scene:
        patch = self._thing(generator, generator.uniform(0.5, 2.0))
        patch = _resize(patch, generator.uniform(0.1, 0.45) * max(scene.size))
        return _paste_anywhere(scene, patch, soft_mask(patch), None, generator)

    def _swap_phones(self, scene: Scene, generator: np.random.Generator) -> Scene:
        for box in scene.labels.boxes[scene.labels.classes == PHONE]:
            left, top, right, bottom = (round(float(edge)) for edge in box)
            width, height = right - left, bottom - top
            height = min(height, scene.size[0] - top)
            width = min(width, scene.size[1] - left)
            if min(width, height) < _LEAST_PATCH:
                return scene
            patch = cv2.resize(self._thing(generator, width / height), (width, height))
            solid = np.ones((height, width), np.float32)
            scene = paste(scene, np.asarray(patch, np.uint8), solid, None, (left, top))
        return scene

    def _thing(self, generator: np.random.Generator, shape: float) -> NDArray[np.uint8]:
        """Cut a piece, ``shape`` times as wide as high, out of a picture without phones."""
        for _ in range(10):
            scene = self._open(int(generator.choice(self._others)))
            if not (scene.labels.classes == PHONE).any():
                break
        height, width = scene.size
        rows = int(min(height, width / shape) * generator.uniform(0.25, 0.8))
        rows = max(_LEAST_PATCH, min(rows, height))
        columns = max(_LEAST_PATCH, min(int(rows * shape), width))
        top = int(generator.integers(0, height - rows + 1))
        left = int(generator.integers(0, width - columns + 1))
        return scene.pixels[top : top + rows, left : left + columns]


def soft_mask(patch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return a mask (h, w) that covers a patch but for rounded, soft edges."""
    height, width = patch.shape[:2]
    rim = max(1, min(height, width) // 16)
    mask = np.zeros((height, width), np.float32)
    mask[rim : height - rim, rim : width - rim] = 1
    return np.asarray(cv2.blur(mask, (2 * rim + 1, 2 * rim + 1)), np.float32)


def _cut_out(pixels: NDArray[np.uint8], box: NDArray[np.float32]) -> NDArray[np.uint8]:
    left, top, right, bottom = (max(0, round(float(edge))) for edge in box)
    return pixels[top:bottom, left:right]


def _resize(patch: NDArray[np.uint8], long_side: float) -> NDArray[np.uint8]:
    scale = long_side / max(patch.shape[:2])
    size = (
        max(_LEAST_PATCH, round(patch.shape[1] * scale)),
        max(_LEAST_PATCH, round(patch.shape[0] * scale)),
    )
    return np.asarray(cv2.resize(patch, size), np.uint8)


def _paste_anywhere(
    scene: Scene,
    patch: NDArray[np.uint8],
    mask: NDArray[np.float32],
    label: int | None,
    generator: np.random.Generator,
) -> Scene:
    height, width = (min(a, b) for a, b in zip(mask.shape, scene.size, strict=True))
    x = int(generator.integers(0, scene.size[1] - width + 1))
    y = int(generator.integers(0, scene.size[0] - height + 1))
    return paste(scene, patch[:height, :width], mask[:height, :width], label, (x, y))


def _frame(scene: Scene, generator: np.random.Generator, side: int) -> Scene:
    """Draw one scene at a random size, shape and place."""
    height, width = scene.size
    scale = side / max(height, width) * generator.uniform(0.6, 1.45)
    stretch = generator.uniform(0.87, 1.15)
    scales = (scale * stretch, scale / stretch)
    slack = (side - width * scales[0], side - height * scales[1])
    corner = tuple(float(generator.uniform(min(0, room), max(0, room))) for room in slack)
    canvas = np.full((side, side, 3), PADDING, np.uint8)
    labels = place(canvas, scene, (0, 0, side, side), scales, (corner[0], corner[1]))
    return Scene(canvas, labels)
