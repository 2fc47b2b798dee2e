"""The HTTP API as a caller meets it, by way of Chalice's own gateway."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import msgspec
from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalGateway


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any
    """As JSON; None: empty."""

    @property
    def code(self) -> str:
        """The error's name."""
        return str(self.body["code"])

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [(p["path"], p["code"]) for p in self.body["details"]["problems"]]


class ApiClient:
    def __init__(self, app: Chalice) -> None:
        self._gateway = LocalGateway(app, Config.create(app_name=app.app_name))

    def call(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send ``content`` as JSON, bytes as they are."""
        body = content if isinstance(content, bytes) else msgspec.json.encode(content)
        sent = {"content-type": "application/json", "accept-language": "en", **(headers or {})}
        if token is not None:
            sent["authorization"] = f"Bearer {token}"
        answer = self._gateway.handle_request(
            method, path, sent, body if content is not None else None
        )
        text = answer["body"]
        return Answer(
            answer["statusCode"],
            {name.lower(): value for name, value in (answer.get("headers") or {}).items()},
            json.loads(text) if text else None,
        )
