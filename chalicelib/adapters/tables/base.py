"""What every table shares: its name's prefix, its time-outs, its errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Final
from uuid import uuid4

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
LOST: Final = frozenset({"ConditionalCheckFailed", "TransactionConflict"})
"""Why DynamoDB cancels a transaction that lost against another writer, before or beside it."""


class TableModel(Model):
    """A record of one table."""


class UnboundError(RuntimeError):
    """Raised when a table is asked for before ``bind`` said which deployment's."""


class _QualifiedName:
    """A table's name in the deployment that is bound, for models that load before or after."""

    prefix: str | None = None

    def __get__(self, _: object, meta: type[TableMeta]) -> str:
        if self.prefix is None:
            raise UnboundError
        return f"{self.prefix}-{meta.table}"


_name: Final = _QualifiedName()


class TableMeta:
    """What pynamodb asks of a model's ``Meta``; a subclass names its ``table``."""

    table: ClassVar[str]
    table_name = _name
    connect_timeout_seconds = CONNECT_TIMEOUT_SECONDS
    read_timeout_seconds = READ_TIMEOUT_SECONDS
    max_retry_attempts = MAX_RETRY_ATTEMPTS
    max_pool_connections = MAX_POOL_CONNECTIONS


def bind(prefix: str) -> None:
    """Say which deployment's tables the models stand for."""
    _name.prefix = prefix


@cache
def _connection() -> Connection:
    return Connection(
        connect_timeout_seconds=CONNECT_TIMEOUT_SECONDS,
        read_timeout_seconds=READ_TIMEOUT_SECONDS,
        max_retry_attempts=MAX_RETRY_ATTEMPTS,
        max_pool_connections=MAX_POOL_CONNECTIONS,
    )


def transaction() -> TransactWrite:
    """
    Begin a write of several records that happens whole or not at all.

    Its name makes a retry after a lost answer succeed, when the first try was stored; without
    one, the retry would lose against itself.
    """
    return TransactWrite(connection=_connection(), client_request_token=uuid4().hex)


def condition_failed(failure: PynamoDBException) -> bool:
    """
    Say whether a write failed for its condition.

    Of a transaction, also whether another one was at work on the same record: then the
    other changes it, and the caller must read again just so.
    """
    if isinstance(failure, TransactWriteError):
        return any(item_failed(failure, i) for i in range(len(failure.cancellation_reasons)))
    return failure.cause_response_code == "ConditionalCheckFailedException"


def item_failed(failure: TransactWriteError, index: int) -> bool:
    """
    Say whether the write of this number was one that lost.

    pynamodb sends deletions first, then the saved records, then updates; within each group
    they stand in the order of the calls.
    """
    reason = failure.cancellation_reasons[index]
    return reason is not None and reason.code in LOST


@dataclass
class Outcome:
    """Whether the condition of a write held."""

    held: bool = True


@contextmanager
def conditional_write() -> Iterator[Outcome]:
    """Take a failed condition for an answer instead of an error: ``held`` is false then."""
    outcome = Outcome()
    try:
        yield outcome
    except PynamoDBException as failure:
        if not condition_failed(failure):
            raise
        outcome.held = False


@contextmanager
def condition_raises(error: GiamThiError) -> Iterator[None]:
    """Turn a failed condition into a domain error."""
    try:
        yield
    except PynamoDBException as failure:
        if condition_failed(failure):
            raise error from failure
        raise
