"""The headers that CloudFront adds to every answer, so that pages meet the same limits here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LIVE_ORIGINS: Final = "ws://127.0.0.1:* ws://localhost:*"
"""Where live connections go on a laptop, under whichever name the site was opened."""


def security_headers(*, live: str, frames: str) -> dict[str, str]:
    """
    Return the headers of a page or an answer; a test compares them with Terraform's.

    ``Strict-Transport-Security`` is missing: there is no TLS on a laptop.

    Args:
        live: Origins of the live connections.
        frames: Origins of the bucket with the pictures.
    """
    policy = (
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        f"connect-src 'self' {live} {frames}",
        "font-src 'self'",
        f"img-src 'self' blob: data: {frames}",
        "manifest-src 'self'",
        "media-src 'self' blob:",
        "require-trusted-types-for 'script'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "trusted-types default",
        "worker-src 'self' blob:",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Permissions-Policy": (
            "camera=(self), display-capture=(self), fullscreen=(self), microphone=(self), "
            "geolocation=(), payment=(), usb=()"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


class WithHeaders:
    """An application whose answers all carry some headers."""

    def __init__(self, application: ASGIApp, headers: Mapping[str, str]) -> None:
        self._application = application
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._application(scope, receive, send_with_headers)
