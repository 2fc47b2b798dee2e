"""Presigned GET and PUT, made by boto3 and sent by HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import boto3
import httpx
import pytest

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY = "evidence/a1/khung hình+1.jpg"


@pytest.fixture
def bucket(s3: S3Client, environment: dict[str, str]) -> str:
    name = environment["FRAMES_BUCKET"]
    s3.put_object(Bucket=name, Key=KEY, Body=b"picture", ContentType="image/jpeg")
    return name


@pytest.fixture
def get_url(s3: S3Client, bucket: str) -> str:
    return s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": KEY})


def test_a_signed_get_returns_the_object(browser: httpx.Client, get_url: str) -> None:
    answer = browser.get(get_url)
    assert (answer.content, answer.headers["content-type"]) == (b"picture", "image/jpeg")


def test_the_page_may_read_a_signed_get(browser: httpx.Client, get_url: str) -> None:
    answer = browser.get(get_url)
    assert answer.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"


def test_a_signed_put_stores_the_object(browser: httpx.Client, s3: S3Client, bucket: str) -> None:
    params = {"Bucket": bucket, "Key": "evidence/a1/put.jpg", "ContentType": "image/jpeg"}
    url = s3.generate_presigned_url("put_object", Params=params)
    answer = browser.put(url, content=b"new", headers={"Content-Type": "image/jpeg"})
    assert answer.status_code == 200
    assert s3.get_object(Bucket=bucket, Key="evidence/a1/put.jpg")["Body"].read() == b"new"


def test_a_signed_header_must_arrive_as_signed(
    browser: httpx.Client, s3: S3Client, bucket: str
) -> None:
    params = {"Bucket": bucket, "Key": "evidence/a1/put.jpg", "ContentType": "image/jpeg"}
    url = s3.generate_presigned_url("put_object", Params=params)
    answer = browser.put(url, content=b"new", headers={"Content-Type": "text/html"})
    assert "SignatureDoesNotMatch" in answer.text


def test_a_header_for_s3_must_be_signed(browser: httpx.Client, s3: S3Client, bucket: str) -> None:
    url = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "x"})
    answer = browser.put(url, content=b"new", headers={"x-amz-meta-offsets": "1"})
    assert "HeadersNotSigned" in answer.text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("X-Amz-Signature=", "X-Amz-Signature=0", "SignatureDoesNotMatch"),
        ("X-Amz-Expires=3600", "X-Amz-Expires=7200", "SignatureDoesNotMatch"),
        ("X-Amz-Expires=3600", "X-Amz-Expires=604801", "AuthorizationQueryParametersError"),
        ("evidence/a1", "evidence/a2", "SignatureDoesNotMatch"),
        ("GIAMTHILOCAL", "SOMEBODYELSE", "InvalidAccessKeyId"),
        ("ap-southeast-1", "us-east-1", "AuthorizationQueryParametersError"),
        ("X-Amz-Algorithm=AWS4-HMAC-SHA256&", "", "AuthorizationQueryParametersError"),
    ],
)
def test_a_changed_address_is_refused(
    browser: httpx.Client, get_url: str, old: str, new: str, code: str
) -> None:
    assert old in get_url
    answer = browser.get(get_url.replace(old, new))
    assert f"<Code>{code}</Code>" in answer.text


def test_an_address_for_get_does_not_put(browser: httpx.Client, get_url: str) -> None:
    assert "SignatureDoesNotMatch" in browser.put(get_url, content=b"x").text


def test_a_bucket_is_closed_to_the_unsigned(browser: httpx.Client, get_url: str) -> None:
    answer = browser.get(get_url.partition("?")[0])
    assert (answer.status_code, "<Code>AccessDenied</Code>" in answer.text) == (403, True)


def test_the_old_way_of_signing_is_refused(
    browser: httpx.Client, bucket: str, environment: dict[str, str]
) -> None:
    query = {"AWSAccessKeyId": "GIAMTHILOCAL", "Signature": "x", "Expires": "4102444800"}
    url = f"{environment['AWS_ENDPOINT_URL']}/{bucket}/x?{urlencode(query)}"
    assert "Please use AWS4-HMAC-SHA256" in browser.get(url).text


def test_calls_of_an_sdk_pass(bucket: str, s3: S3Client) -> None:
    assert s3.head_object(Bucket=bucket, Key=KEY)["ContentLength"] == len(b"picture")


def test_cognitos_keys_are_public(environment: dict[str, str]) -> None:
    assert httpx.get(environment["LECTURER_KEYS_URL"], trust_env=False).json()["keys"]


def test_the_default_client_of_boto3_would_sign_the_old_way(
    environment: dict[str, str],
) -> None:
    """Why the product's client asks for version 4: without it AWS and we refuse."""
    old = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_DEFAULT_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )
    url = old.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"})
    old.close()
    assert "AWSAccessKeyId" in url
