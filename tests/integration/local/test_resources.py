"""What ``create`` makes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from local.resources import ENVIRONMENT, QUEUES, SUBSCRIPTIONS, TABLES, create

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

PREFIX = "local-test"
SITE = "http://127.0.0.1:8000"


def test_creating_twice_changes_nothing(environment: dict[str, str]) -> None:
    again = create(environment["AWS_ENDPOINT_URL"], prefix=PREFIX, site_url=SITE)
    assert again == environment


def test_the_environment_is_whole(environment: dict[str, str]) -> None:
    assert set(ENVIRONMENT) <= set(environment)
    assert all(environment.values())


@pytest.mark.usefixtures("environment")
def test_every_table_has_its_keys_and_indexes(client: Callable[[str], Any]) -> None:
    dynamodb = client("dynamodb")
    made, wanted = {}, {}
    for table in TABLES:
        described = dynamodb.describe_table(TableName=f"{PREFIX}-{table.name}")["Table"]
        made[table.name] = (
            [key["AttributeName"] for key in described["KeySchema"]],
            {
                index["IndexName"]: index["Projection"]["ProjectionType"]
                for index in described.get("GlobalSecondaryIndexes", [])
            },
        )
        wanted[table.name] = (
            [table.hash_key.name, table.range_key.name],
            {index.name: index.projection for index in table.indexes},
        )
    dynamodb.close()
    assert made == wanted


@pytest.mark.usefixtures("environment")
def test_every_queue_moves_what_fails_to_its_dead_letters(sqs: SQSClient) -> None:
    for queue in QUEUES:
        url = sqs.get_queue_url(QueueName=f"{PREFIX}-{queue.name}")["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        redrive = json.loads(attributes["RedrivePolicy"])
        assert redrive["deadLetterTargetArn"].endswith(f"{PREFIX}-{queue.dead_letters}")
        assert int(redrive["maxReceiveCount"]) == queue.max_receive_count
        assert int(attributes["VisibilityTimeout"]) == queue.visibility_timeout_s


def test_a_published_violation_reaches_every_subscribed_queue_as_it_is(
    environment: dict[str, str], client: Callable[[str], Any], sqs: SQSClient
) -> None:
    sns = client("sns")
    sns.publish(TopicArn=environment["VIOLATIONS_TOPIC_ARN"], Message='{"kind": "phone"}')
    sns.close()
    for subscription in (s for s in SUBSCRIPTIONS if s.topic == "violations"):
        url = sqs.get_queue_url(QueueName=f"{PREFIX}-{subscription.queue}")["QueueUrl"]
        [received] = sqs.receive_message(QueueUrl=url)["Messages"]
        assert received["Body"] == '{"kind": "phone"}'


def test_an_upload_is_announced_and_evidence_is_not(
    environment: dict[str, str], s3: S3Client, sqs: SQSClient
) -> None:
    bucket = environment["FRAMES_BUCKET"]
    url = sqs.get_queue_url(QueueName=f"{PREFIX}-frames")["QueueUrl"]
    sqs.purge_queue(QueueUrl=url)
    s3.put_object(Bucket=bucket, Key="evidence/a1/1.mjpg", Body=b"x")
    s3.put_object(Bucket=bucket, Key="frames/a1/1.jpg", Body=b"x")
    s3.put_object(Bucket=bucket, Key="frames/a1/1.mjpg", Body=b"x")
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    keys = [
        json.loads(message["Body"])["Records"][0]["s3"]["object"]["key"] for message in messages
    ]
    assert keys == ["frames%2Fa1%2F1.mjpg"]


def test_the_issuer_is_the_one_that_cognito_signs_as(environment: dict[str, str]) -> None:
    pool = environment["LECTURER_ISSUER"].rpartition("/")[2]
    url = f"{environment['AWS_ENDPOINT_URL']}/{pool}/.well-known/openid-configuration"
    answer = httpx.get(url, trust_env=False)
    assert answer.json()["issuer"] == environment["LECTURER_ISSUER"]
