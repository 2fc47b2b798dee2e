"""Objects of a bucket with all their versions, to be gone at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.adapters import clients

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef


class UnerasedError(RuntimeError):
    """Raised when S3 kept objects that were to be erased."""


def erase_objects(bucket: str, prefix: str) -> int:
    """
    Erase every version of every object under a prefix, and the markers of deleted ones.

    Returns:
        How many versions with content there were.

    Raises:
        UnerasedError: S3 kept some of them; trying again later may help.
    """
    erased = 0
    pages = clients.s3().get_paginator("list_object_versions")
    for page in pages.paginate(Bucket=bucket, Prefix=prefix):
        versions, markers = page.get("Versions", []), page.get("DeleteMarkers", [])
        found: list[ObjectIdentifierTypeDef] = [
            {"Key": one["Key"], "VersionId": one["VersionId"]} for one in (*versions, *markers)
        ]
        if not found:
            continue
        # A page holds at most 1,000, as many as one call takes.
        answer = clients.s3().delete_objects(
            Bucket=bucket, Delete={"Objects": found, "Quiet": True}
        )
        if kept := answer.get("Errors"):
            raise UnerasedError(f"{len(kept)} objects: {kept[0].get('Code')}")
        erased += len(versions)
    return erased
