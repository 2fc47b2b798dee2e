"""Look at pictures and videos as the cloud does: ``python -m functions.detect_frames``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chalicelib.domain.episodes import Episode, find_episodes
from chalicelib.domain.policies import PRESETS
from functions.detect_frames.annotation import AnnotationError, AnnotationWriter, annotate
from functions.detect_frames.decoding import UndecodableFrameError, decode_frame
from functions.detect_frames.detector import FrameDetector
from functions.detect_frames.recordings import (
    RecordedFrame,
    UnreadableFileError,
    list_files,
    read_frames,
)
from functions.detect_frames.sessions import ModelsMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chalicelib.domain.observations import Observation

MODELS_PATH: Final = Path(__file__).parents[2] / "layers" / "models" / "build"
_FAILED: Final = 1
_SOME_UNREADABLE: Final = 2
_PROGRESS_EVERY: Final = 100
_FACE_FIELDS: Final = ("box", "yaw", "pitch", "roll", "gaze_x", "gaze_y", "mouth")
_SCENE_FIELDS: Final = ("brightness", "sharpness", "frozen")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        detector = FrameDetector(options.models)
    except ModelsMissingError as error:
        return _complain(str(error), _FAILED)
    code = 0
    with ExitStack() as stack:
        writer = None
        if options.annotate is not None:
            writer = stack.enter_context(AnnotationWriter(options.annotate, options.fps))
        for path in options.paths:
            recording = _Recording(detector, options.fps, keeps_frames=writer is not None)
            code = max(code, recording.observe(path))
            episodes: tuple[Episode, ...] = ()
            if options.policy is not None:
                episodes = find_episodes(recording.observations, PRESETS[options.policy])
                _print_episodes(path, episodes)
            try:
                _write_annotated(writer, recording, episodes)
            except AnnotationError as error:
                return _complain(str(error), _FAILED)
    return code


def run() -> int:
    """Run the command, also where the reader stops reading."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads, say `head`, has seen enough.  What is still in the buffer goes nowhere,
        # or Python would complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


class _Recording:
    """What one PATH shows, printed as it is seen."""

    def __init__(
        self, detector: FrameDetector, frames_per_second: float, *, keeps_frames: bool
    ) -> None:
        self.observations: list[Observation] = []
        self.kept: list[bytes] = []
        """The JPEG of each observation, to draw on; empty when nobody will."""
        self._detector = detector
        self._frames_per_second = frames_per_second
        self._keeps_frames = keeps_frames
        self._previous: bytes | None = None

    def observe(self, path: Path) -> int:
        """Print one line a frame; go on after a file that cannot be read."""
        try:
            files = list_files(path)
        except UnreadableFileError as error:
            return _complain(f"{path}: {error}", _SOME_UNREADABLE)
        code = 0
        for file in files:
            try:
                for frame in self._frames_of(file):
                    self._observe_frame(frame)
            except UnreadableFileError as error:
                code = _complain(f"{file}: {error}", _SOME_UNREADABLE)
        print(f"{path}: {len(self.observations)} frames", file=sys.stderr)
        return code

    def _frames_of(self, file: Path) -> Iterator[RecordedFrame]:
        step_ms = 1000 / self._frames_per_second
        last_ms = self.observations[-1].captured_ms if self.observations else -step_ms
        return read_frames(
            file,
            first_ms=round(last_ms + step_ms),
            frames_per_second=self._frames_per_second,
        )

    def _observe_frame(self, frame: RecordedFrame) -> None:
        (observation,) = self._detector.detect([frame.content], [frame.captured_ms], self._previous)
        self._previous = frame.content
        self.observations.append(observation)
        print(json.dumps(as_record(frame.source, observation)), flush=True)
        if self._keeps_frames:
            self.kept.append(frame.content)
        if len(self.observations) % _PROGRESS_EVERY == 0:
            print(f"{frame.source}: {frame.captured_ms / 1000:.0f} s", file=sys.stderr)


def as_record(source: Path, observation: Observation) -> dict[str, Any]:
    """
    Return an observation as the flat JSON object that the command prints.

    Numbers keep four digits behind the point: the fifth says nothing and hides the others.
    """
    face = dataclasses.asdict(observation.face) if observation.face else {}
    scene = dataclasses.asdict(observation.scene) if observation.scene else {}
    objects = observation.objects
    record = {
        "source": str(source),
        "t_ms": observation.captured_ms,
        "faces": observation.faces,
        **{name: face.get(name) for name in _FACE_FIELDS},
        "objects": None if objects is None else [dataclasses.asdict(seen) for seen in objects],
        **{name: scene.get(name) for name in _SCENE_FIELDS},
        "reason": observation.reason,
    }
    return dict(json.loads(json.dumps(record), parse_float=lambda text: round(float(text), 4)))


def _write_annotated(
    writer: AnnotationWriter | None, recording: _Recording, episodes: Sequence[Episode]
) -> None:
    """Draw at the end: only then is it known which episode a frame is part of."""
    if writer is None:
        return
    for content, observation in zip(recording.kept, recording.observations, strict=True):
        try:
            picture = decode_frame(content)
        except UndecodableFrameError:
            continue  # there is nothing to draw on
        time_ms = observation.captured_ms
        captions = [e.kind for e in episodes if e.started_ms <= time_ms <= e.ended_ms]
        writer.write(annotate(picture, observation, captions))


def _print_episodes(path: Path, episodes: Sequence[Episode]) -> None:
    for episode in episodes:
        print(
            json.dumps(
                {
                    "source": str(path),
                    "kind": episode.kind,
                    "start_ms": episode.started_ms,
                    "end_ms": episode.ended_ms,
                    "confidence": episode.confidence,
                    "detail": episode.detail,
                }
            )
        )


def _complain(message: str, code: int) -> int:
    print(f"detect_frames: {message}", file=sys.stderr)
    return code


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m functions.detect_frames",
        description=(
            "Observe recordings exactly as the detect_frames Lambda observes uploads: frames"
            " become JPEG of at most 640 pixels, then the same detector looks at them."
            " Prints one JSON object a frame; null means unknown. Left and right are the"
            " student's own: the right edge of a picture that is not mirrored is left."
        ),
        epilog="Exit codes: 0 all read, 1 nothing could be done, 2 some files were unreadable.",
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        type=Path,
        nargs="+",
        help="picture, video, .mjpg bundle, or a folder of them (frames of one recording)",
    )
    parser.add_argument(
        "--fps",
        metavar="N",
        type=_positive,
        default=1.0,
        help="frames a second to take from videos; the pace of single pictures (%(default)s)",
    )
    parser.add_argument(
        "--annotate",
        metavar="FILE",
        type=Path,
        help="draw boxes, axes, gaze and episodes: .png or .jpg for one frame, .mp4 for several",
    )
    parser.add_argument(
        "--policy",
        choices=sorted(PRESETS),
        help="then print one JSON object an episode that this policy finds",
    )
    parser.add_argument(
        "--models",
        metavar="DIR",
        type=Path,
        default=MODELS_PATH,
        help="folder of the model files (%(default)s)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(run())
