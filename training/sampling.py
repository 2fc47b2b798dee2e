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
from training.labels import BOOK, LAPTOP, PERSON, PHONE, SCREEN, Labels
from training.pages import draw_book, hold
from training.scenes import Scene, mirror, mosaic, paste, place, turn
from training.things import draw_thing

_LEAST_PATCH: Final = 12
"""Pixels on the short side; smaller cut-outs are smudges."""
_DRAWN: Final = 0.6
"""Of the things that are no phones: drawn; the others are pieces of other pictures."""
_COARSE: Final = 12
"""Pixels a side at which what was behind a phone is guessed."""
_RARE: Final = (BOOK, LAPTOP, SCREEN)


@dataclass(frozen=True)
class Recipe:
    """How often each change is made to a sample, 0..1."""

    mosaics: float = 0.5
    phones_pasted: float = 0.3
    """Onto pictures without one."""
    things_pasted: float = 0.15
    """Of no class of ours, so that a pasted edge alone means nothing."""
    phones_swapped: float = 0.2
    """Each phone in a hand replaced by something else: hands with other things."""
    pages_pasted: float = 0.06
    rare_pasted: float = 0.12
    """Books, laptops and screens out of the few pictures that have them."""
    mirrored: float = 0.5
    turned: float = 0.05


CALM: Final = Recipe(
    mosaics=0.0, phones_pasted=0.1, things_pasted=0.08, phones_swapped=0.15, rare_pasted=0.06
)
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
        self._rare = [n for n in self._others if np.isin(_own_classes(dataset, n), _RARE).any()]
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
        if self._rare and generator.random() < recipe.rare_pasted:
            donor = self._open(int(generator.choice(self._rare)))
            scene = _paste_from(scene, donor, _RARE, generator)
        if generator.random() < recipe.mirrored:
            scene = mirror(scene)
        return turn(scene) if generator.random() < recipe.turned else scene

    def _paste_phone(self, scene: Scene, generator: np.random.Generator) -> Scene:
        donor = self._open(int(generator.choice(self._phones)))
        return _paste_from(scene, donor, (PHONE,), generator)

    def _paste_thing(self, scene: Scene, generator: np.random.Generator) -> Scene:
        size = generator.uniform(0.1, 0.45) * max(scene.size)
        if generator.random() < _DRAWN:
            patch, mask = hold(draw_thing(generator), size, generator)
            return _paste_anywhere(scene, patch, mask, None, generator)
        patch = _resize(self._piece(generator, generator.uniform(0.5, 2.0)), size)
        return _paste_anywhere(scene, patch, soft_mask(patch), None, generator)

    def _swap_phones(self, scene: Scene, generator: np.random.Generator) -> Scene:
        for box in scene.labels.boxes[scene.labels.classes == PHONE]:
            left, top, right, bottom = (round(float(edge)) for edge in box)
            height = min(bottom, scene.size[0]) - top
            width = min(right, scene.size[1]) - left
            if min(width, height) < _LEAST_PATCH:
                return scene
            if generator.random() < _DRAWN:
                patch = swapped_for(
                    scene.pixels[top : top + height, left : left + width],
                    draw_thing(generator),
                    generator,
                )
            else:
                patch = _stretch(self._piece(generator, width / height), width, height)
            solid = np.ones((height, width), np.float32)
            scene = paste(scene, patch, solid, None, (left, top))
        return scene

    def _piece(self, generator: np.random.Generator, shape: float) -> NDArray[np.uint8]:
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


def swapped_for(
    region: NDArray[np.uint8], thing: NDArray[np.uint8], generator: np.random.Generator
) -> NDArray[np.uint8]:
    """
    Return a region in which a phone was, with a thing held there instead.

    What was in the middle is painted over from the rim, coarsely; the thing hides most of it.

    Args:
        region: (height, width, 3), the phone's box.
        thing: (h, w, 3), seen from the front.
        generator: Draws how it is held.
    """
    height, width = region.shape[:2]
    small = _stretch(region, _COARSE, _COARSE)
    hole = np.zeros((_COARSE, _COARSE), np.uint8)
    hole[1:-1, 1:-1] = 1
    ground = _stretch(np.asarray(cv2.inpaint(small, hole, 2, cv2.INPAINT_TELEA)), width, height)
    if (thing.shape[0] > thing.shape[1]) != (height > width):
        thing = np.rot90(thing).copy()
    patch, mask = hold(thing, max(height, width), generator)
    shown = cv2.resize(mask, (width, height))[..., None]
    held = _stretch(patch, width, height).astype(np.float32)
    return np.asarray(ground + (held - ground) * shown, np.uint8)


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


def _own_classes(dataset: Dataset, number: int) -> NDArray[np.int64]:
    return dataset.pictures[number].labels.classes


def _paste_from(
    scene: Scene, donor: Scene, classes: Sequence[int], generator: np.random.Generator
) -> Scene:
    """Paste one of the donor's things of some classes, with its label."""
    chosen = np.flatnonzero(np.isin(donor.labels.classes, classes))
    row = int(chosen[generator.integers(len(chosen))])
    patch = _cut_out(donor.pixels, donor.labels.boxes[row])
    if min(patch.shape[:2]) < _LEAST_PATCH:
        return scene
    patch = _resize(patch, generator.uniform(0.12, 0.5) * max(scene.size))
    kind = int(donor.labels.classes[row])
    return _paste_anywhere(scene, patch, soft_mask(patch), kind, generator)


def _stretch(patch: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(patch, (width, height)), np.uint8)


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
