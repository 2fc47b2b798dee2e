"""Clips with labels: those that the project makes itself, and the recordings beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from skimage import data

from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.recordings import read_frames
from tests.accuracy.speech import Mouth, open_mouth, spoken_openings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    """(height, width, 3) BGR."""

RECORDINGS: Final = Path(__file__).parents[3] / "shared" / "recordings"
FRAME_MS: Final = 1000
"""The product looks once a second."""
_HEIGHT, _WIDTH = 480, 640
_SEED: Final = 20_261_122
_CALM: Final = "calm"
_MOUTH: Final = Mouth(across=203, down=147, width=40, chin=180)
"""The astronaut's, in the 400x400 pixels of her cut-out: where the landmarks lie."""


@dataclass(frozen=True)
class Span:
    """What a person says that a part of a clip shows."""

    kind: str
    from_ms: int
    to_ms: int
    excused: frozenset[str] = frozenset()
    """Kinds that may be found here and are neither right nor wrong, because they follow."""


@dataclass(frozen=True)
class Clip:
    """Some pictures, one a second, and their labels; time without a label is calm."""

    name: str
    pictures: Sequence[Picture]
    spans: tuple[Span, ...] = ()
    times_ms: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.times_ms:
            times = tuple(number * FRAME_MS for number in range(len(self.pictures)))
            object.__setattr__(self, "times_ms", times)


def own_clips() -> list[Clip]:
    """
    Make clips from the photographs that come with scikit-image.

    A student (the astronaut) sits before a garage (the motorcycle), sways a little and is seen
    through a camera with noise; then something happens, and then it is calm again.
    """
    stage = _Stage()
    calm, before, after = stage.calm(120), stage.calm(15), stage.calm(15)
    spoken = list(spoken_openings(40, np.random.default_rng(_SEED)))
    yawn = [0.2, 0.4, 0.6, 0.6, 0.4, 0.2]
    still = [before[-1]] * 20
    return [
        Clip("own: calm", calm),
        _clip("own: empty chair", before, stage.empty(15), after, "no_face"),
        _clip("own: second person", before, stage.visitor(15), after, "several_people"),
        _clip(
            "own: covered lens", before, stage.covered(15), after, "camera_blocked",
            excused=("no_face",),
        ),
        _clip("own: frozen picture", before, still, after, "frozen_feed"),
        Clip("own: replay", [*stage.calm(20), *after * 6], (Span("frozen_feed", 35_000, 110_000),)),
        _clip("own: another room", before, stage.elsewhere(15), [], "camera_changed"),
        _clip("own: speaking", before, stage.mouth(spoken), after, "talking"),
        Clip("own: yawning", [*before, *stage.mouth(yawn), *after]),
    ]  # fmt: skip


def recorded_clips() -> list[Clip]:
    """Return the labelled recordings beside the project; nothing where there are none."""
    if not (RECORDINGS / "labels.csv").is_file():
        return []
    with (RECORDINGS / "labels.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    videos = {row["file"] for row in rows if row["from_s"]}
    photographs = [(row["file"], row["label"]) for row in rows if not row["from_s"]]
    calm = list(_read_video("focused.mp4").pictures)
    clips = [_read_video(name, rows) for name in sorted(videos)]
    clips.append(_replayed("focused.mp4", rounds=8))
    clips += [_from_photograph(name, label, calm) for name, label in photographs]
    with (RECORDINGS / "head_turns.csv").open(newline="") as lines:
        turned = [f"head_turns/{row['file']}" for row in csv.DictReader(lines)]
    return clips + [_from_photograph(name, "looking_away", calm) for name in turned]


class _Stage:
    """Draws one moment after the other; seeded, so that every run sees the same."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(_SEED)
        astronaut = np.asarray(data.astronaut(), np.uint8)[:400, 20:420, ::-1]
        room = np.asarray(data.stereo_motorcycle()[0], np.uint8)[..., ::-1]
        self._room = _sized(room, _WIDTH, _HEIGHT)
        coffee = np.asarray(data.coffee(), np.uint8)[..., ::-1]
        self._other_room = _sized(coffee, _WIDTH, _HEIGHT)
        self._student = _sized(astronaut, 400, 400)
        self._visitor = _sized(astronaut[:, ::-1], 260, 260)
        self._place = np.zeros(2)

    def calm(self, seconds: int) -> list[Picture]:
        """The student alone."""
        return [self._shoot(self._with_student(self._room)) for _ in range(seconds)]

    def empty(self, seconds: int) -> list[Picture]:
        """The room alone."""
        return [self._shoot(self._room) for _ in range(seconds)]

    def visitor(self, seconds: int) -> list[Picture]:
        """A second person at the picture's left, farther away."""
        scene = self._room.copy()
        scene[100:360, 0:260] = _blended(scene[100:360, 0:260], self._visitor)
        return [self._shoot(self._with_student(scene, right=90)) for _ in range(seconds)]

    def elsewhere(self, seconds: int) -> list[Picture]:
        """The same student before another background."""
        return [self._shoot(self._with_student(self._other_room)) for _ in range(seconds)]

    def mouth(self, openings: Sequence[float]) -> list[Picture]:
        """The student, whose mouth is open so far beyond their smile."""
        student = self._student
        taken = []
        for opening in openings:
            self._student = open_mouth(student, _MOUTH, opening)
            taken.append(self._shoot(self._with_student(self._room)))
        self._student = student
        return taken

    def covered(self, seconds: int) -> list[Picture]:
        """A finger on the lens: nearly black, a little red."""
        finger = np.full((_HEIGHT, _WIDTH, 3), (6, 8, 22), np.uint8)
        return [self._shoot(finger) for _ in range(seconds)]

    def _with_student(self, scene: Picture, right: int = 0) -> Picture:
        # A slow walk that is pulled back to the middle, in pixels.
        self._place = self._place * 0.8 + self._random.normal(0, 4, 2)
        across, down = np.clip(np.round(self._place), -20, 20).astype(int)
        top, left = 80, 120 + right + across
        student = np.roll(self._student, down, axis=0)
        picture = scene.copy()
        picture[top : top + 400, left : left + 400] = _blended(
            picture[top : top + 400, left : left + 400], student
        )
        return picture

    def _shoot(self, scene: Picture) -> Picture:
        noise = self._random.normal(0, 3, scene.shape)
        return np.clip(scene + noise, 0, 255).astype(np.uint8)


def _clip(
    name: str,
    before: list[Picture],
    during: list[Picture],
    after: list[Picture],
    kind: str,
    excused: tuple[str, ...] = (),
) -> Clip:
    start = len(before) * FRAME_MS
    span = Span(kind, start, start + len(during) * FRAME_MS, frozenset(excused))
    return Clip(name, [*before, *during, *after], (span,))


def _read_video(name: str, rows: Sequence[dict[str, str]] = ()) -> Clip:
    frames = list(read_frames(RECORDINGS / name, first_ms=0, frames_per_second=1))
    spans = tuple(
        Span(row["label"], round(float(row["from_s"]) * 1000), round(float(row["to_s"]) * 1000))
        for row in rows
        if row["file"] == name and row["label"] != _CALM
    )
    return Clip(
        name,
        [decode_frame(frame.content) for frame in frames],
        spans,
        tuple(frame.captured_ms for frame in frames),
    )


def _replayed(name: str, rounds: int) -> Clip:
    """Show a recording again and again; what comes back is labelled."""
    pictures = list(_read_video(name).pictures)
    length_ms = len(pictures) * FRAME_MS
    span = Span("frozen_feed", length_ms, rounds * length_ms)
    return Clip(f"{name}: replayed", pictures * rounds, (span,))


def _from_photograph(name: str, label: str, calm: list[Picture]) -> Clip:
    """Show a photograph for 10 s as a camera would, after somebody calm as the baseline."""
    (frame,) = read_frames(RECORDINGS / name, first_ms=0, frames_per_second=1)
    photograph = decode_frame(frame.content)
    during = list(_shaken(photograph, 10))
    return _clip(name, calm, during, [], label)


def _shaken(photograph: Picture, seconds: int) -> Iterator[Picture]:
    """A photograph under camera noise, moved by some pixels: no frame is like the last."""
    random = np.random.default_rng(_SEED)
    for _ in range(seconds):
        across, down = random.integers(-6, 7, 2)
        matrix = np.array([[1, 0, across], [0, 1, down]], np.float64)
        height, width = photograph.shape[:2]
        moved = cv2.warpAffine(photograph, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        yield np.clip(moved + random.normal(0, 3, moved.shape), 0, 255).astype(np.uint8)


def _blended(backdrop: Picture, person: Picture) -> Picture:
    """Lay a square photograph over a backdrop, its rim fading."""
    height, width = person.shape[:2]
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    # Full to the lower edge: shoulders do not end in the air.
    distance = np.maximum(np.abs(columns), -rows)
    weight = np.clip((1 - distance) * 8, 0, 1)[..., np.newaxis]
    return np.asarray(person * weight + backdrop * (1 - weight), np.uint8)


def _sized(picture: Picture, width: int, height: int) -> Picture:
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
