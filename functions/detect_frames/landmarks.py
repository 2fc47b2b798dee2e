"""Place 468 points on each face, and tell faces from what only looked like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from functions.detect_frames.crops import crop_transform, cut_crops, to_picture
from functions.detect_frames.faces import sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from functions.detect_frames.faces import Faces
    from functions.detect_frames.sessions import RunNetwork

PIXELS: Final = 192
POINTS: Final = 468
_GROWTH: Final = 1.5
"""The network was trained on crops of 1.5 times the detector's box (MediaPipe's own setting)."""
_WIDE_GROWTH: Final = 1.8
_WIDE_LIFT: Final = 0.15
"""A second crop for faces that hide in the first: wider, and moved towards the forehead by this
part of the box.  Over a mask or in bad light the detector draws the box too low and too small: of
masked faces 106 of 150 were told from things by the first crop, 125 by either."""
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

    def followed_by(self, others: Landmarks) -> Landmarks:
        """Return all of them, and after them the others."""
        return Landmarks(
            np.concatenate([self.points, others.points]),
            np.concatenate([self.presence, others.presence]),
        )


NONE: Final = Landmarks(np.empty((0, POINTS, 3), np.float32), np.empty(0, np.float32))


def find_landmarks(
    network: RunNetwork,
    picture: NDArray[np.uint8],
    faces: Faces,
    *,
    wide: bool = False,
) -> Landmarks:
    """
    Run the landmark network on every face of a picture at once; fine with none.

    Args:
        network: The landmark network.
        picture: (height, width, 3) BGR.
        faces: Where to look.
        wide: Whether to cut the second, wider crop of each.
    """
    [found] = find_landmarks_in(network, [picture], [faces], wide=wide)
    return found


def find_landmarks_in(
    network: RunNetwork,
    pictures: Sequence[NDArray[np.uint8]],
    faces: Sequence[Faces],
    *,
    wide: bool = False,
) -> list[Landmarks]:
    """Do the same for the faces of several pictures, all at once."""
    wanted = [
        (picture, face_transform(box, points, wide=wide))
        for picture, theirs in zip(pictures, faces, strict=True)
        for box, points in zip(theirs.boxes, theirs.key_points, strict=True)
    ]
    if not wanted:
        return [NONE] * len(pictures)
    raw, presence = network(cut_crops(wanted, PIXELS))
    found = Landmarks(
        points=np.stack(
            [
                to_picture(points, transform)
                for points, (_, transform) in zip(raw.reshape(-1, POINTS, 3), wanted, strict=True)
            ]
        ),
        presence=sigmoid(presence.reshape(-1)),
    )
    ends = np.cumsum([len(theirs) for theirs in faces])
    return [
        found.pick(np.arange(end - len(theirs), end))
        for end, theirs in zip(ends, faces, strict=True)
    ]


def face_transform(
    box: NDArray[np.float32], key_points: NDArray[np.float32], *, wide: bool = False
) -> NDArray[np.float64]:
    """
    Return the map of the upright square around one face.

    Args:
        box: (4,) left, top, right, bottom.
        key_points: (6, 2); the line through the eyes becomes level.
        wide: Whether to leave room around the face, more above than below.
    """
    across = key_points[_LEFT_EYE] - key_points[_RIGHT_EYE]
    centre = (box[:2] + box[2:]) / 2
    size = float(max(box[2] - box[0], box[3] - box[1]))
    length = float(np.hypot(*across))
    if wide and length > 0:
        upwards = np.array([across[1], -across[0]]) / length
        centre = centre + _WIDE_LIFT * size * upwards
    return crop_transform(
        centre=centre,
        side=(_WIDE_GROWTH if wide else _GROWTH) * size,
        across=across,
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
