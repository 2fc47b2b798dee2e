"""DynamoDB's transactions on the emulator, which undoes them its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb.service_resource import Table

Operation = dict[str, Any]

BEFORE: list[dict[str, Any]] = [
    {"room": "204", "seat": 1, "name": "An"},
    {"room": "204", "seat": 2, "name": "Bình"},
    {"room": "205", "seat": 1, "name": "Chi"},
]


@pytest.fixture(params=["hash and range", "hash only"])
def table(request: pytest.FixtureRequest, environment: dict[str, str]) -> Iterator[Table]:
    """A table of three items, with one key of two parts or of one."""
    dynamodb = boto3.Session(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    ).resource("dynamodb", endpoint_url=environment["AWS_ENDPOINT_URL"])
    keys = {"room": "HASH", "seat": "RANGE"} if "range" in request.param else {"name": "HASH"}
    kinds = {"room": "S", "seat": "N", "name": "S"}
    wanted: dict[str, Any] = {
        "TableName": "transactions",
        "KeySchema": [{"AttributeName": name, "KeyType": part} for name, part in keys.items()],
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kinds[name]} for name in keys
        ],
        "BillingMode": "PAY_PER_REQUEST",
    }
    made = dynamodb.create_table(**wanted)
    for item in BEFORE:
        made.put_item(Item=item)
    yield made
    made.delete()
    dynamodb.meta.client.close()


def key_of(table: Table, item: dict[str, Any]) -> dict[str, Any]:
    return {part["AttributeName"]: item[part["AttributeName"]] for part in table.key_schema}


def operations(table: Table) -> list[Operation]:
    """Change the first item, remove the second, add a fourth."""
    return [
        {
            "Update": {
                "TableName": table.name,
                "Key": key_of(table, BEFORE[0]),
                "UpdateExpression": "SET score = :score",
                "ExpressionAttributeValues": {":score": 9},
            }
        },
        {"Delete": {"TableName": table.name, "Key": key_of(table, BEFORE[1])}},
        {"Put": {"TableName": table.name, "Item": {"room": "206", "seat": 7, "name": "Dũng"}}},
    ]


def never(table: Table) -> Operation:
    """Return an operation whose condition cannot hold."""
    return {
        "ConditionCheck": {
            "TableName": table.name,
            "Key": key_of(table, BEFORE[2]),
            "ConditionExpression": "attribute_not_exists(#name)",
            "ExpressionAttributeNames": {"#name": "name"},
        }
    }


def items(table: Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.scan()["Items"]
    return sorted(found, key=lambda item: str(item["name"]))


def write(table: Table, wanted: list[Operation]) -> None:
    table.meta.client.transact_write_items(TransactItems=wanted)  # type: ignore[arg-type]


def test_a_transaction_that_holds_is_kept_whole(table: Table) -> None:
    write(table, operations(table))
    assert items(table) == [
        BEFORE[0] | {"score": 9},
        BEFORE[2],
        {"room": "206", "seat": 7, "name": "Dũng"},
    ]


def test_a_transaction_that_fails_leaves_everything_as_it_was(table: Table) -> None:
    with pytest.raises(table.meta.client.exceptions.TransactionCanceledException):
        write(table, [*operations(table), never(table)])
    assert items(table) == BEFORE


def test_a_transaction_that_names_an_item_twice_changes_nothing(table: Table) -> None:
    with pytest.raises(table.meta.client.exceptions.ClientError, match="multiple operations"):
        write(table, [*operations(table), operations(table)[0]])
    assert items(table) == BEFORE
