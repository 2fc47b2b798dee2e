"""What a restored copy of a table has and the table lacks comes back, and nothing else changes."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from deployment.copy_back.__main__ import main
from local.resources import TABLES, Table
from tests.integration.deployment.installation import PREFIX, install_table

NAME = f"{PREFIX}-attempts"
COPY = f"{PREFIX}-attempts-restored"
ATTEMPTS = next(table for table in TABLES if table.name == "attempts")


@pytest.fixture
def tables(account: boto3.Session) -> Any:
    install_table(account, ATTEMPTS)
    install_table(account, Table("attempts-restored", ATTEMPTS.hash_key, ATTEMPTS.range_key))
    client = account.client("dynamodb")
    for attempt in ("a", "b"):
        put(client, COPY, attempt, "as it was")
    put(client, NAME, "a", "as it is")
    return client


def put(client: Any, table: str, attempt: str, answer: str) -> None:
    item = {"partition_key": {"S": attempt}, "sort_key": {"S": "attempt"}, "answer": {"S": answer}}
    client.put_item(TableName=table, Item=item)


def answers(client: Any) -> dict[str, str]:
    items = client.scan(TableName=NAME)["Items"]
    return {item["partition_key"]["S"]: item["answer"]["S"] for item in items}


def run(*further: str) -> int:
    return main(["--prefix", PREFIX, "--table", "attempts", "--copy", COPY, *further])


def test_what_is_missing_comes_back_and_what_is_there_stays(
    tables: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert answers(tables) == {"a": "as it is", "b": "as it was"}
    assert capsys.readouterr().out == "1 put back, 1 were there and stay as they are.\n"


def test_a_second_time_changes_nothing(tables: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    run()
    assert "0 put back, 2 were there" in capsys.readouterr().out
    assert answers(tables) == {"a": "as it is", "b": "as it was"}


def test_a_dry_run_counts_only(tables: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--dry-run") == 0
    assert "1 are missing" in capsys.readouterr().out
    assert answers(tables) == {"a": "as it is"}


def test_one_partition_comes_back_alone(tables: Any) -> None:
    put(tables, COPY, "c", "as it was")
    assert run("--partition", "c") == 0
    assert answers(tables) == {"a": "as it is", "c": "as it was"}


def test_a_copy_that_is_not_there_is_told(tables: Any, capsys: pytest.CaptureFixture[str]) -> None:
    del tables
    assert main(["--prefix", PREFIX, "--table", "attempts", "--copy", "gone"]) == 1
    assert "ResourceNotFoundException" in capsys.readouterr().err
