"""How observations are packed."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict

from chalicelib.adapters.tables.observations import pack, unpack
from chalicelib.domain.frame_uploads import MAX_FRAMES
from chalicelib.domain.observations import Box, MainFace, Observation, Scene, SeenObject

A_WRITE_BYTES = 1024
BESIDE_BYTES = 230
"""The names of a record's attributes, its keys, hash, networks and expiry."""


def observation(second: int) -> Observation:
    """Return what a webcam's picture gives, its numbers as varied as in a recording."""
    wobble = ((second * 7919) % 97) / 1000
    return Observation(
        1_763_798_400_000 + 1_003 * second,
        faces=1,
        face=MainFace(
            Box(*(round(side + wobble, 4) for side in (0.3664, 0.3073, 0.2806, 0.3741))),
            score=round(0.85 + wobble, 4),
            yaw=round(3.0922 + 10 * wobble, 4),
            pitch=round(6.3631 - 10 * wobble, 4),
            roll=round(-1.9854 + wobble, 4),
            gaze_x=round(0.0074 + wobble, 4),
            gaze_y=round(0.0428 - wobble, 4),
            mouth=round(0.0329 + wobble, 4),
        ),
        objects=(
            SeenObject(
                "person",
                round(0.8603 - wobble, 4),
                Box(*(round(side - wobble, 4) for side in (0.2976, 0.134, 0.4076, 0.8479))),
            ),
        ),
        scene=Scene(
            brightness=round(0.4672 + wobble, 4),
            sharpness=round(465.3043 + 100 * wobble, 4),
            frozen=False,
            contrast=round(0.1432 + wobble, 4),
            perceptual_hash=f"{(2**255 - 19) * (second + 1) % 2**256:064x}",
        ),
    )


FULL = tuple(observation(second) for second in range(MAX_FRAMES))


def test_what_is_packed_is_unpacked_as_it_was() -> None:
    assert unpack(pack(FULL)) == FULL
    assert unpack(pack(())) == ()
    unsearched = (Observation(5, faces=1, objects=None), Observation(6, faces=1))
    assert unpack(pack(unsearched)) == unsearched
    assert unpack(pack((Observation(5, faces=None, reason="truncated"),)))[0].reason == "truncated"


def test_what_was_seen_in_a_full_upload_takes_less_than_a_kilobyte_beside_its_hashes() -> None:
    assert len(pack(FULL)) + BESIDE_BYTES <= A_WRITE_BYTES


def test_what_was_packed_without_known_words_is_read_still() -> None:
    text = json.dumps([asdict(one) for one in FULL])
    assert unpack(zlib.compress(text.encode())) == FULL
