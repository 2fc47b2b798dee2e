"""An account in this process, as the operators' commands meet it."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import moto
import pytest

REGION = "ap-southeast-1"


@pytest.fixture
def account() -> Iterator[boto3.Session]:
    # Functions are described here, never run.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.delenv("AWS_ENDPOINT_URL", raising=False)
        with moto.mock_aws(config={"lambda": {"use_docker": False}}):
            yield boto3.Session(region_name=REGION)
