"""Place 468 points on each face, and tell faces from what only looked like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from functions.detect_frames.crops import crop_transform, cut_crops, to_picture
from functions.detect_frames.faces import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from functions.detect_frames.faces import Faces
    from functions.detect_frames.sessions import RunNetwork

PIXELS: Final = 192
POINTS: Final = 468
_GROWTH: Final = 1.5
"""The network was trained on crops of 1.5 times the detector's box (MediaPipe's own setting)."""
_RIGHT_EYE, _LEFT_EYE = 0, 1
_UPPER_LIP, _LOWER_LIP = 13, 14
_RIGHT_MOUTH_CORNER, _LEFT_MOUTH_CORNER = 78, 308
"""Inner edges of the lips, so that thick lips do not look like an open mouth."""


@dataclass(frozen=True)
class Landmarks:
    """The points on each of n faces."""

    points: NDArray[np.float32]
    """(n, 468, 3): x and y in pixels of the picture, depth in the same unit."""
    presence: NDArray[np.float32]
    """(n,): how sure the network is that there is a face, 0..1."""

    def pick(self, chosen: NDArray[np.intp]) -> Landmarks:
        """Return those that an index array chooses."""
        return Landmarks(self.points[chosen], self.presence[chosen])


def find_landmarks(
    network: RunNetwork,
    picture: NDArray[np.uint8],
    faces: Faces,
) -> Landmarks:
    """Run the landmark network on every face at once; fine with none."""
    transforms = [
        face_transform(box, points)
        for box, points in zip(faces.boxes, faces.key_points, strict=True)
    ]
    if not transforms:
        return Landmarks(np.empty((0, POINTS, 3), np.float32), np.empty(0, np.float32))
    points, presence = network(cut_crops(picture, transforms, PIXELS))
    return Landmarks(
        points=np.stack(
            [
                to_picture(raw, transform)
                for raw, transform in zip(points.reshape(-1, POINTS, 3), transforms, strict=True)
            ]
        ),
        presence=sigmoid(presence.reshape(-1)),
    )


def face_transform(
    box: NDArray[np.float32], key_points: NDArray[np.float32]
) -> NDArray[np.float64]:
    """
    Return the map of the upright square around one face.

    Args:
        box: (4,) left, top, right, bottom.
        key_points: (6, 2); the line through the eyes becomes level.
    """
    return crop_transform(
        centre=(box[:2] + box[2:]) / 2,
        side=_GROWTH * float(max(box[2] - box[0], box[3] - box[1])),
        across=key_points[_LEFT_EYE] - key_points[_RIGHT_EYE],
        pixels=PIXELS,
    )


def mouth_opening(points: NDArray[np.float32]) -> float:
    """
    Return the distance of the lips over the width of the mouth; 0 is closed.

    Measured in three dimensions, so that a turned head does not open the mouth.

    Args:
        points: (468, 3) of one face.
    """
    width = np.linalg.norm(points[_LEFT_MOUTH_CORNER] - points[_RIGHT_MOUTH_CORNER])
    gap = np.linalg.norm(points[_LOWER_LIP] - points[_UPPER_LIP])
    return float(gap / width) if width > 0 else 0.0
