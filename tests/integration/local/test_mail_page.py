"""The page that shows what SES accepted."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

import httpx
import pytest
from chalice.app import Chalice

from local.gateway.application import create_application
from local.gateway.testing import running_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_ses import SESClient


@pytest.fixture
def site(environment: dict[str, str], ses: SESClient) -> Iterator[httpx.Client]:
    for subject in ("Thư cũ", "Thư mới <script>"):
        message = EmailMessage()
        message["From"] = environment["MAIL_SENDER"]
        message["To"] = "co.lan@truong-mau.example"
        message["Subject"] = subject
        message.set_content("Văn bản")
        message.add_alternative('<img src="cid:frame"><script>alert("x")</script>', subtype="html")
        message.add_attachment(b"picture", "image", "jpeg", filename="khung.jpg", cid="<frame>")
        ses.send_raw_email(RawMessage={"Data": message.as_bytes()})
    application = create_application(
        Chalice("empty"), lambda _event: {}, emulator_url=environment["AWS_ENDPOINT_URL"]
    )
    with (
        running_gateway(lambda _address: application) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


def test_the_newest_mail_comes_first(site: httpx.Client) -> None:
    subjects = [mail["subject"] for mail in site.get("/mail.json").json()]
    assert subjects[:2] == ["Thư mới <script>", "Thư cũ"]


def test_a_mail_cannot_run_scripts_on_the_page(site: httpx.Client) -> None:
    page = site.get("/mail").text
    assert "<script" not in page
    sandboxes = re.findall(r'<iframe sandbox="([^"]*)"', page)
    assert sandboxes
    assert not any("scripts" in allowed or "same-origin" in allowed for allowed in sandboxes)
    assert page.count("<iframe") == len(sandboxes)


def test_a_picture_inside_the_mail_is_shown(site: httpx.Client) -> None:
    assert "data:image/jpeg;base64,cGljdHVyZQ==" in site.get("/mail").text


def test_the_plain_text_is_shown_too(site: httpx.Client) -> None:
    assert "<pre>Văn bản" in site.get("/mail").text
