"""Counts what is sent to AWS, and lets it fail as AWS does."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import botocore
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError

Fault = Callable[[], AWSResponse]
"""Gives the answer of AWS, or raises what the network does."""


class AwsCalls:
    """Every request that any client of the process sends, as ``service:Operation``."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self._failing = ""
        self._fault: Fault | None = None
        self._times = 0

    @contextlib.contextmanager
    def watching_new_sessions(self) -> Iterator[AwsCalls]:
        """Hear of the requests of every botocore session that is made meanwhile."""
        botocore.register_initializer(self._listen)
        try:
            yield self
        finally:
            botocore.unregister_initializer(self._listen)

    @contextlib.contextmanager
    def counted(self) -> Iterator[list[str]]:
        """Give a list that holds, after the block, what the block sent."""
        before = len(self.sent)
        found: list[str] = []
        yield found
        found += self.sent[before:]

    @contextlib.contextmanager
    def failing(self, calls: str, fault: Fault, *, times: int = 1_000) -> Iterator[None]:
        """Let calls whose ``service:Operation`` begins so fail in the block, so many times."""
        self._failing, self._fault, self._times = calls, fault, times
        try:
            yield
        finally:
            self._fault = None

    def _listen(self, session: Any) -> None:
        session.register("before-send", self._note)

    def _note(self, event_name: str, **_: object) -> AWSResponse | None:
        service, operation = event_name.split(".")[1:]
        call = f"{service}:{operation}"
        self.sent.append(call)
        if self._fault is None or self._times == 0 or not call.startswith(self._failing):
            return None
        self._times -= 1
        return self._fault()


def throttled() -> AWSResponse:
    """DynamoDB has no capacity left for a moment."""
    name = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"
    body = json.dumps(
        {"__type": name, "message": "The level of configured throughput was exceeded"}
    )
    return _answer(400, body)


def gone() -> AWSResponse:
    """S3 has no such object, or not any more."""
    return _answer(
        404, "<Error><Code>NoSuchKey</Code><Message>It does not exist.</Message></Error>"
    )


def too_many_mails() -> AWSResponse:
    """SES sends no more for now."""
    error = "<Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message>"
    return _answer(400, f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>")


def refusing_mail_to(address: str) -> Fault:
    """SES does not take mail to an address, and names it, as it does in its sandbox."""
    said = f"Email address is not verified. The following identities failed the check: {address}"
    error = f"<Type>Sender</Type><Code>MessageRejected</Code><Message>{said}</Message>"
    return lambda: _answer(400, f"<ErrorResponse><Error>{error}</Error></ErrorResponse>")


def broken() -> AWSResponse:
    """A service of AWS has a fault of its own."""
    return _answer(
        503, "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>"
    )


def too_many_requests() -> AWSResponse:
    """Cognito is asked more often than its quota allows."""
    body = json.dumps({"__type": "TooManyRequestsException", "message": "Rate exceeded"})
    return _answer(400, body)


def timed_out() -> AWSResponse:
    """Nothing comes back."""
    raise ReadTimeoutError(endpoint_url="https://aws.example")


def _answer(status: int, body: str) -> AWSResponse:
    return AWSResponse("https://aws.example", status, HTTPHeaders(), _Body(body.encode()))


class _Body:
    """What a connection gives."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content
