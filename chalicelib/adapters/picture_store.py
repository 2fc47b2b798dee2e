"""Pictures of questions in S3, beside the frames but never among them."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.domain.pictures import MAX_BYTES, PICTURES_PREFIX, UPLOADS_PREFIX, Picture
from chalicelib.services.ports import PictureUpload

UPLOAD_LIFE: Final = timedelta(minutes=15)
READ_LIFE: Final = timedelta(hours=12)
"""Longer than an exam; an address also ends with the credentials that signed it, so a page must
be able to ask again."""
REUSED_SECONDS: Final = 600.0
"""Signing takes a millisecond of CPU: a room of students shares addresses, and caches with them."""
CACHED: Final = "private, max-age=86400, immutable"


class S3PictureStore:
    """One private bucket; see ``chalicelib.services.ports.PictureStore``."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._signed: dict[str, tuple[float, str]] = {}

    def sign_upload(self, upload_id: str, content_type: str, *, now: datetime) -> PictureUpload:
        signed = clients.s3().generate_presigned_post(
            Bucket=self._bucket,
            Key=UPLOADS_PREFIX + upload_id,
            Fields={"Content-Type": content_type},
            Conditions=[
                {"Content-Type": content_type},
                ["content-length-range", 1, MAX_BYTES],
            ],
            ExpiresIn=int(UPLOAD_LIFE.total_seconds()),
        )
        return PictureUpload(
            upload_id, signed["url"], signed["fields"], MAX_BYTES, now + UPLOAD_LIFE
        )

    def read_upload(self, upload_id: str) -> bytes | None:
        return self._read(UPLOADS_PREFIX + upload_id)

    def keep(self, picture: Picture) -> None:
        clients.s3().put_object(
            Bucket=self._bucket,
            Key=PICTURES_PREFIX + picture.picture_id,
            Body=picture.data,
            ContentType=picture.content_type,
            CacheControl=CACHED,
        )

    def read(self, picture_id: str) -> bytes | None:
        return self._read(PICTURES_PREFIX + picture_id)

    def sign_read(self, picture_id: str) -> str:
        signed_at, url = self._signed.get(picture_id, (0.0, ""))
        if not url or time.monotonic() - signed_at > REUSED_SECONDS:
            url = clients.s3().generate_presigned_url(
                "get_object",
                Params={"Bucket": self._bucket, "Key": PICTURES_PREFIX + picture_id},
                ExpiresIn=int(READ_LIFE.total_seconds()),
            )
            self._signed[picture_id] = (time.monotonic(), url)
        return url

    def _read(self, key: str) -> bytes | None:
        try:
            return clients.s3().get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise
