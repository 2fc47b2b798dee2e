"""The logs of the two APIs tell of requests and of nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from tests.infra.terraform_configuration import read_configuration

FOLDER: Final = Path(__file__).parents[2] / "infra" / "terraform"
STAGES: Final = ("aws_api_gateway_stage", "aws_apigatewayv2_stage")
OF_NOBODY: Final = frozenset(
    {
        "error.responseType",
        "eventType",
        "httpMethod",
        "integration.latency",
        "integration.requestId",
        "integration.status",
        "requestId",
        "requestTimeEpoch",
        "resourcePath",  # /attempts/{attempt_id}, as it is declared
        "responseLatency",
        "responseLength",
        "routeKey",
        "status",
        "xrayTraceId",
    }
)
"""What API Gateway may write down: neither who asked nor what they sent."""


def access_log(kind: str) -> dict[str, Any]:
    """Return the settings of the only stage of a kind."""
    [stage] = read_configuration(FOLDER, prefix="giam-thi-test").resources(kind)
    return dict(stage.block("access_log_settings"))


@pytest.mark.parametrize("kind", STAGES)
def test_every_request_leaves_a_line(kind: str) -> None:
    assert "$context.requestId" in access_log(kind)["format"].values()
    assert "$context.status" in access_log(kind)["format"].values()


@pytest.mark.parametrize("kind", STAGES)
def test_a_line_says_nothing_of_who_asked(kind: str) -> None:
    written = {value.removeprefix("$context.") for value in access_log(kind)["format"].values()}
    assert written - OF_NOBODY == set()
