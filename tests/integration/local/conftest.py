from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from botocore.config import Config

from local.emulator.testing import running_emulator
from local.resources import create

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_s3 import S3Client
    from mypy_boto3_ses import SESClient
    from mypy_boto3_sqs import SQSClient

SITE = "http://127.0.0.1:8000"
# Apart from what other tests make in the same process.
PREFIX = "local-test"


@pytest.fixture(scope="package")
def environment() -> Iterator[dict[str, str]]:
    with running_emulator() as endpoint:
        yield create(endpoint, prefix=PREFIX, site_url=SITE)


@pytest.fixture(scope="package")
def client(environment: dict[str, str]) -> Callable[[str], Any]:
    session = boto3.Session(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    )
    config = Config(signature_version="s3v4")

    def make(service: str) -> Any:
        endpoint = environment["AWS_ENDPOINT_URL"]
        return session.client(  # type: ignore[call-overload]
            service, endpoint_url=endpoint, config=config if service == "s3" else None
        )

    return make


@pytest.fixture(scope="package")
def s3(client: Callable[[str], S3Client]) -> Iterator[S3Client]:
    made = client("s3")
    yield made
    made.close()


@pytest.fixture(scope="package")
def sqs(client: Callable[[str], SQSClient]) -> Iterator[SQSClient]:
    made = client("sqs")
    yield made
    made.close()


@pytest.fixture(scope="package")
def ses(client: Callable[[str], SESClient]) -> Iterator[SESClient]:
    made = client("ses")
    yield made
    made.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[httpx.Client]:
    """A client that names its page's origin, as a browser does."""
    with httpx.Client(trust_env=False, headers={"Origin": SITE}) as made:
        yield made
