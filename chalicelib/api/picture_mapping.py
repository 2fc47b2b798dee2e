"""Between permissions to upload a picture and their schema."""

from __future__ import annotations

from chalicelib.api import picture_schemas as schemas
from chalicelib.services import ports


def show_upload(upload: ports.PictureUpload) -> schemas.PictureUpload:
    """Show a permission to upload one picture."""
    return schemas.PictureUpload(
        upload.upload_id, upload.url, dict(upload.fields), upload.max_bytes, upload.expires_at
    )
