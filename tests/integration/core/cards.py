"""Student cards shown as the student's page does it."""

from __future__ import annotations

import httpx

from tests.fakes.cards import card_jpeg
from tests.integration.core.api_client import Answer
from tests.integration.core.room import Attempt

JPEG = card_jpeg()


def post_card(student: Attempt, body: bytes = JPEG, **fields: str) -> tuple[str, httpx.Response]:
    """Post a picture by a signed permission; return the upload's name, and what S3 answered."""
    upload = student.call("POST", "/card-uploads").body
    form = {**upload["fields"], **fields}
    answer = httpx.post(upload["url"], data=form, files={"file": body}, trust_env=False)
    return str(upload["upload_id"]), answer


def upload_card(student: Attempt, body: bytes = JPEG) -> str:
    """Post a picture; return the upload's name."""
    upload_id, answer = post_card(student, body)
    assert answer.status_code == 204, answer.text
    return upload_id


def show_card(student: Attempt, body: bytes = JPEG) -> Answer:
    """Post a picture and choose it."""
    kept = student.call("PUT", "/card", {"upload_id": upload_card(student, body)})
    assert kept.status == 200, kept
    return kept
