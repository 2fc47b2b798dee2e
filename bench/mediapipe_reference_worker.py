"""Time MediaPipe's face mesh; run by ``bench.mediapipe_reference`` in its own environment.

Imports nothing of the project: its packages are not there.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import cv2
import mediapipe  # type: ignore[import-not-found] # in an environment of its own only
import numpy as np

MODES = {
    "MediaPipe 0.10.21, each frame alone": True,
    "MediaPipe 0.10.21, tracking": False,
}


def main() -> None:
    """Print milliseconds a frame by mode as one line of JSON."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    cv2.setNumThreads(1)
    frames = [path.read_bytes() for path in sorted(folder.glob("*.jpg"))]
    print(json.dumps({name: time_mode(frames, rounds, alone) for name, alone in MODES.items()}))


def time_mode(frames: list[bytes], rounds: int, alone: bool) -> list[float]:  # noqa: FBT001 - MODES names it
    """Return the milliseconds of each frame of each round after the first."""
    mesh = mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=alone, max_num_faces=1, refine_landmarks=True
    )
    times = []
    for number in range(rounds + 1):
        for content in frames:
            started = time.perf_counter()
            picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
            if picture is None:
                raise SystemExit("a frame cannot be decoded")
            answer = mesh.process(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
            if not answer.multi_face_landmarks:
                raise SystemExit("MediaPipe found no face")
            if number:
                times.append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    main()
