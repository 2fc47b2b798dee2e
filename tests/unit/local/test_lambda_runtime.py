"""Lambda's calling convention."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from local.lambda_runtime import LambdaContext, LambdaFunction, load
from local.resources import FUNCTIONS, Function

if TYPE_CHECKING:
    from local.lambda_runtime import Handler

DECLARED = Function("sample", timeout_s=10, memory_mb=512)


def call(handler: Handler, event: dict[str, Any] | None = None) -> Any:
    return LambdaFunction(DECLARED, handler, prefix="giam-thi-test")(event or {})


def test_a_handler_sees_the_context_of_its_function() -> None:
    seen: list[LambdaContext] = []
    call(lambda _event, context: seen.append(context))
    [context] = seen
    assert context.function_name == "giam-thi-test-sample"
    assert context.memory_limit_in_mb == "512"
    assert context.invoked_function_arn.endswith(":function:giam-thi-test-sample")
    assert 0 < context.get_remaining_time_in_millis() <= 10_000


def test_every_invocation_has_its_own_request_id() -> None:
    seen: list[str] = []
    for _ in range(2):
        call(lambda _event, context: seen.append(context.aws_request_id))
    assert len(set(seen)) == 2


def test_time_that_ran_out_is_zero_not_negative() -> None:
    context = LambdaContext("f", "128", deadline_s=0.0)
    assert context.get_remaining_time_in_millis() == 0


def test_a_handler_cannot_change_the_callers_event() -> None:
    event = {"Records": [{"body": "x"}]}
    call(lambda given, _context: given["Records"].clear(), event)
    assert event == {"Records": [{"body": "x"}]}


def test_an_answer_that_is_not_json_fails() -> None:
    with pytest.raises(TypeError):
        call(lambda _event, _context: {"when": object()})


def test_an_overrun_is_told(caplog: pytest.LogCaptureFixture) -> None:
    impatient = Function("sample", timeout_s=0, memory_mb=512)
    with caplog.at_level(logging.WARNING):
        LambdaFunction(impatient, lambda _event, _context: None, prefix="p")({})
    assert "Lambda would have ended it" in caplog.text


def test_a_handler_is_found_by_its_configured_name() -> None:
    assert FUNCTIONS[0].handler == "functions.detect_frames.handler.handler"
    with pytest.raises(ModuleNotFoundError):
        load(Function("no_such_function", timeout_s=1, memory_mb=128))
