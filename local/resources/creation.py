"""Create the declared resources through the AWS API; creating them twice is harmless."""

from __future__ import annotations

import contextlib
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from local.resources import declarations as declared
from local.resources.declarations import qualified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_dynamodb.type_defs import (
        AttributeDefinitionTypeDef,
        GlobalSecondaryIndexTypeDef,
        KeySchemaElementTypeDef,
    )

REGION: Final = "ap-southeast-1"
PREFIX: Final = "giam-thi-local"
CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "GIAMTHILOCAL",
    "AWS_SECRET_ACCESS_KEY": "only-good-for-the-emulator",  # invented; opens nothing
}
MAIL_SENDER: Final = "giam-thi@truong-mau.example"
MODELS_PATH: Final = Path(__file__).parents[2] / "layers" / "models" / "build"
_ATTEMPT_KEY_BYTES: Final = 48


@dataclass(frozen=True, slots=True)
class Account:
    """Where to create: clients for one endpoint, and the prefix of every name."""

    session: boto3.Session
    endpoint_url: str
    prefix: str

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3's clients are made at run time
        """Return a client that gives up within seconds: the emulator is next door."""
        config = Config(connect_timeout=2, read_timeout=20, retries={"total_max_attempts": 2})
        return self.session.client(  # type: ignore[call-overload]
            service, endpoint_url=self.endpoint_url, config=config
        )

    def name(self, name: str) -> str:
        """Return a resource's full name."""
        return qualified(self.prefix, name)


@dataclass(frozen=True, slots=True)
class Ice:
    """How browsers find each other; two on one machine or in one network need nobody's help."""

    urls: tuple[str, ...] = ("stun:127.0.0.1:3478",)
    transport: str = "all"


_NEAR: Final = Ice()


def create(
    endpoint_url: str,
    *,
    prefix: str = PREFIX,
    site_url: str = "http://127.0.0.1:8000",
    further_origins: Sequence[str] = (),
    models_path: Path = MODELS_PATH,
    ice: Ice = _NEAR,
) -> dict[str, str]:
    """
    Create every declared resource and return the environment of the functions.

    Args:
        endpoint_url: Where the AWS API answers.
        prefix: First part of every name.
        site_url: Origin of the web pages, without a trailing slash.
        further_origins: More origins whose pages may use the bucket.
        models_path: Folder of the ONNX files.
        ice: What live video is told of the ways between two browsers.

    Returns:
        Every variable in ``ENVIRONMENT`` and what boto3 itself reads.

    Raises:
        ClientError: The endpoint refused a resource.
    """
    session = boto3.Session(
        CREDENTIALS["AWS_ACCESS_KEY_ID"],
        CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        region_name=REGION,
    )
    account = Account(session, endpoint_url, prefix)
    _create_tables(account)
    queues = _create_queues(account)
    topics = _create_topics(account, queues)
    _create_buckets(account, queues, (site_url, *further_origins))
    pool_id, client_id = _create_user_pool(account)
    parameter = _create_attempt_token_key(account)
    account.client("ses").verify_email_identity(EmailAddress=MAIL_SENDER)
    site = site_url.partition("://")[2]
    return {
        "RESOURCE_PREFIX": prefix,
        "FRAMES_BUCKET": account.name(declared.FRAMES_BUCKET.name),
        "VIOLATIONS_TOPIC_ARN": topics["violations"],
        "LIVE_QUEUE_URL": _queue_url(account, "live"),
        "LECTURER_CLIENT_ID": client_id,
        "LECTURER_ISSUER": f"https://cognito-idp.{REGION}.amazonaws.com/{pool_id}",
        "LECTURER_KEYS_URL": f"{endpoint_url}/{pool_id}/.well-known/jwks.json",
        "ATTEMPT_KEY_PARAMETER": parameter,
        "EDGE_KEY": f"{prefix}-edge-key",  # no network stands before a laptop
        "ICE_URLS": ",".join(ice.urls),
        "ICE_TRANSPORT": ice.transport,
        "TURN_SECRET": f"{prefix}-turn-secret",
        "MAIL_SENDER": MAIL_SENDER,
        "SITE_URL": site_url,
        "WEBSOCKET_URL": f"ws://{site}/ws",
        "WEBSOCKET_MANAGEMENT_URL": f"{site_url}/websocket-management",
        "FACE_EMBEDDER": "none",
        "MODELS_PATH": str(models_path),
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_DEFAULT_REGION": REGION,
        **CREDENTIALS,
    }


def _create_tables(account: Account) -> None:
    dynamodb = account.client("dynamodb")
    for table in declared.TABLES:
        with _unless("ResourceInUseException"):
            dynamodb.create_table(
                TableName=account.name(table.name),
                BillingMode="PAY_PER_REQUEST",
                KeySchema=_key_schema(table.hash_key, table.range_key),
                AttributeDefinitions=_attribute_definitions(table),
                **({"GlobalSecondaryIndexes": _indexes(table)} if table.indexes else {}),
            )
            if table.expires_at:
                dynamodb.update_time_to_live(
                    TableName=account.name(table.name),
                    TimeToLiveSpecification={"Enabled": True, "AttributeName": table.expires_at},
                )


def _key_schema(
    hash_key: declared.Attribute, range_key: declared.Attribute
) -> list[KeySchemaElementTypeDef]:
    return [
        {"AttributeName": hash_key.name, "KeyType": "HASH"},
        {"AttributeName": range_key.name, "KeyType": "RANGE"},
    ]


def _attribute_definitions(table: declared.Table) -> list[AttributeDefinitionTypeDef]:
    keys = {table.hash_key, table.range_key}
    keys |= {key for index in table.indexes for key in (index.hash_key, index.range_key)}
    ordered = sorted(keys, key=lambda key: key.name)
    return [{"AttributeName": key.name, "AttributeType": key.type} for key in ordered]


def _indexes(table: declared.Table) -> list[GlobalSecondaryIndexTypeDef]:
    return [
        {
            "IndexName": index.name,
            "KeySchema": _key_schema(index.hash_key, index.range_key),
            "Projection": {
                "ProjectionType": index.projection,
                **({"NonKeyAttributes": list(index.included)} if index.included else {}),
            },
        }
        for index in table.indexes
    ]


def _create_queues(account: Account) -> dict[str, str]:
    """Create the queues and return their ARNs by declared name."""
    sqs = account.client("sqs")
    arns = {}
    for queue in declared.QUEUES:
        dead_letters = _create_queue(sqs, account.name(queue.dead_letters), {})
        redrive = {"deadLetterTargetArn": dead_letters, "maxReceiveCount": queue.max_receive_count}
        attributes = {
            "VisibilityTimeout": str(queue.visibility_timeout_s),
            "RedrivePolicy": json.dumps(redrive),
        }
        arns[queue.name] = _create_queue(sqs, account.name(queue.name), attributes)
    return arns


def _create_queue(sqs: Any, name: str, attributes: Mapping[str, str]) -> str:  # noqa: ANN401
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return str(answer["Attributes"]["QueueArn"])


def _queue_url(account: Account, name: str) -> str:
    return str(account.client("sqs").get_queue_url(QueueName=account.name(name))["QueueUrl"])


def _create_topics(account: Account, queues: Mapping[str, str]) -> dict[str, str]:
    """Create the topics with their subscriptions and return their ARNs by declared name."""
    sns = account.client("sns")
    arns = {
        topic.name: str(sns.create_topic(Name=account.name(topic.name))["TopicArn"])
        for topic in declared.TOPICS
    }
    for subscription in declared.SUBSCRIPTIONS:
        sns.subscribe(
            TopicArn=arns[subscription.topic],
            Protocol="sqs",
            Endpoint=queues[subscription.queue],
            Attributes={"RawMessageDelivery": str(subscription.raw_delivery).lower()},
        )
    return arns


def _create_buckets(account: Account, queues: Mapping[str, str], origins: Sequence[str]) -> None:
    s3 = account.client("s3")
    for bucket in declared.BUCKETS:
        name = account.name(bucket.name)
        with _unless("BucketAlreadyOwnedByYou"):
            s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        rule = {
            "AllowedOrigins": list(origins),
            "AllowedMethods": list(bucket.allowed_methods),
            "AllowedHeaders": list(bucket.allowed_headers),
            "ExposeHeaders": list(bucket.exposed_headers),
        }
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [rule]})
        # S3 sends a test message whenever the configuration is written.
        if "QueueConfigurations" not in s3.get_bucket_notification_configuration(Bucket=name):
            s3.put_bucket_notification_configuration(
                Bucket=name,
                NotificationConfiguration={"QueueConfigurations": _notifications(bucket, queues)},
            )


def _notifications(bucket: declared.Bucket, queues: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "QueueArn": queues[notification.queue],
            "Events": list(notification.events),
            "Filter": {
                "Key": {
                    "FilterRules": [
                        {"Name": "prefix", "Value": notification.prefix},
                        {"Name": "suffix", "Value": notification.suffix},
                    ]
                }
            },
        }
        for notification in declared.NOTIFICATIONS
        if notification.bucket == bucket.name
    ]


def _create_user_pool(account: Account) -> tuple[str, str]:
    """Create the lecturers' pool; return its id and the site's client id."""
    cognito = account.client("cognito-idp")
    name, wanted = account.name(declared.USER_POOL.name), declared.USER_POOL
    pools = cognito.list_user_pools(MaxResults=60)["UserPools"]
    known = {pool["Name"]: str(pool["Id"]) for pool in pools}
    if name in known:
        clients = cognito.list_user_pool_clients(UserPoolId=known[name], MaxResults=60)
        return known[name], str(clients["UserPoolClients"][0]["ClientId"])
    pool = cognito.create_user_pool(
        PoolName=name,
        UsernameAttributes=["email"],
        AutoVerifiedAttributes=["email"],
        Policies={
            "PasswordPolicy": {
                "MinimumLength": wanted.password_length,
                "RequireLowercase": True,
                "RequireUppercase": True,
                "RequireNumbers": True,
                "RequireSymbols": False,
                "TemporaryPasswordValidityDays": wanted.temporary_password_days,
            }
        },
    )
    pool_id = str(pool["UserPool"]["Id"])
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool_id,
        SoftwareTokenMfaConfiguration={"Enabled": True},
        MfaConfiguration="OPTIONAL",
    )
    for group in wanted.groups:
        cognito.create_group(UserPoolId=pool_id, GroupName=group)
    client = cognito.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName=account.name(wanted.client),
        GenerateSecret=False,
        ExplicitAuthFlows=list(wanted.auth_flows),
        AuthSessionValidity=wanted.sign_in_minutes,
        # moto keeps these three and issues tokens for an hour all the same.
        IdTokenValidity=wanted.token_minutes,
        AccessTokenValidity=wanted.token_minutes,
        RefreshTokenValidity=wanted.refresh_hours,
        TokenValidityUnits={
            "IdToken": "minutes",
            "AccessToken": "minutes",
            "RefreshToken": "hours",
        },
        # AWS puts every standard attribute into the id token unless told otherwise; moto
        # only those that are named.
        ReadAttributes=["email", "name"],
    )
    return pool_id, str(client["UserPoolClient"]["ClientId"])


def _create_attempt_token_key(account: Account) -> str:
    name = f"/{account.prefix}/{declared.ATTEMPT_TOKEN_KEY}"
    value = secrets.token_urlsafe(_ATTEMPT_KEY_BYTES)
    with _unless("ParameterAlreadyExists"):
        account.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString")
    return name


@contextlib.contextmanager
def _unless(code: str) -> Iterator[None]:
    """Let the error pass that says that the resource is there already."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] != code:
            raise
