"""
One hash over every picture that was looked at, so that a later change of any of them shows.

Each upload has a digest over those of its pictures, and each upload's link is the SHA-256 of the
link before it, the upload's name and its digest, in the order of the names: a chain in the way of
S. Haber and W. S. Stornetta, "How to Time-Stamp a Digital Document" (Journal of Cryptology 3,
1991).  Uploads come in any order and by several workers at once, so that the chain is made of what
each of them stored, once nothing more can come; its head then stands for all of it.  A picture
that is kept as evidence keeps the digests of those beside it: with them it leads to its upload's
digest, and through that to the head, also when the others have expired.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Evidence

SETTLED_AFTER: Final = timedelta(minutes=30)
"""After the hand-in: a signed policy lets in uploads for a quarter of an hour, and what they bring
waits for the detector for minutes at the most."""

_DIGEST_BYTES: Final = 32


class Finding(StrEnum):
    """What a kept picture is beside the one that was looked at."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """Its hash is not there: it has expired, or was taken before hashes were kept."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a chain was when it was closed."""

    head: str
    """The last link, hexadecimal."""
    uploads: int
    frames: int
    sealed_ms: int


@dataclass(frozen=True, slots=True)
class Proof:
    """An attempt's chain today, beside its seal."""

    seal: Seal
    is_final: bool
    """Whether the seal is kept; else pictures may still come, and it is of this moment only."""
    holds: bool
    """Whether what is stored today still makes the sealed head."""
    later: int
    """Uploads that were looked at after the sealing; the seal says nothing of them."""
    uploads: Mapping[int, tuple[bytes, int]]
    """By the capture time of each picture: its upload's digest, and its place there."""

    def finding(self, evidence: Evidence, picture: bytes) -> Finding:
        """Compare a kept picture with the one that was looked at."""
        if evidence.captured_ms not in self.uploads or not evidence.upload_digests:
            return Finding.UNKNOWN
        digest, place = self.uploads[evidence.captured_ms]
        beside = bytes.fromhex(evidence.upload_digests)
        its_own = beside[place * _DIGEST_BYTES :][:_DIGEST_BYTES]
        is_same = its_own == _sha256(picture) and _sha256(beside) == digest
        return Finding.UNCHANGED if is_same else Finding.CHANGED


def digests_of(pictures: Sequence[bytes]) -> str:
    """Return what ``Evidence.upload_digests`` keeps of an upload's pictures."""
    return b"".join(map(_sha256, pictures)).hex()


def upload_digest(pictures: Sequence[bytes]) -> bytes:
    """Return one digest, 32 bytes, over an upload's pictures; the whole body if it has no parts."""
    return _sha256(bytes.fromhex(digests_of(pictures)))


def make_seal(bundles: Sequence[ObservationBundle], sealed_ms: int) -> Seal:
    """Close the chain of some uploads; their order does not matter."""
    link = b""
    for bundle in sorted(bundles, key=lambda one: one.bundle):
        link = _sha256(b"\x00".join((link, bundle.bundle.encode(), bundle.digest or b"")))
    frames = sum(len(bundle.observations) for bundle in bundles)
    return Seal(link.hex(), len(bundles), frames, sealed_ms)


def is_settled(attempt: Attempt, now: datetime) -> bool:
    """Say whether no picture of an attempt can come any more."""
    ended = attempt.submitted_at
    return (
        attempt.state is AttemptState.SUBMITTED
        and ended is not None
        and now >= ended + SETTLED_AFTER
    )


def compare(bundles: Sequence[ObservationBundle], seal: Seal, *, is_final: bool) -> Proof:
    """Hold what is stored of an attempt against its seal."""
    sealed = [one for one in bundles if one.seen_ms is None or one.seen_ms <= seal.sealed_ms]
    return Proof(
        seal,
        is_final,
        holds=make_seal(sealed, seal.sealed_ms) == seal,
        later=len(bundles) - len(sealed),
        uploads={
            seen.captured_ms: (bundle.digest, place)
            for bundle in bundles
            if bundle.digest
            for place, seen in enumerate(bundle.observations)
        },
    )


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
