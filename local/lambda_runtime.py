"""What Lambda gives a handler, and what it makes of the answer."""

from __future__ import annotations

import importlib
import json
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from local.resources import REGION

if TYPE_CHECKING:
    from local.resources import Function

ACCOUNT: Final = "123456789012"
"""The account that moto plays."""

Handler = Callable[[dict[str, Any], "LambdaContext"], object]
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LambdaContext:
    """The second argument of a handler, with the attributes of Lambda's Python runtime."""

    function_name: str
    memory_limit_in_mb: str
    deadline_s: float
    """On the monotonic clock."""
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    client_context: None = None
    identity: None = None

    @property
    def invoked_function_arn(self) -> str:
        """The ARN that the invocation named."""
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        """Where the lines of the function go."""
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        """The stream of this execution environment."""
        return f"local/[{self.function_version}]{self.aws_request_id[:8]}"

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the invocation may still run, never below zero."""
        return max(0, round((self.deadline_s - time.monotonic()) * 1000))


class LambdaFunction:
    """
    A function of ours behind Lambda's calling convention.

    Lambda would end a call at its time-out; a thread cannot be ended, so that here it is
    named in the log and its answer still counts.
    """

    def __init__(self, declared: Function, handler: Handler, *, prefix: str) -> None:
        self._declared = declared
        self._handler = handler
        self._prefix = prefix

    def __call__(self, event: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
        """
        Run the handler once.

        Event and answer travel as JSON, so that what JSON cannot carry fails here too.

        Raises:
            Exception: Whatever the handler raised, or its answer is not JSON.
        """
        started_s = time.monotonic()
        context = LambdaContext(
            function_name=f"{self._prefix}-{self._declared.name}",
            memory_limit_in_mb=str(self._declared.memory_mb),
            deadline_s=started_s + self._declared.timeout_s,
        )
        answer = self._handler(json.loads(json.dumps(event)), context)
        taken_s = time.monotonic() - started_s
        if taken_s > self._declared.timeout_s:
            _logger.warning(
                "%s ran %.1f s; Lambda would have ended it after %d s",
                self._declared.name,
                taken_s,
                self._declared.timeout_s,
            )
        return json.loads(json.dumps(answer))


def load(declared: Function) -> Handler:
    """Import a function's handler as Lambda's bootstrap does, by its configured name."""
    module, _, name = declared.handler.rpartition(".")
    handler: Handler = getattr(importlib.import_module(module), name)
    return handler
