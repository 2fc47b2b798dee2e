"""Who is in the picture: candidates at two scales, examined one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from functions.detect_frames.contrast import bring_out
from functions.detect_frames.faces import (
    Faces,
    apart_from,
    drop_parts,
    find_faces,
    find_faces_in,
    join,
    outside,
    overlaps,
)
from functions.detect_frames.landmarks import Landmarks, find_landmarks, find_landmarks_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from functions.detect_frames.sessions import Networks

COARSE_SIDE: Final = 128
"""The scale the face detector was trained at: finds faces that fill the picture."""
FINE_SIDE: Final = 256
"""Twice that: finds people in the background, down to about a tenth of the picture's height."""
_CANDIDATE_SCORE: Final = 0.3
"""Heads turned far reach no more than 0.4."""
_PRESENCE: Final = 0.85
"""The landmark network's own sureness, needed always: a cup of coffee reached 0.79."""
_SURE_PRESENCE: Final = 0.9
"""Needed where the picture was changed to see more in it."""
_CLEAR_SCORE: Final = 0.5
"""Needed too, save for the only face: the patch on a space suit had a presence of 0.95, but
a score of 0.42."""
FRAMES_A_FINE_LOOK: Final = 2
"""While somebody is in the background, and where a whole room is looked at, the fine scale is
searched in every second frame of a bundle; between, faces are examined where they were."""
FAR_SIDE: Final = 512
"""Twice that again, for cameras that look at a whole room: faces down to a twentieth."""
_FAR_SCORE: Final = 0.6
_FAR_PRESENCE: Final = 0.95
"""What only the finest scale finds must be clearer.  Of 156 scenes of daily life without a person
4 show a face then, where 3 do without that scale."""
_SAME_FACE: Final = 0.3
_LOYALTY: Final = 1.5
"""How much more the face counts that was the student's in the frame before: a visitor who leans
in for a moment does not become the student."""
_NEAR: Final = 0.1
"""A face without certainty must measure this part of the picture's long side: a student sits near
the camera, and small things that look like a face are many."""


@dataclass(frozen=True)
class Search:
    """How far and for how many it is looked."""

    most: int = 8
    """No more candidates are examined: a poster of faces must not cost a second."""
    far: bool = False
    """Whether at the finest scale, too."""
    frames_a_fine_look: int = 5
    """While nobody is in the background, the fine scale is searched this seldom in a bundle: twice
    in nine frames, for the next bundle begins with it again.
    In its first frame it always is, and a picture that changes much begins one at once."""
    objects_in_every_frame: bool = False
    """Else, while the student is all that is seen, things are looked for in every second frame of a
    bundle."""


STUDENT: Final = Search()
ROOM: Final = Search(
    most=16, far=True, frames_a_fine_look=FRAMES_A_FINE_LOOK, objects_in_every_frame=True
)


@dataclass(frozen=True)
class People:
    """The faces of one picture."""

    faces: Faces
    landmarks: Landmarks
    distant: Faces
    """Those that only the fine scale found: where to look again in the next picture."""


@dataclass(frozen=True)
class Glance:
    """What a first look at a picture found, before anything else is asked of it."""

    picture: NDArray[np.uint8]
    """(height, width, 3) BGR."""
    coarse: Faces
    """The candidates at the coarse scale."""
    best: Faces
    """The best of them, if it is clear: mostly the student."""
    landmarks: Landmarks
    """Of ``best``."""


def glance(networks: Networks, pictures: Sequence[NDArray[np.uint8]]) -> list[Glance]:
    """
    Look at pictures for what is asked of every one.

    All at once: a network that goes through nine pictures in a row takes a fifth less time than
    one that takes turns with others, for its weights stay in the processor's cache.
    """
    coarse = find_faces_in(networks.faces, pictures, side=COARSE_SIDE, threshold=_CANDIDATE_SCORE)
    best = [_clear(faces).first(1) for faces in coarse]
    landmarks = find_landmarks_in(networks.landmarks, pictures, best)
    return [Glance(*seen) for seen in zip(pictures, coarse, best, landmarks, strict=True)]


def find_people(
    networks: Networks,
    seen: Glance,
    distant: Faces | None = None,
    *,
    search: Search = STUDENT,
) -> People:
    """
    Find every face in a picture, and its landmarks.

    A candidate counts when the landmark network sees a face in it too.  Doubt counts for
    the student both ways: an unclear face is one where there is no other, and
    nobody where there is.

    Args:
        networks: The face networks.
        seen: The picture, and the first look at it.
        distant: The distant faces of the picture a moment ago.  With them the fine scale,
            which is the dear one, is not searched; they are examined where they were.
        search: How far and for how many it is looked.
    """
    is_shortened = distant is not None
    if distant is None:
        distant = find_faces(
            networks.faces, seen.picture, side=FINE_SIDE, threshold=_CANDIDATE_SCORE
        )
    candidates = drop_parts(_join_scales(seen.coarse, distant)).first(search.most)
    faces, landmarks = _examine_all(networks, seen, candidates, most=search.most)
    if is_shortened and not len(faces):
        # Before it says that nobody is there, it looks everywhere.
        return find_people(networks, seen, search=search)
    if search.far and not is_shortened:
        most = search.most - len(faces)
        far, their_landmarks = _examine_far(networks, seen.picture, faces, most=most)
        faces, landmarks = faces.followed_by(far), landmarks.followed_by(their_landmarks)
    if not len(faces):
        faces, landmarks = _examine_brought_out(networks, bring_out(seen.picture))
    return People(faces, landmarks, distant=apart_from(_clear(seen.coarse), faces))


def main_face(
    faces: Faces, *, width: int, height: int, before: NDArray[np.float32] | None = None
) -> int:
    """
    Return the number of the student's face: the largest and most central one.

    A face at the picture's corner counts half of one in its middle.

    Args:
        faces: At least one.
        width: Of the picture in pixels.
        height: Likewise.
        before: (4,) the student's box in the frame before, if it is known.
    """
    sides = faces.boxes[:, 2:] - faces.boxes[:, :2]
    middles = (faces.boxes[:, :2] + faces.boxes[:, 2:]) / 2
    from_middle = (middles / [width, height] - 0.5) * 2
    distance = np.hypot(from_middle[:, 0], from_middle[:, 1]) / np.sqrt(2)
    weights = sides.prod(axis=1) * (1 - distance / 2)
    if before is not None:
        weights[overlaps(before, faces.boxes) > _SAME_FACE] *= _LOYALTY
    return int(np.argmax(weights))


def _join_scales(coarse: Faces, fine: Faces) -> Faces:
    """
    Return what was found at two scales, best first, one box a face.

    A near face keeps its coarse box, for at the fine scale it is larger than the network knows.
    But a far one may be clear at the fine scale only.
    """
    clear = join(_clear(coarse), _clear(fine))
    return join(clear, join(_doubtful(coarse), _doubtful(fine)))


def _clear(faces: Faces) -> Faces:
    return faces.pick(faces.scores >= _CLEAR_SCORE)


def _doubtful(faces: Faces) -> Faces:
    return faces.pick(faces.scores < _CLEAR_SCORE)


def _near(faces: Faces, picture: NDArray[np.uint8]) -> Faces:
    widths = faces.boxes[:, 2] - faces.boxes[:, 0]
    return faces.pick(widths >= _NEAR * max(picture.shape[:2]))


def _examine_all(
    networks: Networks, seen: Glance, candidates: Faces, *, most: int
) -> tuple[Faces, Landmarks]:
    """Take the clear candidates; with nobody among them, look for one near face in doubt."""
    picture, clear = seen.picture, _clear(candidates)
    found = _those_present(clear, _landmarks_of(networks, seen, clear), most=most)
    if len(found[0]):
        return found
    near = _near(candidates, picture)
    found = _examine(networks, picture, _doubtful(near), most=1)
    if len(found[0]):
        return found
    return _examine(networks, picture, near, most=1, wide=True)


def _examine_far(
    networks: Networks, picture: NDArray[np.uint8], known: Faces, *, most: int
) -> tuple[Faces, Landmarks]:
    """Look at the finest scale for clear faces that are none of the known, nor parts of them."""
    found = find_faces(networks.faces, picture, side=FAR_SIDE, threshold=_FAR_SCORE)
    new = outside(known, drop_parts(found)).first(most)
    return _examine(networks, picture, new, presence=_FAR_PRESENCE)


def _examine_brought_out(networks: Networks, picture: NDArray[np.uint8]) -> tuple[Faces, Landmarks]:
    """
    Look into the dark before saying that nobody is there: for clear, near faces alone.

    What brings out a face brings out patterns too.  With the usual doubt, 12 of 156 scenes of
    daily life without a person showed a face, where 3 had before; so, it stays at 3.
    """
    coarse, fine = (
        find_faces(networks.faces, picture, side=side, threshold=_CLEAR_SCORE)
        for side in (COARSE_SIDE, FINE_SIDE)
    )
    candidates = _near(drop_parts(join(coarse, fine)), picture).first(STUDENT.most)
    return _examine(networks, picture, candidates, presence=_SURE_PRESENCE)


def _examine(
    networks: Networks,
    picture: NDArray[np.uint8],
    candidates: Faces,
    *,
    most: int | None = None,
    wide: bool = False,
    presence: float = _PRESENCE,
) -> tuple[Faces, Landmarks]:
    """Return the candidates in which the landmark network sees a face, the best ``most``."""
    landmarks = find_landmarks(networks.landmarks, picture, candidates, wide=wide)
    return _those_present(candidates, landmarks, most=most, presence=presence)


def _landmarks_of(networks: Networks, seen: Glance, candidates: Faces) -> Landmarks:
    """Return the landmarks of candidates, without asking again for the one of the first look."""
    is_known = (candidates.boxes[:, np.newaxis] == seen.best.boxes).all(axis=2).any(axis=1)
    others = find_landmarks(networks.landmarks, seen.picture, candidates.pick(~is_known))
    if not is_known.any():
        return others
    order = np.concatenate([np.flatnonzero(is_known), np.flatnonzero(~is_known)])
    return seen.landmarks.followed_by(others).pick(np.argsort(order))


def _those_present(
    candidates: Faces,
    landmarks: Landmarks,
    *,
    most: int | None = None,
    presence: float = _PRESENCE,
) -> tuple[Faces, Landmarks]:
    present = np.flatnonzero(landmarks.presence >= presence)[:most]
    return candidates.pick(present), landmarks.pick(present)
