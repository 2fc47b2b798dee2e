"""How long one frame takes, stage by stage: ``python -m bench.vision``."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from bench.beside import find_yardsticks
from bench.mediapipe_reference import ReferenceUnavailableError, time_mediapipe
from chalicelib.domain.frame_uploads import MAX_FRAMES
from functions.detect_frames.__main__ import MODELS_PATH
from functions.detect_frames.crops import cut_crops
from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.detector import FrameDetector
from functions.detect_frames.faces import face_pixels, find_faces
from functions.detect_frames.iris import find_eyes
from functions.detect_frames.landmarks import PIXELS, face_transform, find_landmarks
from functions.detect_frames.objects import load_object_detector
from functions.detect_frames.people import COARSE_SIDE, FINE_SIDE
from functions.detect_frames.recordings import encode_frame
from functions.detect_frames.scene import describe_scene, thumbnail
from functions.detect_frames.sessions import ModelsMissingError, load_networks
from layers.models.build import CACHE_FOLDER
from layers.models.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Stages = dict[str, Callable[[], object]]

_THRESHOLD: Final = 0.5
_ALONE: Final = "END TO END, a frame alone"
_BUNDLED: Final = f"END TO END, a frame of a bundle of {MAX_FRAMES}"
_BUNDLED_FACES: Final = "  the same without objects"
_FIRST_FRAME: Final = """
import sys, time
from pathlib import Path
started = time.perf_counter()
from functions.detect_frames.detector import FrameDetector
imported = time.perf_counter()
detector = FrameDetector(Path(sys.argv[1]))
loaded = time.perf_counter()
detector.detect([Path(sys.argv[2]).read_bytes()], [0])
done = time.perf_counter()
status = Path("/proc/self/status")
if status.exists():  # Linux, where getrusage begins with the parent's peak
    peak = int(status.read_text().split("VmHWM:")[1].split()[0])
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(imported - started, loaded - imported, done - loaded, time.time() - float(sys.argv[3]), peak)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    cv2.setNumThreads(1)
    stay_on_one_core()
    frames = [options.picture.read_bytes()] * MAX_FRAMES if options.picture else sample_frames()
    try:
        stages = _stages(frames)
    except ModelsMissingError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    stages |= _originals()
    if options.yardsticks:
        stages |= _yardsticks(options.yardsticks)
    else:
        print("no networks beside the project to measure ours against")
    height, width = decode_frame(frames[0]).shape[:2]
    print(
        f"{width}x{height} JPEG of {len(frames[0]) / 1000:.0f} kB, one face, one thread, one core"
    )
    print(f"{'stage':<42}{'median ms':>10}{'least ms':>10}{'frames/s':>10}")
    times = _measure(stages, options.rounds)
    for label in (_BUNDLED, _BUNDLED_FACES):
        times[label] = [bundle / len(frames) for bundle in times[label]]
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, frame in enumerate(frames):
            (folder / f"{number}.jpg").write_bytes(frame)
        for label, values in (times | _mediapipe(folder, options.rounds)).items():
            middle = statistics.median(values)
            print(f"{label:<42}{middle:>10.2f}{min(values):>10.2f}{1000 / middle:>10.0f}")
        _print_first_frame(folder / "0.jpg")
    return 0


def stay_on_one_core() -> None:
    """Stay on one core, children too, so that all that is compared has the same."""
    if hasattr(os, "sched_setaffinity"):  # Linux only
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def sample_frames() -> list[bytes]:
    """Return a bundle of 640x480 JPEG: the astronaut as a webcam frames her, swaying a little."""
    from skimage import data  # noqa: PLC0415 - only this default needs the photograph

    photograph = cv2.cvtColor(np.asarray(data.astronaut(), np.uint8), cv2.COLOR_RGB2BGR)
    random = np.random.default_rng(0)
    frames = []
    for _ in range(MAX_FRAMES):
        scene = photograph[:300, 20:420].copy()
        # Head and body move, the wall behind does not.
        left, top = random.integers((142, 7), (149, 14))
        scene[10:, 125:290] = photograph[top : top + 290, left : left + 165]
        picture = cv2.resize(scene, (640, 480), interpolation=cv2.INTER_CUBIC)
        noisy = picture + random.normal(0, 2, picture.shape)
        frames.append(encode_frame(np.clip(noisy, 0, 255).astype(np.uint8)))
    return frames


def _stages(frames: list[bytes]) -> Stages:
    networks = load_networks(MODELS_PATH)
    detector = FrameDetector(MODELS_PATH)
    eyes_only = FrameDetector(MODELS_PATH, with_objects=False)
    objects = load_object_detector(MODELS_PATH)
    frame = frames[0]
    picture = decode_frame(frame)
    faces = find_faces(networks.faces, picture, side=COARSE_SIDE, threshold=_THRESHOLD).first(1)
    points = find_landmarks(networks.landmarks, picture, faces).points[0]
    coarse, fine = (face_pixels(picture, side) for side in (COARSE_SIDE, FINE_SIDE))
    crop = cut_crops([(picture, face_transform(faces.boxes[0], faces.key_points[0]))], PIXELS)
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
        "irises of both eyes": lambda: find_eyes(networks.iris, [(picture, points)]),
        "  network alone   ": lambda: networks.iris(eyes),
        "scene": lambda: describe_scene(thumbnail(picture), None),
        **({"objects": lambda: objects.find(picture)} if objects else {}),
        "END TO END, a frame alone, without objects": lambda: eyes_only.detect([frame], [0]),
        _ALONE: lambda: detector.detect([frame], [0]),
        _BUNDLED: lambda: detector.detect(frames, range(len(frames))),
        _BUNDLED_FACES: lambda: eyes_only.detect(frames, range(len(frames))),
    }


def _mediapipe(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return MediaPipe's times on the same frames, or say why there are none."""
    try:
        return time_mediapipe(folder, max(rounds // MAX_FRAMES, 5))
    except ReferenceUnavailableError as error:
        print(f"MediaPipe is not measured: {error}")
        return {}


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
    import onnxruntime  # noqa: PLC0415 - only the yardsticks need it apart from our sessions

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
    """
    Time the stages in turn, so that a busy moment of the machine meets all of them.

    Each runs twice and the second time counts: the stage before it has filled the processor's
    caches with its own network, as none does in the product.
    """
    times: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(rounds):
        for name, stage in stages.items():
            stage()
            started = time.perf_counter()
            stage()
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def _print_first_frame(frame: Path) -> None:
    """Measure a cold start in a process of its own."""
    command = [sys.executable, "-c", _FIRST_FRAME, str(MODELS_PATH), str(frame), str(time.time())]
    # The command is this file's own text with two paths of ours.
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    *seconds, peak_kb = (float(text) for text in result.stdout.split())
    imported, loaded, first, since_start = (value * 1000 for value in seconds)
    print(
        f"\ncold process: import {imported:.0f} ms, load {loaded:.0f} ms, frame {first:.0f} ms;"
        f" the first frame is done {since_start:.0f} ms after the start"
        f"\npeak memory of that process: {peak_kb / 1024:.0f} MB"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.vision",
        description="Measure the detector on one frame, one thread, stage by stage.",
    )
    parser.add_argument("--picture", type=Path, help="a JPEG with one face (a sample photograph)")
    parser.add_argument("--rounds", type=int, default=100, help="(%(default)s)")
    parser.add_argument(
        "--yardsticks",
        metavar="DIR",
        type=Path,
        default=find_yardsticks(),
        help="also time every .onnx network in DIR (%(default)s)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
