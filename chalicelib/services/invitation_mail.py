"""The mail that invites a lecturer."""

from __future__ import annotations

from html import escape
from typing import Final

from chalicelib.domain.accounts import Invitation
from chalicelib.domain.alerts import MailLanguage
from chalicelib.services.ports import Email

_WORDS: Final = {
    MailLanguage.VIETNAMESE: (
        "Mời bạn vào Giám Thị",
        (
            "Chào {name},",
            "Bạn được mời dùng Giám Thị để ra đề và coi thi trực tuyến.",
            "Đăng nhập tại {link} với địa chỉ {email} và mật khẩu tạm:",
            "{password}",
            "Mật khẩu tạm dùng được 7 ngày; khi đăng nhập lần đầu, bạn đặt mật khẩu của mình.",
        ),
    ),
    MailLanguage.ENGLISH: (
        "You are invited to Giám Thị",
        (
            "Dear {name},",
            "You are invited to write and watch online exams with Giám Thị.",
            "Sign in at {link} with the address {email} and this temporary password:",
            "{password}",
            "It is good for 7 days; at your first sign-in you choose a password of your own.",
        ),
    ),
}


def write_invitation(invitation: Invitation, password: str, *, site_url: str) -> Email:
    """Write the mail with a temporary password."""
    subject, paragraphs = _WORDS[invitation.language]
    values = {
        "name": invitation.name,
        "email": invitation.email,
        "password": password,
        "link": f"{site_url}/lecturer/sign-in",
    }
    shown = {name: escape(value) for name, value in values.items()}
    body = "".join(f"<p>{paragraph.format(**shown)}</p>" for paragraph in paragraphs)
    return Email(
        to=invitation.email,
        subject=subject,
        text="\n\n".join(paragraph.format(**values) for paragraph in paragraphs) + "\n",
        html=f'<div lang="{invitation.language.value}">{body}</div>',
    )
