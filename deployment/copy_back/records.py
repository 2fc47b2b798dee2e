"""Records of a restored copy, put back where they are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from local.resources import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = Mapping[str, Any]


def copy_back(
    client: DynamoDBClient,
    table: Table,
    *,
    name: str,
    copy: str,
    partition: str | None = None,
    dry_run: bool = False,
) -> Iterator[bool]:
    """
    Yield for each record of the copy whether it was missing; put back what was.

    Args:
        client: DynamoDB's.
        table: What is known of the table.
        name: The table's full name.
        copy: The restored table's full name.
        partition: The one partition to put back; None: all.
        dry_run: Look only.

    Raises:
        ClientError: AWS refused something.
    """
    keys = {table.hash_key.name, table.range_key.name}
    for item in _records(client, table, copy, partition):
        key = {attribute: value for attribute, value in item.items() if attribute in keys}
        if dry_run:
            yield "Item" not in client.get_item(TableName=name, Key=key, ConsistentRead=True)
            continue
        try:
            client.put_item(
                TableName=name,
                Item=item,
                ConditionExpression="attribute_not_exists(#key)",
                ExpressionAttributeNames={"#key": table.hash_key.name},
            )
        except client.exceptions.ConditionalCheckFailedException:
            yield False
        else:
            yield True


def _records(
    client: DynamoDBClient, table: Table, copy: str, partition: str | None
) -> Iterator[Item]:
    if partition is None:
        for whole in client.get_paginator("scan").paginate(TableName=copy):
            yield from whole["Items"]
        return
    for part in client.get_paginator("query").paginate(
        TableName=copy,
        KeyConditionExpression="#key = :partition",
        ExpressionAttributeNames={"#key": table.hash_key.name},
        ExpressionAttributeValues={":partition": {table.hash_key.type: partition}},
    ):
        yield from part["Items"]
