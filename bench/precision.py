"""fp32, fp16 or int8: ``python -m bench.precision`` measures what each is worth.

The networks' inputs are recorded while the detector looks at real pictures.  Every other one
calibrates int8 (static, QDQ, a scale a channel); the rest is run through every variant, and what
comes out is compared with fp32.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
from onnxruntime.transformers.float16 import convert_float_to_float16

from bench.beside import find_recordings
from bench.vision import sample_frames, stay_on_one_core
from functions.detect_frames.__main__ import MODELS_PATH
from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.iris import find_eyes
from functions.detect_frames.objects import load_object_detector
from functions.detect_frames.people import find_people, glance
from functions.detect_frames.recordings import list_files, read_frames
from functions.detect_frames.sessions import (
    ModelsMissingError,
    Network,
    Networks,
    RunNetwork,
    load_networks,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.float32]

_MOST_CALIBRATING: Final = 40
_MOST_MEASURED: Final = 40
_ROUNDS: Final = 60
_FRAMES_A_SECOND: Final = 2
_OUTPUTS: Final = {
    "faces": ("pixels of 128", "score before the sigmoid"),
    "landmarks": ("pixels of 192", "presence before the sigmoid"),
    "iris": ("contour, pixels of 64", "iris, pixels of 64"),
    "objects": ("score 0..1", "strides"),
}


def main() -> int:
    """Print the table; return the exit code."""
    cv2.setNumThreads(1)
    stay_on_one_core()
    # The quantiser recommends what was tried and changes nothing here.
    logging.disable(logging.WARNING)
    pictures = list(_pictures())
    try:
        inputs = _record(pictures)
    except ModelsMissingError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(f"inputs recorded from {len(pictures)} pictures; least of {_ROUNDS} runs on one core")
    print(
        f"{'network':<11}{'variant':<8}{'ms':>7}{'kB':>7}   mean and largest difference from fp32"
    )
    with TemporaryDirectory() as name:
        for network, pixels in inputs.items():
            _compare(network, pixels, Path(name))
    return 0


def _pictures() -> Iterator[NDArray[np.uint8]]:
    for content in sample_frames():
        yield decode_frame(content)
    recordings = find_recordings()
    if recordings is None:
        print("no recordings beside the project: the package's photograph alone", file=sys.stderr)
        return
    for file in list_files(recordings):
        for frame in read_frames(file, first_ms=0, frames_per_second=_FRAMES_A_SECOND):
            yield decode_frame(frame.content)


class _Recorder:
    """A network that remembers what it was given; see ``RunNetwork``."""

    def __init__(self, run: RunNetwork) -> None:
        self._run = run
        self.inputs: list[Pixels] = []

    def __call__(self, pixels: Pixels) -> list[Pixels]:
        self.inputs.append(pixels)
        return self._run(pixels)


def _record(pictures: Sequence[NDArray[np.uint8]]) -> dict[str, list[Pixels]]:
    """Return what each network is given for some pictures."""
    networks = load_networks(MODELS_PATH)
    recorders = {
        name: _Recorder(getattr(networks, name)) for name in ("faces", "landmarks", "iris")
    }
    recording = Networks(**recorders, versions=networks.versions)
    for picture in pictures:
        [seen] = glance(recording, [picture])
        people = find_people(recording, seen)
        find_eyes(recording.iris, [(picture, points) for points in people.landmarks.points[:1]])
    inputs = {name: recorder.inputs for name, recorder in recorders.items()}
    objects = load_object_detector(MODELS_PATH)
    if objects is not None:
        inputs["objects"] = [objects.pixels_of(picture)[0] for picture in pictures]
    return {name: _of_one_shape(pixels) for name, pixels in inputs.items()}


def _of_one_shape(pixels: Sequence[Pixels]) -> list[Pixels]:
    """Return those of the most frequent shape: a calibration takes no other."""
    shapes = [one.shape for one in pixels]
    usual = max(set(shapes), key=shapes.count)
    return [one for one in pixels if one.shape == usual]


def _compare(network: str, pixels: Sequence[Pixels], folder: Path) -> None:
    original = MODELS_PATH / f"{network}.onnx"
    half, whole = folder / f"{network}-fp16.onnx", folder / f"{network}-int8.onnx"
    onnx.save(convert_float_to_float16(onnx.load(original), keep_io_types=True), half)
    quantize_static(
        original,
        whole,
        _Reader(pixels[::2][:_MOST_CALIBRATING]),
        per_channel=True,
        weight_type=QuantType.QInt8,
        activation_type=QuantType.QUInt8,
    )
    measured = pixels[1::2][:_MOST_MEASURED]
    wanted = [Network(original)(one) for one in measured]
    for variant, path in (("fp32", original), ("fp16", half), ("int8", whole)):
        run = Network(path)
        differences = _differences([run(one) for one in measured], wanted)
        told = "; ".join(
            f"{mean:.4f} and {most:.3f} {unit}"
            for (mean, most), unit in zip(differences, _OUTPUTS[network], strict=True)
        )
        size = path.stat().st_size / 1000
        print(f"{network:<11}{variant:<8}{_least_ms(run, measured[0]):>7.2f}{size:>7.0f}   {told}")


class _Reader(CalibrationDataReader):  # type: ignore[misc] # the package has no types
    def __init__(self, pixels: Sequence[Pixels]) -> None:
        self._rest = iter(pixels)

    def get_next(self) -> dict[str, Any] | None:
        pixels = next(self._rest, None)
        return None if pixels is None else {"pixels": pixels}


def _differences(
    found: Sequence[Sequence[Pixels]], wanted: Sequence[Sequence[Pixels]]
) -> list[tuple[float, float]]:
    """Return the mean and the largest difference of each output."""
    return [
        (float(all_values.mean()), float(all_values.max()))
        for all_values in (
            np.abs(np.concatenate([np.ravel(f - w) for f, w in zip(ours, theirs, strict=True)]))
            for ours, theirs in zip(
                zip(*found, strict=True), zip(*wanted, strict=True), strict=True
            )
        )
    ]


def _least_ms(run: RunNetwork, pixels: Pixels) -> float:
    """Return the least time: the machine's other work only ever adds."""
    least = float("inf")
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        run(pixels)
        least = min(least, time.perf_counter() - started)
    return least * 1000


if __name__ == "__main__":
    sys.exit(main())
