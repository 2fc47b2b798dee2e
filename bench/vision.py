"""How long one frame takes, stage by stage: ``python -m bench.vision``."""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from functions.detect_frames.__main__ import MODELS_PATH
from functions.detect_frames.crops import cut_crops
from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.detector import COARSE_SIDE, FINE_SIDE, FrameDetector
from functions.detect_frames.faces import face_pixels, find_faces
from functions.detect_frames.iris import find_eyes
from functions.detect_frames.landmarks import PIXELS, face_transform, find_landmarks
from functions.detect_frames.recordings import encode_frame
from functions.detect_frames.scene import describe_scene, thumbnail
from functions.detect_frames.sessions import ModelsMissingError, load_networks
from layers.models.build import CACHE_FOLDER
from layers.models.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Stages = dict[str, Callable[[], object]]

_THRESHOLD: Final = 0.5
_FIRST_FRAME: Final = """
import sys, time
from pathlib import Path
started = time.perf_counter()
from functions.detect_frames.detector import FrameDetector
imported = time.perf_counter()
detector = FrameDetector(Path(sys.argv[1]))
loaded = time.perf_counter()
detector.detect([Path(sys.argv[2]).read_bytes()], [0])
print(imported - started, loaded - imported, time.perf_counter() - loaded)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    cv2.setNumThreads(1)
    frame = options.picture.read_bytes() if options.picture else _sample_frame()
    try:
        stages = _stages(frame)
    except ModelsMissingError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    stages |= _originals()
    if options.yardsticks:
        stages |= _yardsticks(options.yardsticks)
    height, width = decode_frame(frame).shape[:2]
    print(f"{width}x{height} JPEG of {len(frame) / 1000:.0f} kB, one face, one thread")
    print(f"{'stage':<40}{'median ms':>11}{'least ms':>11}")
    for name, times in _measure(stages, options.rounds).items():
        print(f"{name:<40}{statistics.median(times):>11.2f}{min(times):>11.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process: {peak:.0f} MB")
    _print_first_frame(frame)
    return 0


def _sample_frame() -> bytes:
    """Return a 640x480 JPEG: the astronaut's upper body, as a webcam would frame it."""
    # Imported here: only this default needs the photograph.
    from skimage import data  # noqa: PLC0415

    photograph = np.asarray(data.astronaut(), np.uint8)
    region = cv2.cvtColor(photograph[:300, 20:420], cv2.COLOR_RGB2BGR)
    picture = cv2.resize(region, (640, 480), interpolation=cv2.INTER_CUBIC)
    return encode_frame(np.asarray(picture, np.uint8))


def _stages(frame: bytes) -> Stages:
    networks = load_networks(MODELS_PATH)
    detector = FrameDetector(MODELS_PATH)
    picture = decode_frame(frame)
    faces = find_faces(networks.faces, picture, side=COARSE_SIDE, threshold=_THRESHOLD)
    points = find_landmarks(networks.landmarks, picture, faces).points[0]
    coarse, fine = (face_pixels(picture, side) for side in (COARSE_SIDE, FINE_SIDE))
    crop = cut_crops(picture, [face_transform(faces.boxes[0], faces.key_points[0])], PIXELS)
    eyes = np.zeros((2, 3, 64, 64), np.float32)
    return {
        "decode": lambda: decode_frame(frame),
        f"faces at {COARSE_SIDE}": lambda: find_faces(
            networks.faces, picture, side=COARSE_SIDE, threshold=_THRESHOLD
        ),
        "  network alone": lambda: networks.faces(coarse),
        f"faces at {FINE_SIDE}": lambda: find_faces(
            networks.faces, picture, side=FINE_SIDE, threshold=_THRESHOLD
        ),
        "  network alone ": lambda: networks.faces(fine),
        "landmarks of one face": lambda: find_landmarks(networks.landmarks, picture, faces),
        "  network alone  ": lambda: networks.landmarks(crop),
        "irises of both eyes": lambda: find_eyes(networks.iris, picture, points),
        "  network alone   ": lambda: networks.iris(eyes),
        "scene": lambda: describe_scene(thumbnail(picture), None),
        "END TO END": lambda: detector.detect([frame], [0]),
    }


def _originals() -> Stages:
    """Return the original networks on TensorFlow Lite, where it and they are at hand."""
    try:
        from layers.models.reference import open_original  # noqa: PLC0415 - optional
    except ImportError:
        return {}
    stages: Stages = {}
    for network in read_manifest().networks:
        path = CACHE_FOLDER / network.tflite_name
        if path.is_file():
            interpreter = open_original(path.read_bytes())
            stages[f"original on TensorFlow Lite: {network.name}"] = interpreter.invoke
    return stages


def _yardsticks(folder: Path) -> Stages:
    """Return every network in a folder, run on noise of its own input size."""
    # Imported here: the product's own sessions know their inputs.
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    stages: Stages = {}
    for path in sorted(folder.glob("*.onnx")):
        session = onnxruntime.InferenceSession(str(path), options)
        (entry,) = session.get_inputs()
        shape = [size if isinstance(size, int) else 1 for size in entry.shape]
        pixels = np.random.default_rng(0).random(shape, np.float32)
        stages[f"yardstick: {path.stem}"] = partial(session.run, None, {entry.name: pixels})
    return stages


def _measure(stages: Stages, rounds: int) -> dict[str, list[float]]:
    """Time the stages in turn, so that a busy moment of the machine meets all of them."""
    times: dict[str, list[float]] = {name: [] for name in stages}
    for stage in stages.values():
        stage()
    for _ in range(rounds):
        for name, stage in stages.items():
            started = time.perf_counter()
            stage()
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def _print_first_frame(frame: bytes) -> None:
    """Measure a cold start in a process of its own."""
    with NamedTemporaryFile(suffix=".jpg") as file:
        file.write(frame)
        file.flush()
        # The command is this file's own text with two paths of ours.
        result = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _FIRST_FRAME, str(MODELS_PATH), file.name],
            capture_output=True,
            text=True,
            check=True,
        )
    imported, loaded, first = (float(text) * 1000 for text in result.stdout.split())
    print(f"cold process: import {imported:.0f} ms, load {loaded:.0f} ms, frame {first:.0f} ms")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.vision",
        description="Measure the detector on one frame, one thread, stage by stage.",
    )
    parser.add_argument("--picture", type=Path, help="a JPEG with one face (a sample photograph)")
    parser.add_argument("--rounds", type=int, default=100, help="(%(default)s)")
    parser.add_argument(
        "--yardsticks", metavar="DIR", type=Path, help="also time every .onnx network in DIR"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
