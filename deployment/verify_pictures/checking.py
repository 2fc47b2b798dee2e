"""What lies in the bucket of an attempt, held against the hashes that were taken of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.frame_chain import Proof, digest_of
from chalicelib.domain.frame_uploads import FrameKey, FrameUploadError, split_bundle
from chalicelib.domain.observations import ObservationBundle

_EVIDENCE: Final = re.compile(r"evidence/[^/]+/(?:identity-)?(?P<captured>\d{13})\.jpg")


class Outcome(StrEnum):
    """What an object in the bucket is beside what was looked at."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """No hash of it is kept: it was never looked at, or before hashes were kept."""
    MISSING = "missing"
    """A violation names it, and it is not there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One object."""

    key: str
    outcome: Outcome


def check_objects(
    objects: Iterable[tuple[str, bytes]],
    named: Iterable[str],
    *,
    bundles: Iterable[ObservationBundle],
    proof: Proof,
) -> Iterator[Checked]:
    """
    Yield every object of an attempt with what it is.

    Args:
        objects: Keys and contents of all uploads and kept pictures in the bucket.
        named: The keys of the pictures that violations name as their evidence.
        bundles: What was seen, upload by upload.
        proof: The chain beside its seal.
    """
    taken = {bundle.bundle: bundle.digests for bundle in bundles}
    there = set()
    for key, content in objects:
        there.add(key)
        evidence = _EVIDENCE.fullmatch(key)
        if evidence is not None:
            finding = proof.finding(int(evidence["captured"]), content)
            yield Checked(key, Outcome(finding.value))
        else:
            yield Checked(key, _outcome_of_upload(key, content, taken))
    yield from (Checked(key, Outcome.MISSING) for key in sorted(set(named) - there))


def _outcome_of_upload(key: str, content: bytes, taken: Mapping[str, tuple[bytes, ...]]) -> Outcome:
    try:
        digests = taken.get(FrameKey.parse(key).bundle, ())
    except FrameUploadError:
        digests = ()
    if not digests:
        return Outcome.UNKNOWN
    return Outcome.UNCHANGED if digests in _digests(content) else Outcome.CHANGED


def _digests(content: bytes) -> Iterator[tuple[bytes, ...]]:
    """Yield what an upload's hashes may be: of the whole, or of each of its pictures."""
    yield (digest_of(content),)
    try:
        pictures = split_bundle(content)
    except FrameUploadError:
        return
    yield tuple(map(digest_of, pictures))
