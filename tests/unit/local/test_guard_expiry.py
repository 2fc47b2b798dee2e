"""Expiry, with a clock that the test holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from werkzeug.test import Client
from werkzeug.wrappers import Response

from local.emulator.guard import Guard
from local.emulator.signatures import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_s3 import S3Client

LIFETIME = timedelta(minutes=15)


@pytest.fixture
def s3() -> Iterator[S3Client]:
    client = boto3.client(
        "s3",
        endpoint_url="http://127.0.0.1:5566",
        region_name="ap-southeast-1",
        aws_access_key_id="KEY",
        aws_secret_access_key="SECRET",
        config=Config(signature_version="s3v4"),
    )
    yield client
    client.close()


@pytest.fixture
def at() -> Callable[[timedelta], Client]:
    """Return a client of a guarded bucket at a distance from now."""
    signed_at = datetime.now(UTC)

    def make(later: timedelta) -> Client:
        guard = Guard(
            Response("let through"),
            keys=Keys({"KEY": "SECRET"}, "ap-southeast-1"),
            is_bucket=lambda name: name == "frames",
            now=lambda: signed_at + later,
        )
        return Client(guard)

    return make


def get(client: Client, s3: S3Client) -> str:
    url = s3.generate_presigned_url(
        "get_object",
        Params={"Bucket": "frames", "Key": "k"},
        ExpiresIn=int(LIFETIME.total_seconds()),
    )
    return client.get(url, base_url="http://127.0.0.1:5566").get_data(as_text=True)


def post(client: Client, s3: S3Client) -> str:
    form = s3.generate_presigned_post("frames", "k", ExpiresIn=int(LIFETIME.total_seconds()))
    data = {**form["fields"], "file": (BytesIO(b"x"), "x")}
    answer = client.post("/frames", data=data, content_type="multipart/form-data")
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("send", [get, post])
def test_before_its_expiry_a_request_passes(
    at: Callable[[timedelta], Client], s3: S3Client, send: Callable[[Client, S3Client], str]
) -> None:
    assert send(at(LIFETIME - timedelta(minutes=1)), s3) == "let through"


def test_an_expired_address_is_refused(at: Callable[[timedelta], Client], s3: S3Client) -> None:
    answer = get(at(LIFETIME + timedelta(minutes=1)), s3)
    assert "<Code>AccessDenied</Code><Message>Request has expired</Message>" in answer


def test_an_expired_policy_is_refused(at: Callable[[timedelta], Client], s3: S3Client) -> None:
    answer = post(at(LIFETIME + timedelta(minutes=1)), s3)
    assert "Invalid according to Policy: Policy expired." in answer


def test_an_address_from_the_future_is_refused(
    at: Callable[[timedelta], Client], s3: S3Client
) -> None:
    assert "Request is not yet valid" in get(at(-timedelta(hours=1)), s3)


def test_what_is_no_bucket_is_none_of_its_business(at: Callable[[timedelta], Client]) -> None:
    assert at(timedelta()).get("/pool/.well-known/jwks.json").get_data() == b"let through"
