"""DynamoDB's queries on the emulator, which looks for them its own way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from boto3.dynamodb.conditions import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb.service_resource import Table

SEATS = [
    {"room": room, "seat": seat, "name": f"{room}-{seat}", "row": seat % 3}
    # Not in the order of either key.
    for seat in (4, 1, 5, 2, 3)
    for room in ("205", "204")
]


@pytest.fixture
def table(environment: dict[str, str]) -> Iterator[Table]:
    """A table of ten seats, with an index by row, where seats without one are left out."""
    dynamodb = boto3.Session(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    ).resource("dynamodb", endpoint_url=environment["AWS_ENDPOINT_URL"])
    made = dynamodb.create_table(
        TableName="queries",
        KeySchema=[
            {"AttributeName": "room", "KeyType": "HASH"},
            {"AttributeName": "seat", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "room", "AttributeType": "S"},
            {"AttributeName": "seat", "AttributeType": "N"},
            {"AttributeName": "row", "AttributeType": "N"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-row",
                "KeySchema": [
                    {"AttributeName": "row", "KeyType": "HASH"},
                    {"AttributeName": "seat", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            },
            {
                "IndexName": "names",
                "KeySchema": [{"AttributeName": "row", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name"]},
            },
            {
                "IndexName": "keys",
                "KeySchema": [{"AttributeName": "row", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for item in SEATS:
        made.put_item(Item=item)
    made.put_item(Item={"room": "204", "seat": 9, "name": "no row"})
    yield made
    made.delete()
    dynamodb.meta.client.close()


def names(table: Table, **asked: Any) -> list[Any]:
    """Return the names that a query finds, page by page."""
    found: list[Any] = []
    while True:
        page = table.query(**asked)
        found += [item["name"] for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return found
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


ROOM = Key("room").eq("204")


def test_a_partition_comes_in_its_order(table: Table) -> None:
    expected = ["204-1", "204-2", "204-3", "204-4", "204-5", "no row"]
    assert names(table, KeyConditionExpression=ROOM) == expected
    assert names(table, KeyConditionExpression=ROOM, Limit=2) == expected
    assert names(table, KeyConditionExpression=ROOM, ScanIndexForward=False) == expected[::-1]


def test_a_part_of_a_partition_is_found(table: Table) -> None:
    between = ROOM & Key("seat").between(2, 4)
    assert names(table, KeyConditionExpression=between) == ["204-2", "204-3", "204-4"]


def test_a_partition_without_items_is_empty(table: Table) -> None:
    assert names(table, KeyConditionExpression=Key("room").eq("206")) == []
    # Nor does the question make one.
    assert len(table.scan()["Items"]) == len(SEATS) + 1


def test_an_index_is_asked_across_partitions(table: Table) -> None:
    first_row = {"IndexName": "by-row", "KeyConditionExpression": Key("row").eq(1)}
    expected = ["204-1", "205-1", "204-4", "205-4"]
    assert sorted(names(table, **first_row)) == sorted(expected)
    assert [name[-1] for name in names(table, **first_row, Limit=2)] == ["1", "1", "4", "4"]


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        ("by-row", {"room", "seat", "row", "name", "note"}),
        ("names", {"room", "seat", "row", "name"}),
        ("keys", {"room", "seat", "row"}),
    ],
)
def test_an_index_shows_what_it_holds(table: Table, index: str, shown: set[str]) -> None:
    table.put_item(Item={"room": "204", "seat": 1, "name": "An", "row": 7, "note": {"a": [1, "b"]}})
    [item] = table.query(IndexName=index, KeyConditionExpression=Key("row").eq(7))["Items"]
    assert item.keys() == shown
    # What an index leaves out is there still.
    assert table.get_item(Key={"room": "204", "seat": 1})["Item"]["note"] == {"a": [1, "b"]}


def test_a_scan_sees_all_items_still(table: Table) -> None:
    names(table, KeyConditionExpression=ROOM)
    assert {item["name"] for item in table.scan()["Items"]} == {
        *(item["name"] for item in SEATS),
        "no row",
    }


def test_every_type_of_value_comes_as_it_was_written(table: Table) -> None:
    kinds: dict[str, Any] = {
        "text": "Nguyễn Thị Hoa",
        "number": Decimal("-12.50"),
        "bytes": b"\x00\xff",
        "yes": True,
        "nothing": None,
        "texts": {"a", "b"},
        "numbers": {Decimal(1), Decimal("2.5")},
        "several bytes": {b"\x01", b"\x02"},
        "list": ["a", [Decimal(1), b"\x03"], {}],
        "map": {"inner": {"bytes": b"", "text": ""}, "none": None},
    }
    seat: dict[str, Any] = {"room": "206", "seat": Decimal(1)}
    table.put_item(Item={**seat, **kinds})
    table.update_item(
        Key=seat,
        UpdateExpression="ADD #counted :one",
        ExpressionAttributeNames={"#counted": "counted"},
        ExpressionAttributeValues={":one": 1},
    )
    expected = {**seat, **kinds, "counted": Decimal(1)}
    assert table.get_item(Key=seat)["Item"] == expected
    assert table.query(KeyConditionExpression=Key("room").eq("206"))["Items"] == [expected]
