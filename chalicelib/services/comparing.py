"""Compare a later face with the one at the start, where the installation has a network for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.camera_check import find_camera_problems
from chalicelib.domain.frame_uploads import (
    MAX_OFFSET_MS,
    FrameUploadError,
    identity_key,
    split_bundle,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.likeness import unlikeness
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.services.ports import FaceEmbedder, FrameStore, ObservationStore, StoredUpload

MOST_REMEMBERED: Final = 512
"""Faces at the start that one process remembers, some kilobytes each; who uploads comes again."""


class FaceComparer:
    """
    Compares one picture of each upload.

    What the network makes of the first face is remembered while the process lives and stored
    nowhere: it is biometric data, and how unlike a later face is suffices.
    """

    def __init__(
        self, embedder: FaceEmbedder, *, frames: FrameStore, observations: ObservationStore
    ) -> None:
        self._embedder = embedder
        self._frames = frames
        self._observations = observations
        self._first: dict[str, Sequence[float]] = {}

    def compare(
        self, attempt: Attempt, bundle: ObservationBundle, upload: StoredUpload
    ) -> ObservationBundle:
        """Return what was seen in an upload, with one face compared if there is a good one."""
        index = _good_face(bundle.observations)
        if index is None or Kind.DIFFERENT_PERSON in attempt.exempt:
            return bundle
        first = self._first_of(attempt.attempt_id)
        later = first and self._embed(upload.body, index, bundle.observations[index])
        if not first or not later:
            return bundle
        seen = list(bundle.observations)
        found = unlikeness(first, later, self._embedder.limit)
        seen[index] = replace(seen[index], unlikeness=found and round(found, 3))
        return replace(bundle, observations=tuple(seen))

    def _first_of(self, attempt_id: str) -> Sequence[float] | None:
        """Return what the network makes of the face at the start; None: there is none yet."""
        if attempt_id not in self._first:
            vector = self._read_first(attempt_id)
            if not vector:
                return None
            if len(self._first) >= MOST_REMEMBERED:
                self._first.pop(next(iter(self._first)))
            self._first[attempt_id] = vector
        return self._first[attempt_id]

    def _read_first(self, attempt_id: str) -> Sequence[float] | None:
        captured_ms = self._observations.identity(attempt_id)
        if captured_ms is None:
            return None
        bundles = self._observations.between(attempt_id, captured_ms - MAX_OFFSET_MS, captured_ms)
        seen = (o for bundle in bundles for o in bundle.observations)
        shown = next((o for o in seen if o.captured_ms == captured_ms), None)
        picture = self._frames.read(identity_key(attempt_id, captured_ms))
        if shown is None or shown.face is None or picture is None:
            return None
        return self._embedder.embed(picture.body, shown.face.box)

    def _embed(self, body: bytes, index: int, seen: Observation) -> Sequence[float] | None:
        try:
            picture = split_bundle(body)[index]
        except (FrameUploadError, IndexError):
            return None
        return self._embedder.embed(picture, seen.face.box) if seen.face else None


def _good_face(observations: Sequence[Observation]) -> int | None:
    good = (
        index
        for index, seen in enumerate(observations)
        if seen.faces == 1 and seen.face and not find_camera_problems(seen)
    )
    return next(good, None)
