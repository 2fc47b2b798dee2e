"""The mails that SES accepted, to read in a browser."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import httpx
from starlette.responses import HTMLResponse, JSONResponse, Response

from local.emulator import mail

if TYPE_CHECKING:
    from starlette.requests import Request

_STYLE: Final = """
:root { color-scheme: light dark; --accent: #0b6e6e }
body { font: 1rem/1.5 "Be Vietnam Pro", system-ui, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h1 a { float: right; font-size: .9rem; color: var(--accent) }
details { border: 1px solid #8884; border-radius: .5rem; margin: .75rem 0 }
summary { padding: .75rem 1rem; cursor: pointer }
summary strong { overflow-wrap: anywhere }
summary span { display: block; color: #777; font-size: .875rem; overflow-wrap: anywhere }
iframe { width: 100%; height: 26rem; border: 0; background: #fff }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 1rem; font-family: inherit }
h2 { font-size: .875rem; margin: .75rem 1rem .25rem; color: #777; font-weight: 600 }
ul { margin: .25rem 1rem 1rem; padding-left: 1rem }
"""
_EMPTY: Final = "<p>Chưa có thư nào. <span lang=en>No mail yet.</span></p>"


class MailPages:
    """Two endpoints that show what the emulator keeps, newest first."""

    def __init__(self, emulator_url: str) -> None:
        self._url = emulator_url + mail.PATH

    async def as_json(self, _request: Request) -> Response:
        """Return the mails as the emulator describes them."""
        return JSONResponse(await self._mails(), headers={"Cache-Control": "no-store"})

    async def as_page(self, _request: Request) -> Response:
        """Return the mails to read."""
        mails = await self._mails()
        listed = "".join(_entry(item, opened=i == 0) for i, item in enumerate(mails)) or _EMPTY
        page = (
            f'<!doctype html><html lang="vi"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width">'
            f'<link rel="icon" href="/icon.svg"><title>Thư · Giám Thị</title>'
            f"<style>{_STYLE}</style>"
            f'<h1>Thư đã gửi ({len(mails)}) <a href="/mail">Tải lại</a></h1>{listed}</html>'
        )
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    async def _mails(self) -> list[dict[str, Any]]:
        # Proxy settings of the machine do not concern a neighbour.
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(self._url)
        mails: list[dict[str, Any]] = answer.raise_for_status().json()
        return mails[::-1]


def _entry(item: dict[str, Any], *, opened: bool) -> str:
    sent_at = parsedate_to_datetime(item["date"]).astimezone().strftime("%d/%m/%Y %H:%M:%S")
    recipients = escape(", ".join(item["to"]))
    heading = f"<strong>{escape(item['subject'])}</strong>"
    envelope = f"<span>{sent_at} · {escape(item['from'])} → {recipients}</span>"
    parts = [f"<details{' open' if opened else ''}><summary>{heading}{envelope}</summary>"]
    if item["html"]:
        # No scripts, no forms, no origin: a mail is not ours to trust.  Its links open outside.
        html = '<base target="_blank">' + _with_pictures(item["html"], item["attachments"])
        parts.append(
            '<h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox"'
            f' srcdoc="{escape(html, quote=True)}" title="HTML"></iframe>'
        )
    if item["text"]:
        parts.append(f"<h2>Văn bản thuần</h2><pre>{escape(item['text'])}</pre>")
    if item["attachments"]:
        links = "".join(_link(attachment) for attachment in item["attachments"])
        parts.append(f"<h2>Tệp đính kèm</h2><ul>{links}</ul>")
    return "".join(parts) + "</details>"


def _with_pictures(html: str, attachments: list[dict[str, Any]]) -> str:
    """Put pictures that the mail carries where its HTML names them."""
    for attachment in attachments:
        if attachment["content_id"]:
            html = html.replace(f"cid:{attachment['content_id']}", _data_url(attachment))
    return html


def _link(attachment: dict[str, Any]) -> str:
    name = attachment["filename"] or attachment["content_id"] or attachment["content_type"]
    return f'<li><a download="{escape(name)}" href="{_data_url(attachment)}">{escape(name)}</a>'


def _data_url(attachment: dict[str, Any]) -> str:
    return f"data:{quote(attachment['content_type'])};base64,{attachment['data']}"
