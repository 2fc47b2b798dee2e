"""The Chalice application behind API Gateway's stand-in, many requests at a time."""

from __future__ import annotations

import base64
import json
import logging
from typing import TYPE_CHECKING, Any, Final

import anyio
import anyio.to_thread
from chalice.config import Config
from chalice.local import LocalChalice, LocalGateway, LocalGatewayException
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from chalice.app import Chalice
    from starlette.types import Receive, Scope, Send

_logger = logging.getLogger(__name__)
_CONCURRENT_REQUESTS: Final = 32
# API Gateway refuses larger payloads.
_LARGEST_BODY_BYTES: Final = 10 * 1024 * 1024


class RestApi:
    """
    ASGI application that serves a Chalice application below a path prefix.

    Args:
        app: The application; its ``current_request`` becomes one a thread.
        prefix: Where it is mounted, for example ``/api``.
    """

    def __init__(self, app: Chalice, *, prefix: str) -> None:
        _keep_one_request_a_thread(app)
        self._gateway = LocalGateway(app, Config.create(app_name=app.app_name))
        self._prefix = prefix
        self._limiter = anyio.CapacityLimiter(_CONCURRENT_REQUESTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        request = Request(scope, receive)
        body = await request.body()
        if len(body) > _LARGEST_BODY_BYTES:
            response = _gateway_message(413, "Request Too Long")
        else:
            response = await anyio.to_thread.run_sync(
                self._handle, request, body, limiter=self._limiter
            )
        await response(scope, receive, send)

    def _handle(self, request: Request, body: bytes) -> Response:
        # Undecoded: Chalice splits and decodes the address itself.
        path = bytes(request.scope["raw_path"]).decode("ascii").removeprefix(self._prefix) or "/"
        query = bytes(request.scope["query_string"]).decode("ascii")
        address = f"{path}?{query}" if query else path
        try:
            answer = self._gateway.handle_request(
                request.method, address, dict(request.headers), body or None
            )
        except LocalGatewayException as error:
            return Response(error.body or b"", error.CODE, error.headers, "application/json")
        except Exception:
            _logger.exception("%s %s failed outside a view", request.method, address)
            return _gateway_message(502, "Internal server error")
        return _response(answer)


def _keep_one_request_a_thread(app: Chalice) -> None:
    """
    Let the application serve threads side by side.

    On Lambda one environment serves one request, so that Chalice keeps the request on
    the application; its own local server swaps the class in this way too.
    """
    if not isinstance(app, LocalChalice):
        app.__class__ = type("ThreadedChalice", (LocalChalice, type(app)), {})


def _response(answer: dict[str, Any]) -> Response:
    body = answer["body"] or b""
    if answer.get("isBase64Encoded"):
        body = base64.b64decode(body)
    elif not isinstance(body, str | bytes):
        body = json.dumps(body)
    response = Response(body, answer["statusCode"])
    headers = list((answer.get("headers") or {}).items())
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        headers += [(name, value) for value in values]
    for name, value in headers:
        response.headers.append(name, str(value))
    return response


def _gateway_message(status: int, message: str) -> Response:
    return Response(json.dumps({"message": message}), status, media_type="application/json")
