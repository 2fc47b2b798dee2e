"""Every condition of a presigned POST, made by boto3 and sent by HTTP."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    import httpx
    from mypy_boto3_s3 import S3Client

SITE = "http://127.0.0.1:8000"
LARGEST = 64


class Upload:
    """A form as the page would send it, open to tampering."""

    def __init__(self, browser: httpx.Client, s3: S3Client, bucket: str) -> None:
        signed = s3.generate_presigned_post(
            bucket,
            "frames/a1/${filename}",
            Fields={"Content-Type": "video/x-motion-jpeg"},
            Conditions=[
                ["starts-with", "$key", "frames/a1/"],
                {"Content-Type": "video/x-motion-jpeg"},
                ["starts-with", "$x-amz-meta-offsets", ""],
                ["content-length-range", 2, LARGEST],
            ],
        )
        self.url = signed["url"]
        self.fields: dict[str, Any] = {
            **signed["fields"],
            "key": "frames/a1/0000000000001-000000.mjpg",
            "x-amz-meta-offsets": "1000,2003",
        }
        self._browser = browser

    def send(self, body: bytes = b"jpeg") -> httpx.Response:
        return self._browser.post(self.url, data=self.fields, files={"file": ("blob.mjpg", body)})


@pytest.fixture
def upload(browser: httpx.Client, s3: S3Client, environment: dict[str, str]) -> Upload:
    return Upload(browser, s3, environment["FRAMES_BUCKET"])


def code(answer: httpx.Response) -> str:
    return ET.fromstring(answer.content).findtext("Code") or ""  # noqa: S314 - our own answer


def message(answer: httpx.Response) -> str:
    return ET.fromstring(answer.content).findtext("Message") or ""  # noqa: S314 - our own answer


def test_a_form_that_keeps_its_policy_becomes_an_object(
    upload: Upload, s3: S3Client, environment: dict[str, str]
) -> None:
    answer = upload.send(b"two frames")
    stored = s3.get_object(Bucket=environment["FRAMES_BUCKET"], Key=upload.fields["key"])
    assert answer.status_code == 204
    assert stored["Body"].read() == b"two frames"
    assert stored["ContentType"] == "video/x-motion-jpeg"
    assert stored["Metadata"] == {"offsets": "1000,2003"}
    assert answer.headers["etag"] == stored["ETag"]


def test_the_page_may_read_the_answer(upload: Upload) -> None:
    answer = upload.send()
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["access-control-expose-headers"] == "ETag"


def test_the_page_may_read_a_refusal(upload: Upload) -> None:
    upload.fields["key"] = "frames/another/x.mjpg"
    answer = upload.send()
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["content-type"] == "application/xml"


def test_the_file_name_is_filled_into_the_key(
    upload: Upload, s3: S3Client, environment: dict[str, str]
) -> None:
    upload.fields["key"] = "frames/a1/${filename}"
    assert upload.send().status_code == 204
    s3.head_object(Bucket=environment["FRAMES_BUCKET"], Key="frames/a1/blob.mjpg")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "frames/another/x.mjpg"),
        ("key", "../frames/a1/x.mjpg"),
        ("Content-Type", "image/png"),
        ("x-amz-meta-other", "1"),
        ("acl", "public-read"),
        ("success_action_redirect", "http://elsewhere.example"),
    ],
)
def test_a_field_outside_the_policy_is_refused(upload: Upload, field: str, value: str) -> None:
    upload.fields[field] = value
    answer = upload.send()
    assert (answer.status_code, code(answer)) == (403, "AccessDenied")
    assert message(answer).startswith("Invalid according to Policy")


@pytest.mark.parametrize("field", ["Content-Type"])
def test_a_field_that_the_policy_asks_for_must_be_there(upload: Upload, field: str) -> None:
    del upload.fields[field]
    assert code(upload.send()) == "AccessDenied"


@pytest.mark.parametrize("name", ["key", "x-amz-signature", "x-amz-credential", "x-amz-date"])
def test_a_form_without_what_signing_needs_is_refused(upload: Upload, name: str) -> None:
    del upload.fields[name]
    answer = upload.send()
    assert (answer.status_code, code(answer)) == (400, "InvalidArgument")


def test_an_ignored_field_needs_no_condition(upload: Upload) -> None:
    upload.fields["x-ignore-page"] = "exam"
    assert upload.send().status_code == 204


@pytest.mark.parametrize(
    ("size", "refusal"),
    [(1, "EntityTooSmall"), (2, None), (LARGEST, None), (LARGEST + 1, "EntityTooLarge")],
)
def test_the_size_range_includes_its_ends(upload: Upload, size: int, refusal: str | None) -> None:
    answer = upload.send(b"x" * size)
    assert (code(answer) if answer.content else None) == refusal


def test_a_changed_policy_no_longer_fits_its_signature(upload: Upload) -> None:
    policy = json.loads(base64.b64decode(upload.fields["policy"]))
    policy["conditions"].append(["starts-with", "$acl", ""])
    upload.fields["policy"] = base64.b64encode(json.dumps(policy).encode()).decode()
    assert code(upload.send()) == "SignatureDoesNotMatch"


def test_a_policy_is_good_for_its_own_bucket_only(
    upload: Upload, s3: S3Client, environment: dict[str, str]
) -> None:
    other = environment["FRAMES_BUCKET"] + "-other"
    s3.create_bucket(
        Bucket=other, CreateBucketConfiguration={"LocationConstraint": "ap-southeast-1"}
    )
    upload.url = upload.url.replace(environment["FRAMES_BUCKET"], other)
    assert code(upload.send()) == "AccessDenied"


def test_an_unknown_key_may_not_sign(upload: Upload) -> None:
    credential = upload.fields["x-amz-credential"]
    upload.fields["x-amz-credential"] = credential.replace("GIAMTHILOCAL", "SOMEBODYELSE")
    assert code(upload.send()) == "InvalidAccessKeyId"


def test_a_form_without_a_policy_is_refused(upload: Upload) -> None:
    upload.fields = {"key": "frames/a1/x.mjpg"}
    assert code(upload.send()) == "AccessDenied"


def test_a_field_after_the_file_is_refused(upload: Upload, browser: httpx.Client) -> None:
    parts = [(name, (None, value)) for name, value in upload.fields.items()]
    last = parts.pop()
    answer = browser.post(upload.url, files=[*parts, ("file", ("x", b"jpeg")), last])
    assert code(answer) == "MalformedPOSTRequest"


def test_a_form_needs_a_file(upload: Upload, browser: httpx.Client) -> None:
    parts = [(name, (None, value)) for name, value in upload.fields.items()]
    assert code(browser.post(upload.url, files=parts)) == "InvalidArgument"
