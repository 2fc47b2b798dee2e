"""The mails that SES accepted."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_ses import SESClient

PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"


def mails(environment: dict[str, str]) -> list[dict[str, Any]]:
    answer = httpx.get(environment["AWS_ENDPOINT_URL"] + "/_mail", trust_env=False)
    return list(answer.raise_for_status().json())


@pytest.fixture
def digest(ses: SESClient, environment: dict[str, str]) -> dict[str, Any]:
    message = EmailMessage()
    message["From"] = environment["MAIL_SENDER"]
    message["To"] = "co.lan@truong-mau.example"
    message["Subject"] = "Hai khuôn mặt trong 8 giây"
    message.set_content("Xem phòng thi.")
    message.add_alternative('<p>Xem <b>phòng thi</b> <img src="cid:frame"></p>', subtype="html")
    message.add_attachment(PICTURE, "image", "png", filename="khung.png", cid="<frame>")
    ses.send_raw_email(RawMessage={"Data": message.as_bytes()})
    return mails(environment)[-1]


def test_a_mail_keeps_its_envelope(digest: dict[str, Any], environment: dict[str, str]) -> None:
    assert digest["from"] == environment["MAIL_SENDER"]
    assert digest["to"] == ["co.lan@truong-mau.example"]
    assert digest["subject"] == "Hai khuôn mặt trong 8 giây"


def test_a_mail_has_a_text_and_a_page(digest: dict[str, Any]) -> None:
    assert digest["text"].strip() == "Xem phòng thi."
    assert "<b>phòng thi</b>" in digest["html"]


def test_an_attachment_keeps_its_bytes(digest: dict[str, Any]) -> None:
    [attachment] = digest["attachments"]
    assert base64.b64decode(attachment.pop("data")) == PICTURE
    assert attachment == {
        "filename": "khung.png",
        "content_type": "image/png",
        "content_id": "frame",
    }


def test_a_simple_mail_is_listed_too(ses: SESClient, environment: dict[str, str]) -> None:
    ses.send_email(
        Source=environment["MAIL_SENDER"],
        Destination={"ToAddresses": ["a@truong-mau.example", "b@truong-mau.example"]},
        Message={"Subject": {"Data": "Thử"}, "Body": {"Text": {"Data": "Chào"}}},
    )
    newest = mails(environment)[-1]
    assert (newest["text"].strip(), len(newest["to"]), newest["html"]) == ("Chào", 2, None)


def test_an_unverified_sender_is_refused(ses: SESClient) -> None:
    with pytest.raises(ClientError, match="MessageRejected"):
        ses.send_raw_email(RawMessage={"Data": b"From: x@elsewhere.example\r\n\r\nhi"})
