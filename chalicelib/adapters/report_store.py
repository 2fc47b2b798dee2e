"""Reports in S3: put there for a day, fetched by a signed address."""

from __future__ import annotations

from datetime import timedelta
from typing import IO, Final
from urllib.parse import quote

from chalicelib.adapters import clients

PREFIX: Final = "reports/"
"""The bucket's lifecycle removes what lies under it after a day."""
READ_LIFE: Final = timedelta(minutes=15)


def reports_prefix(subject: str) -> str:
    """Return where the reports about one attempt lie, so that they can be erased with it."""
    return f"{PREFIX}{subject}/"


class S3ReportStore:
    """See ``chalicelib.services.ports.ReportStore``."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def offer(
        self,
        subject: str,
        report_id: str,
        file_name: str,
        body: bytes | IO[bytes],
        content_type: str,
    ) -> str:
        key = f"{reports_prefix(subject)}{report_id}"
        clients.s3().put_object(
            Bucket=self._bucket,
            Key=key,
            Body=body,
            ContentType=content_type,
            ContentDisposition=f"attachment; filename*=UTF-8''{quote(file_name)}",
        )
        return clients.s3().generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": key},
            ExpiresIn=int(READ_LIFE.total_seconds()),
        )
