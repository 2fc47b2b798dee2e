"""What moto needs before it can carry a room full of students.

Most take work away that moto repeats on every request; none changes an answer that is right.
They hold for the pinned version of moto: the tests in ``tests/integration/local`` notice
when a patched name is gone.
"""

from __future__ import annotations

import json
import threading
import time
from copy import copy, deepcopy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import moto.backends
import moto.cognitoidp.models
import moto.cognitoidp.responses
import moto.dynamodb.models
import moto.s3.models
import moto.ses.models
import moto.sqs.models
from moto.core.common_models import BaseModel
from moto.moto_server import werkzeug_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

_COUNTS: Final = (
    "approximate_number_of_messages",
    "approximate_number_of_messages_delayed",
    "approximate_number_of_messages_not_visible",
)
# Patching is what a type checker warns of: these names opt out of it, openly.
_backends: Any = moto.backends
_cognito: Any = moto.cognitoidp.responses
_pools: Any = moto.cognitoidp.models
_dynamodb: Any = moto.dynamodb.models
_s3: Any = moto.s3.models
_ses: Any = moto.ses.models
_sqs: Any = moto.sqs.models
_server: Any = werkzeug_app
_base_model: Any = BaseModel
_state = threading.local()
_apply_once = threading.Lock()
_applied = False


def apply() -> None:
    """Patch moto; calling it again changes nothing."""
    global _applied  # noqa: PLW0603 - a patched module stays patched for the life of the process
    with _apply_once:
        if _applied:
            return
        _list_modules_once()
        _forget_instances()
        _count_messages_only_when_asked()
        _read_the_clock_directly()
        _undo_transactions_item_by_item()
        _query_one_partition()
        _project_without_conversion()
        _note_when_mail_was_accepted()
        _close_versions_that_go()
        _sign_out_where_the_token_is_from()
        # CORS is answered by our own middleware as S3 does: by the bucket's rules alone.
        _server.DISABLE_GLOBAL_CORS = True
        _applied = True


def _list_modules_once() -> None:
    """Keep the list of services: moto lists its own folder on disk for every request."""
    modules = tuple(_backends.list_of_moto_modules())
    _backends.list_of_moto_modules = lambda: modules


def _forget_instances() -> None:
    """
    Let finished objects go.

    moto appends every message, item and transaction that it ever made to a list on its
    class, for a reset that we never ask for: the process would grow without end.
    """

    def new(cls: type, *_args: object, **_kwargs: object) -> object:
        return object.__new__(cls)

    _base_model.__new__ = staticmethod(new)


def _count_messages_only_when_asked() -> None:
    """
    Skip counting a queue's messages while one is sent.

    Sending reads a single queue attribute, and moto computes all of them for it, among
    them three counts over every message: the longer the backlog, the slower each send.
    """
    for name in _COUNTS:
        setattr(_sqs.Queue, name, _skippable(getattr(_sqs.Queue, name).fget))
    send = _sqs.SQSBackend.send_message

    def send_message(*args: object, **kwargs: object) -> object:
        _state.sending = True
        try:
            return send(*args, **kwargs)
        finally:
            _state.sending = False

    _sqs.SQSBackend.send_message = send_message


def _skippable(count: Callable[[Any], int]) -> property:
    return property(lambda queue: 0 if getattr(_state, "sending", False) else count(queue))


def _read_the_clock_directly() -> None:
    """Ask for the time once: moto builds three datetimes for each visibility check."""

    def unix_time(moment: datetime | None = None) -> float:
        return moment.timestamp() if moment else time.time()

    _sqs.unix_time = unix_time
    _sqs.unix_time_millis = lambda moment=None: unix_time(moment) * 1000.0


def _undo_transactions_item_by_item() -> None:
    """
    Keep the items that a transaction names, to put back when it fails.

    moto copies the whole table for that, once an operation: with some thousand items a
    transaction took most of a second, and sixteen at once outlasted their callers' time-outs.
    """
    transact = _dynamodb.DynamoDBBackend.transact_write_items

    def transact_write_items(backend: Any, operations: Sequence[Any]) -> None:  # noqa: ANN401
        before = list(_named_items(backend, operations))
        try:
            transact(backend, operations)
        except Exception:
            for kept in before:
                kept.put_back()
            raise

    _dynamodb.DynamoDBBackend.transact_write_items = transact_write_items
    _dynamodb.copy = SimpleNamespace(
        deepcopy=lambda value: value if isinstance(value, _dynamodb.Table) else deepcopy(value)
    )


@dataclass(frozen=True)
class _KeptItem:
    """An item of a table as it was; None: there was none."""

    table: Any
    keys: tuple[Any, Any]
    item: Any

    def put_back(self) -> None:
        partition, sort = self.keys
        where = self.table.items if sort is None else self.table.items[partition]
        key = partition if sort is None else sort
        if self.item is None:
            where.pop(key, None)
        else:
            where[key] = self.item


def _named_items(backend: Any, operations: Sequence[Any]) -> Iterator[_KeptItem]:  # noqa: ANN401
    for operation in operations:
        for asked in operation.values():
            table = backend.tables.get(asked.get("TableName"))
            attributes = asked.get("Key") or asked.get("Item")
            if table is None or not attributes:
                continue  # moto says what is wrong with it
            keys = backend.get_keys_value(table, attributes)
            yield _KeptItem(table, keys, deepcopy(table.get_item(*keys)))


def _query_one_partition() -> None:
    """
    Query among the items that can match.

    moto sorts all items of a table for each query, to take those of one partition and sort them
    again: with some thousand uploads looked at, the detector's queries took most of a second.
    """
    query, all_items = _dynamodb.Table.query, _dynamodb.Table.all_items

    def query_among(table: Any, hash_key: Any, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        # Behind the key stand comparison, values, limit, start, direction and projection.
        index_name = kwargs.get("index_name") or (args[6] if len(args) > 6 else None)  # noqa: PLR2004
        _state.candidates = _unsorted(table) if index_name else _partition(table, hash_key)
        try:
            return query(table, hash_key, *args, **kwargs)
        finally:
            _state.candidates = None

    def candidates(table: Any) -> list[Any]:  # noqa: ANN401
        found: list[Any] | None = getattr(_state, "candidates", None)
        return all_items(table) if found is None else found

    _dynamodb.Table.query = query_among
    _dynamodb.Table.all_items = candidates


def _partition(table: Any, hash_key: Any) -> list[Any]:  # noqa: ANN401
    found = table.items.get(hash_key)
    if found is None:
        return []
    return list(found.values()) if table.range_key_attr else [found]


def _unsorted(table: Any) -> list[Any]:  # noqa: ANN401
    if not table.range_key_attr:
        return list(table.items.values())
    return [item for partition in list(table.items.values()) for item in list(partition.values())]


def _project_without_conversion() -> None:
    """
    Leave an index's other attributes out.

    moto writes the whole item as plain values and back, once for each attribute that stays: the
    list of a full room took a quarter of a second.
    """

    def project(index: Any, item: Any) -> Any:  # noqa: ANN401
        wanted = index.projection or {}
        if wanted.get("ProjectionType") not in ("KEYS_ONLY", "INCLUDE"):
            return item
        names = {*index.table_key_attrs, *(key["AttributeName"] for key in index.schema)}
        if wanted["ProjectionType"] == "INCLUDE":
            names.update(wanted.get("NonKeyAttributes", ()))
        kept = copy(item)
        kept.attrs = type(item.attrs)({n: v for n, v in item.attrs.items() if n in names})
        return kept

    _dynamodb.table.SecondaryIndex.project = project


def _note_when_mail_was_accepted() -> None:
    """Keep the moment: SES writes it into a mail's ``Date``, and moto forgets it."""
    for model in (_ses.Message, _ses.RawMessage):
        model.__init__ = _noting_the_time(model.__init__)


def _noting_the_time(init: Callable[..., None]) -> Callable[..., None]:
    def __init__(self: Any, *args: object, **kwargs: object) -> None:  # noqa: ANN401, N807
        init(self, *args, **kwargs)
        self.accepted_at = time.time()

    return __init__


def _sign_out_where_the_token_is_from() -> None:
    """Find a session by its access token: the request is not signed, so it names no region."""

    def global_sign_out(request: Any) -> object:  # noqa: ANN401 - moto's own
        token = json.loads(request.body)["AccessToken"]
        here = (request.current_account, request.region)
        account, region = _cognito.find_account_region_by_value(
            "access_token", token, fallback=here
        )
        _pools.cognitoidp_backends[account][region].global_sign_out(token)
        return _cognito.EmptyResult()

    _cognito.CognitoIdpResponse.global_sign_out = global_sign_out


def _close_versions_that_go() -> None:
    """Close an object's temporary file with it: moto keeps track of the newest version only."""

    def __del__(key: Any) -> None:  # noqa: ANN401, N807 - as moto's own
        key.dispose()

    _s3.FakeKey.__del__ = __del__
