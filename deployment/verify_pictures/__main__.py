"""``python -m deployment.verify_pictures --prefix PREFIX --attempt ATTEMPT [--head HEAD]``.

Holds every upload and every kept picture of an attempt, or of a room's camera, that is still
stored against the digest that was taken as it was looked at, and all digests against the attempt's
seal.  With ``--head``, the last link as it is printed on a report, also against that paper.  It
changes nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.adapters.tables.base import bind
from chalicelib.adapters.tables.observations import DynamoObservationStore
from chalicelib.adapters.tables.violations import DynamoViolationStore
from chalicelib.domain.frame_chain import Seal, compare, make_seal
from chalicelib.domain.frame_uploads import EVIDENCE_PREFIX, MAX_CAPTURED_MS, upload_prefix
from chalicelib.domain.violations import Evidence
from deployment.account import CLIENT_SETTINGS, add_installation_options, session_of
from deployment.verify_pictures.checking import Checked, Outcome, check_objects
from local.resources import qualified

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_SHOWN: Final = (Outcome.CHANGED, Outcome.MISSING)
"""What is named one by one; the others are counted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 if anything differs, 2 if nothing can be said."""
    parser = argparse.ArgumentParser(
        prog="python -m deployment.verify_pictures", description=__doc__
    )
    add_installation_options(parser)
    parser.add_argument("--attempt", required=True, help="the attempt's or the room camera's id")
    parser.add_argument("--head", help="the last link, as a report prints it")
    options = parser.parse_args(arguments)
    # pynamodb makes a session of its own, from the environment.
    for name, value in (("AWS_PROFILE", options.profile), ("AWS_DEFAULT_REGION", options.region)):
        if value:
            os.environ[name] = value
    bind(options.prefix)
    try:
        return _verify(
            session_of(options).client("s3", config=CLIENT_SETTINGS),
            qualified(options.prefix, "frames"),
            options.attempt,
            options.head,
        )
    except (ClientError, BotoCoreError, PynamoDBException) as error:
        print(f"could not be read: {error}", file=sys.stderr)
        return 2


def _verify(client: S3Client, bucket: str, attempt_id: str, head: str | None) -> int:
    store = DynamoObservationStore()
    bundles = store.between(attempt_id, 0, MAX_CAPTURED_MS)
    seal = store.seal(attempt_id)
    if not bundles and seal is None:
        print(f"Nothing is kept of {attempt_id}: is the name right, or has it expired?")
        return 2
    now_ms = round(time.time() * 1_000)
    proof = compare(bundles, seal or make_seal(bundles, now_ms), is_final=seal is not None)
    checked = list(
        check_objects(
            _objects(client, bucket, attempt_id),
            _evidence_of(attempt_id),
            bundles=bundles,
            proof=proof,
        )
    )
    sound = _tell_seal(seal, holds=proof.holds, later=proof.later, head=head)
    return 0 if _tell_objects(checked) and sound else 1


def _tell_seal(seal: Seal | None, *, holds: bool, later: int, head: str | None) -> bool:
    """Print what the seal says; return whether nothing speaks against it."""
    if seal is None:
        print("No seal yet: the first report made half an hour after the hand-in sets it.")
        return head is None
    print(
        f"Sealed at {time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(seal.sealed_ms / 1_000))} UTC"
    )
    print(f"  over {seal.frames} pictures in {seal.uploads} uploads; last link {seal.head}")
    print(f"  what is stored {'still makes it' if holds else 'DOES NOT MAKE IT ANY MORE'}")
    if later:
        print(f"  {later} uploads were looked at later; the seal says nothing of them")
    on_paper = head is None or head.strip().lower() == seal.head
    if head is not None:
        print(f"  the report's link is {'the same' if on_paper else 'ANOTHER'}")
    return holds and on_paper


def _tell_objects(checked: Sequence[Checked]) -> bool:
    """Print how many objects are what; return whether none was changed or taken away."""
    counts = Counter(one.outcome for one in checked)
    print(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome) + ".")
    for one in checked:
        if one.outcome in _SHOWN:
            print(f"{one.outcome.upper()}: {one.key}")
    return not any(counts[outcome] for outcome in _SHOWN)


def _objects(client: S3Client, bucket: str, attempt_id: str) -> Iterator[tuple[str, bytes]]:
    pages = client.get_paginator("list_objects_v2")
    for prefix in (upload_prefix(attempt_id), f"{EVIDENCE_PREFIX}{attempt_id}/"):
        for page in pages.paginate(Bucket=bucket, Prefix=prefix):
            for listed in page.get("Contents", []):
                key = listed["Key"]
                yield key, client.get_object(Bucket=bucket, Key=key)["Body"].read()


def _evidence_of(attempt_id: str) -> Iterator[Evidence]:
    for violation in DynamoViolationStore().read(attempt_id).violations:
        yield from violation.evidence


if __name__ == "__main__":
    raise SystemExit(main())
