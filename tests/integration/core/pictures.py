"""Pictures uploaded as the lecturer's page does it."""

from __future__ import annotations

import httpx

from tests.fakes.pictures import PICTURE
from tests.integration.core.api_client import ApiClient


def upload_picture(
    api: ApiClient, token: str, data: bytes = PICTURE.data, content_type: str = "image/png"
) -> str:
    """Post a picture by a signed permission; return the upload's name."""
    upload = api.call("POST", "/picture-uploads", {"content_type": content_type}, token=token).body
    answer = httpx.post(upload["url"], data=upload["fields"], files={"file": data}, trust_env=False)
    assert answer.status_code == 204, answer.text
    return str(upload["upload_id"])
