"""One face of an upload is compared with the one at the start; only how unlike is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey, identity_key
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Box, Observation, ObservationBundle
from chalicelib.services.comparing import FaceComparer
from chalicelib.services.ports import StoredUpload
from functions.detect_frames.embedding import load_embedder
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, NOW_MS, attempt, looking, seen

WRITING = attempt(started_at=NOW)
ID = WRITING.attempt_id
FIRST, SAME, OTHER, NOTHING = (b"\xff\xd8\xff" + bytes([n]) + b"\xff\xd9" for n in range(4))


class TwoFaces:
    """A network that knows two persons, and counts how often it looked."""

    limit = 0.5

    def __init__(self) -> None:
        self.looked: list[bytes] = []

    def embed(self, picture: bytes, face: Box) -> Sequence[float] | None:
        assert face.width > 0
        self.looked.append(picture)
        return {FIRST: [1.0, 0.0], SAME: [0.9, 0.1], OTHER: [0.0, 1.0]}.get(picture)


def bundle(*observations: Observation) -> ObservationBundle:
    name = FrameKey(ID, observations[0].captured_ms, 0).bundle
    return ObservationBundle(ID, name, observations, "m-1")


def begun(room: Room) -> None:
    room.observations.add(bundle(looking(NOW_MS)))
    room.observations.fix_identity(ID, NOW_MS)
    key = identity_key(ID, NOW_MS)
    room.frames.uploads[key] = StoredUpload(FIRST, "image/jpeg", "", NOW_MS)


def compared(
    room: Room,
    network: TwoFaces,
    body: bytes,
    *observations: Observation,
    of: Attempt = WRITING,
) -> list[float | None]:
    comparer = FaceComparer(network, frames=room.frames, observations=room.observations)
    upload = StoredUpload(body, CONTENT_TYPE, "", NOW_MS)
    return [o.unlikeness for o in comparer.compare(of, bundle(*observations), upload).observations]


def test_the_first_good_face_of_an_upload_is_compared() -> None:
    room = Room()
    begun(room)
    later = (seen(NOW_MS + 1_000, 0), looking(NOW_MS + 2_000), looking(NOW_MS + 3_000))
    assert compared(room, TwoFaces(), FIRST + OTHER + SAME, *later) == [None, 2.0, None]
    same = compared(room, TwoFaces(), SAME, looking(NOW_MS + 1_000))
    assert same[0] is not None
    assert same[0] < 0.1


def test_before_there_is_a_face_at_the_start_nothing_is_compared() -> None:
    network = TwoFaces()
    assert compared(Room(), network, OTHER, looking(NOW_MS)) == [None]
    assert network.looked == []


def test_who_is_exempt_is_not_looked_at() -> None:
    room, network = Room(), TwoFaces()
    begun(room)
    exempt = replace(WRITING, exempt=frozenset({Kind.DIFFERENT_PERSON}))
    assert compared(room, network, OTHER, looking(NOW_MS + 1_000), of=exempt) == [None]
    assert network.looked == []


def test_what_the_network_makes_nothing_of_is_not_compared() -> None:
    room = Room()
    begun(room)
    assert compared(room, TwoFaces(), NOTHING, looking(NOW_MS + 1_000)) == [None]
    assert compared(room, TwoFaces(), b"no picture", looking(NOW_MS + 1_000)) == [None]


def test_the_first_face_is_looked_at_once_a_process() -> None:
    room, network = Room(), TwoFaces()
    begun(room)
    comparer = FaceComparer(network, frames=room.frames, observations=room.observations)
    for second in (1, 9, 17):
        later = bundle(looking(NOW_MS + second * 1_000))
        comparer.compare(WRITING, later, StoredUpload(SAME, CONTENT_TYPE, "", NOW_MS))
    assert network.looked.count(FIRST) == 1


def test_a_network_is_named_by_its_class_and_none_is_none() -> None:
    assert load_embedder("none") is None
    assert isinstance(load_embedder(f"{__name__}:TwoFaces"), TwoFaces)
