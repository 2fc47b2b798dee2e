"""boto3 clients: made when first used, one of each a process."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config as ClientConfig

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_kinesis_video_signaling import KinesisVideoSignalingChannelsClient
    from mypy_boto3_kinesisvideo import KinesisVideoClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_ses import SESClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient

# Well under API Gateway's 29 s, so that a caller learns of a failure.
_SETTINGS: Final = ClientConfig(
    connect_timeout=2, read_timeout=5, retries={"mode": "standard", "max_attempts": 3}
)
_S3_SETTINGS: Final = _SETTINGS.merge(
    # Version 4 signatures also in regions that still take version 2.
    ClientConfig(signature_version="s3v4")
)


_making: Final = threading.Lock()
"""A session is not for several threads, and the first to need a client may be several."""


@cache
def _session() -> boto3.Session:
    return boto3.Session()


@cache
def s3() -> S3Client:
    """Return the client of the frames and evidence."""
    with _making:
        return _session().client("s3", config=_S3_SETTINGS)


@cache
def sns() -> SNSClient:
    """Return the client of the topics."""
    with _making:
        return _session().client("sns", config=_SETTINGS)


@cache
def sqs() -> SQSClient:
    """Return the client of the queues."""
    with _making:
        return _session().client("sqs", config=_SETTINGS)


@cache
def ses() -> SESClient:
    """Return the client of the post."""
    with _making:
        return _session().client("ses", config=_SETTINGS)


@cache
def cognito() -> CognitoIdentityProviderClient:
    """Return the client of the lecturers' user pool."""
    with _making:
        return _session().client("cognito-idp", config=_SETTINGS)


@cache
def ssm() -> SSMClient:
    """Return the client of the parameters."""
    with _making:
        return _session().client("ssm", config=_SETTINGS)


@cache
def websocket_management(url: str) -> ApiGatewayManagementApiClient:
    """Return the client that posts to open WebSocket connections."""
    with _making:
        return _session().client("apigatewaymanagementapi", endpoint_url=url, config=_SETTINGS)


@cache
def kinesis_video() -> KinesisVideoClient:
    """Return the client that knows signalling channels."""
    with _making:
        return _session().client("kinesisvideo", config=_SETTINGS)


@cache
def kinesis_video_signaling(url: str) -> KinesisVideoSignalingChannelsClient:
    """Return the client of one signalling channel, at its own address."""
    with _making:
        return _session().client("kinesis-video-signaling", endpoint_url=url, config=_SETTINGS)
