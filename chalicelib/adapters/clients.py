"""
Clients of AWS: made when first used, one of each a process.

Made by botocore, on which boto3 builds: all that boto3 adds here is a twentieth of the time that
the API takes to start.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from botocore.config import Config as ClientConfig
from botocore.session import Session

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
_COGNITO_SETTINGS: Final = _SETTINGS.merge(
    # What is too short to be a password, a name or a token, Cognito refuses as it refuses others.
    ClientConfig(parameter_validation=False)
)


_making: Final = threading.Lock()
"""A session is not for several threads, and the first to need a client may be several."""


@cache
def _session() -> Session:
    return Session()


def _client(service: str, settings: ClientConfig = _SETTINGS, *, url: str | None = None) -> Any:  # noqa: ANN401 - made at run time from AWS's descriptions
    with _making:
        return _session().create_client(service, config=settings, endpoint_url=url)


@cache
def s3() -> S3Client:
    """Return the client of the frames and evidence."""
    client: S3Client = _client("s3", _S3_SETTINGS)
    return client


@cache
def sns() -> SNSClient:
    """Return the client of the topics."""
    client: SNSClient = _client("sns")
    return client


@cache
def sqs() -> SQSClient:
    """Return the client of the queues."""
    client: SQSClient = _client("sqs")
    return client


@cache
def ses() -> SESClient:
    """Return the client of the post."""
    client: SESClient = _client("ses")
    return client


@cache
def cognito() -> CognitoIdentityProviderClient:
    """Return the client of the lecturers' user pool."""
    client: CognitoIdentityProviderClient = _client("cognito-idp", _COGNITO_SETTINGS)
    return client


@cache
def ssm() -> SSMClient:
    """Return the client of the parameters."""
    client: SSMClient = _client("ssm")
    return client


@cache
def websocket_management(url: str) -> ApiGatewayManagementApiClient:
    """Return the client that posts to open WebSocket connections."""
    client: ApiGatewayManagementApiClient = _client("apigatewaymanagementapi", url=url)
    return client


@cache
def kinesis_video() -> KinesisVideoClient:
    """Return the client that knows signalling channels."""
    client: KinesisVideoClient = _client("kinesisvideo")
    return client


@cache
def kinesis_video_signaling(url: str) -> KinesisVideoSignalingChannelsClient:
    """Return the client of one signalling channel, at its own address."""
    client: KinesisVideoSignalingChannelsClient = _client("kinesis-video-signaling", url=url)
    return client
