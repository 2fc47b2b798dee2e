"""Pages meet the same limits on a laptop and behind CloudFront."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest

from local.gateway.security_headers import security_headers
from tests.infra.terraform_configuration import read_configuration

FOLDER: Final = Path(__file__).parents[2] / "infra" / "terraform"
LIVE: Final = "${aws_apigatewayv2_api.live.api_endpoint}"
FRAMES: Final = "${local.frames_origins}"


def headers_of_terraform() -> dict[str, str]:
    policies = list(read_configuration(FOLDER).resources("aws_cloudfront_response_headers_policy"))
    [policy] = policies
    security = policy.block("security_headers_config")
    custom = policy.block("custom_headers_config")["items"]
    headers = {item["header"]: item["value"] for item in custom}
    headers["X-Frame-Options"] = security["frame_options"][0]["frame_option"]
    headers["Referrer-Policy"] = security["referrer_policy"][0]["referrer_policy"]
    assert "content_type_options" in security
    headers["X-Content-Type-Options"] = "nosniff"  # the one value that CloudFront sends
    return headers


def content_security_policy() -> str:
    """Return the directives as they stand in the file, with their references."""
    text = (FOLDER / "site.tf").read_text("utf-8")
    [listed] = re.findall(r'content_security_policy = join\("; ", \[(.*?)\n  \]\)', text, re.DOTALL)
    return "; ".join(re.findall(r'^\s+"([^"]+)"', listed, re.MULTILINE))


def test_the_gateway_sends_the_headers_that_terraform_declares() -> None:
    here: dict[str, Any] = security_headers(live=LIVE, frames=FRAMES)
    assert here == {
        **headers_of_terraform(),
        "Content-Security-Policy": content_security_policy(),
    }


@pytest.mark.parametrize("forbidden", ["'unsafe-eval'", "script-src 'self' ", "*", "http:"])
def test_scripts_come_from_the_site_alone(forbidden: str) -> None:
    assert forbidden not in content_security_policy()


def test_every_behaviour_of_the_distribution_adds_the_headers() -> None:
    [site] = read_configuration(FOLDER).resources("aws_cloudfront_distribution")
    behaviours = [*site.body["default_cache_behavior"], *site.body["ordered_cache_behavior"]]
    assert all("response_headers_policy_id" in behaviour for behaviour in behaviours)
