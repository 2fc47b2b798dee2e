"""DynamoDB: work that grew with a table's length, or with an item's."""

from __future__ import annotations

import threading
from base64 import b64encode
from copy import copy, deepcopy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import moto.core.serialize
import moto.dynamodb.models

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Patching is what a type checker warns of: these names opt out of it, openly.
_dynamodb: Any = moto.dynamodb.models
_serialize: Any = moto.core.serialize
_state = threading.local()


def apply() -> None:
    """Patch moto's tables."""
    _undo_transactions_item_by_item()
    _query_one_partition()
    _project_without_conversion()
    _answer_with_items_as_they_are()


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


def _answer_with_items_as_they_are() -> None:
    """
    Write an item's values as they are kept.

    moto keeps them in the shape of DynamoDB's answers, and yet looks for each of ten possible
    types, under several spellings, in each value: the list of a full room took half a second.
    """
    structure = _serialize.BaseJSONSerializer._serialize_type_structure  # noqa: SLF001

    def serialize(writer: Any, written: Any, value: Any, shape: Any, key: str) -> None:  # noqa: ANN401
        if shape.name == "AttributeValue":
            written[key] = _attribute_value(value)
        else:
            structure(writer, written, value, shape, key)

    _serialize.BaseJSONSerializer._serialize_type_structure = serialize  # noqa: SLF001


def _attribute_value(value: dict[str, Any]) -> dict[str, Any]:
    """Return a value as JSON can hold it: DynamoDB writes bytes in base64."""
    ((kind, held),) = value.items()
    if kind == "B":
        return {kind: b64encode(held).decode()}
    if kind == "N":
        return {kind: str(held)}
    if kind == "BS":
        return {kind: [b64encode(one).decode() for one in held]}
    if kind == "L":
        return {kind: [_attribute_value(one) for one in held]}
    if kind == "M":
        return {kind: {name: _attribute_value(one) for name, one in held.items()}}
    return value
