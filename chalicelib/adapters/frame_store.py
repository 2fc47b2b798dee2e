"""Frames and evidence in S3."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.domain.cards import CONTENT_TYPE as CARD_CONTENT_TYPE
from chalicelib.domain.cards import card_upload_key
from chalicelib.domain.frame_uploads import (
    CONTENT_TYPE,
    MAX_BYTES,
    MAX_FRAMES,
    OFFSETS_METADATA,
    upload_prefix,
)
from chalicelib.domain.retention import (
    EVIDENCE_TAG,
    FRAME_TAG,
    USUAL_EVIDENCE_DAYS,
    USUAL_FRAME_DAYS,
    weeks_until,
)
from chalicelib.services.ports import PictureUpload, StoredUpload, UploadPolicy

UPLOAD_LIFE: Final = timedelta(minutes=15)
READ_LIFE: Final = timedelta(minutes=15)
USUAL_LIFE: Final = timedelta(days=USUAL_EVIDENCE_DAYS)


class S3FrameStore:
    """One private bucket; see ``chalicelib.services.ports.FrameStore``."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def read(self, key: str) -> StoredUpload | None:
        try:
            found = clients.s3().get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise
        return StoredUpload(
            found["Body"].read(),
            found.get("ContentType", ""),
            found["Metadata"].get(OFFSETS_METADATA, ""),
            round(found["LastModified"].timestamp() * 1_000),
        )

    def keep(self, key: str, picture: bytes, *, until: datetime | None = None) -> None:
        now = datetime.now(UTC)
        weeks = weeks_until(until or now + USUAL_LIFE, now)
        clients.s3().put_object(
            Bucket=self._bucket,
            Key=key,
            Body=picture,
            ContentType="image/jpeg",
            Tagging=f"{EVIDENCE_TAG}={weeks}",
        )

    def discard(self, key: str) -> None:
        clients.s3().delete_object(Bucket=self._bucket, Key=key)

    def sign_upload(
        self, attempt_id: str, *, now: datetime, frame_days: int = USUAL_FRAME_DAYS
    ) -> UploadPolicy:
        prefix = upload_prefix(attempt_id)
        # A tag costs; what is kept for the usual time needs none.
        tagging = {} if frame_days == USUAL_FRAME_DAYS else {"tagging": _tag_set(frame_days)}
        signed = clients.s3().generate_presigned_post(
            Bucket=self._bucket,
            Key=prefix + "${filename}",
            Fields={"Content-Type": CONTENT_TYPE, **tagging},
            Conditions=[
                *({name: value} for name, value in tagging.items()),
                ["starts-with", "$key", prefix],
                {"Content-Type": CONTENT_TYPE},
                ["starts-with", f"$x-amz-meta-{OFFSETS_METADATA}", ""],
                ["content-length-range", 1, MAX_BYTES],
            ],
            ExpiresIn=int(UPLOAD_LIFE.total_seconds()),
        )
        # The page names the key itself, within the prefix.
        fields = {name: value for name, value in signed["fields"].items() if name != "key"}
        return UploadPolicy(
            url=signed["url"],
            fields=fields,
            key_prefix=prefix,
            content_type=CONTENT_TYPE,
            max_bytes=MAX_BYTES,
            max_frames=MAX_FRAMES,
            expires_at=now + UPLOAD_LIFE,
        )

    def sign_card_upload(self, attempt_id: str, upload_id: str, *, now: datetime) -> PictureUpload:
        signed = clients.s3().generate_presigned_post(
            Bucket=self._bucket,
            Key=card_upload_key(attempt_id, upload_id),
            Fields={"Content-Type": CARD_CONTENT_TYPE},
            Conditions=[
                {"Content-Type": CARD_CONTENT_TYPE},
                ["content-length-range", 1, MAX_BYTES],
            ],
            ExpiresIn=int(UPLOAD_LIFE.total_seconds()),
        )
        return PictureUpload(
            upload_id, signed["url"], signed["fields"], MAX_BYTES, now + UPLOAD_LIFE
        )

    def sign_read(self, key: str) -> str:
        return clients.s3().generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": key},
            ExpiresIn=int(READ_LIFE.total_seconds()),
        )


def _tag_set(frame_days: int) -> str:
    """Return the tag that an upload carries, as the form field of a POST wants it."""
    tag = f"<Tag><Key>{FRAME_TAG}</Key><Value>{frame_days}</Value></Tag>"
    return f"<Tagging><TagSet>{tag}</TagSet></Tagging>"
