"""What every table shares: its name's prefix, its time-outs, its errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from pynamodb.connection import Connection
from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.errors import GiamThiError

# pynamodb's own time-outs (15 s to connect, 30 s to read) outlast API Gateway's 29 s, so
# that a caller would learn nothing.
CONNECT_TIMEOUT_SECONDS: Final = 2
READ_TIMEOUT_SECONDS: Final = 5
MAX_RETRY_ATTEMPTS: Final = 3
MAX_POOL_CONNECTIONS: Final = 20


class TableModel(Model):
    """A record of one table; ``bind`` gives the table its name."""


class TableMeta:
    """What pynamodb asks of a model's ``Meta``; a subclass names its ``table``."""

    connect_timeout_seconds = CONNECT_TIMEOUT_SECONDS
    read_timeout_seconds = READ_TIMEOUT_SECONDS
    max_retry_attempts = MAX_RETRY_ATTEMPTS
    max_pool_connections = MAX_POOL_CONNECTIONS


def bind(prefix: str, *models: type[TableModel]) -> None:
    """Say which deployment's tables some models stand for."""
    for model in models:
        meta: Any = model.Meta
        meta.table_name = f"{prefix}-{meta.table}"


@cache
def _connection() -> Connection:
    return Connection(
        connect_timeout_seconds=CONNECT_TIMEOUT_SECONDS,
        read_timeout_seconds=READ_TIMEOUT_SECONDS,
        max_retry_attempts=MAX_RETRY_ATTEMPTS,
        max_pool_connections=MAX_POOL_CONNECTIONS,
    )


def transaction() -> TransactWrite:
    """Begin a write of several records that happens whole or not at all."""
    return TransactWrite(connection=_connection())


def condition_failed(failure: PynamoDBException) -> bool:
    """Say whether a write, alone or in a transaction, failed for its condition."""
    if isinstance(failure, TransactWriteError):
        return any(r and r.code == "ConditionalCheckFailed" for r in failure.cancellation_reasons)
    return failure.cause_response_code == "ConditionalCheckFailedException"


@contextmanager
def condition_raises(error: GiamThiError) -> Iterator[None]:
    """Turn a failed condition into a domain error."""
    try:
        yield
    except PynamoDBException as failure:
        if condition_failed(failure):
            raise error from failure
        raise
