"""What lies in the bucket of an attempt, held against the digests that were taken of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.frame_chain import Proof, upload_digest
from chalicelib.domain.frame_uploads import FrameKey, FrameUploadError, split_bundle
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Evidence


class Outcome(StrEnum):
    """What an object in the bucket is beside what was looked at."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """Nothing vouches for it: it was never looked at, or no violation keeps its digest."""
    MISSING = "missing"
    """A violation names it, and it is not there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One object."""

    key: str
    outcome: Outcome


def check_objects(
    objects: Iterable[tuple[str, bytes]],
    evidence: Iterable[Evidence],
    *,
    bundles: Iterable[ObservationBundle],
    proof: Proof,
) -> Iterator[Checked]:
    """
    Yield every object of an attempt with what it is.

    Args:
        objects: Keys and contents of all uploads and kept pictures in the bucket.
        evidence: The pictures that violations name.
        bundles: What was seen, upload by upload.
        proof: The chain beside its seal.
    """
    taken = {bundle.bundle: bundle.digest for bundle in bundles}
    named = {picture.key: picture for picture in evidence}
    there = set()
    for key, content in objects:
        there.add(key)
        if key in named:
            yield Checked(key, Outcome(proof.finding(named[key], content).value))
        else:
            yield Checked(key, _outcome_of_upload(key, content, taken))
    yield from (Checked(key, Outcome.MISSING) for key in sorted(named.keys() - there))


def _outcome_of_upload(key: str, content: bytes, taken: Mapping[str, bytes | None]) -> Outcome:
    try:
        digest = taken.get(FrameKey.parse(key).bundle)
    except FrameUploadError:
        digest = None
    if digest is None:
        return Outcome.UNKNOWN
    return Outcome.UNCHANGED if digest in _digests(content) else Outcome.CHANGED


def _digests(content: bytes) -> Iterator[bytes]:
    """Yield what an upload's digest may be: over its parts, or the whole of a broken one."""
    yield upload_digest((content,))
    with suppress(FrameUploadError):
        yield upload_digest(split_bundle(content))
