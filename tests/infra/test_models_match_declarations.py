"""The pynamodb models against the declared tables: a third side that must not drift."""

from __future__ import annotations

from typing import Any

import pytest

from local.resources.declarations import TABLES, Attribute, Index, Table
from tests.table_models import table_models

MODELS = table_models()
DECLARED = {table.name: table for table in TABLES}


def models_of(table: str) -> list[Any]:
    return [model for model in MODELS if model.Meta.table == table]


def declared_key(attribute: Attribute) -> tuple[str, str]:
    return attribute.name, attribute.type


def declared_index(index: Index) -> dict[str, object]:
    return {
        "hash": declared_key(index.hash_key),
        "range": declared_key(index.range_key),
        "projection": index.projection,
        "included": sorted(index.included),
    }


def model_index(index: Any) -> dict[str, object]:
    schema = index._get_schema()
    types = {a["AttributeName"]: a["AttributeType"] for a in schema["attribute_definitions"]}
    keys = {k["KeyType"]: k["AttributeName"] for k in schema["key_schema"]}
    return {
        "hash": (keys["HASH"], types[keys["HASH"]]),
        "range": (keys["RANGE"], types[keys["RANGE"]]),
        "projection": schema["projection"]["ProjectionType"],
        "included": sorted(schema["projection"].get("NonKeyAttributes", [])),
    }


def test_every_declared_table_has_a_model_and_every_model_a_table() -> None:
    assert {model.Meta.table for model in MODELS} == set(DECLARED)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_models_keys_are_the_tables(table: Table) -> None:
    for model in models_of(table.name):
        schema = model._get_schema()
        keys = {k["KeyType"]: k["AttributeName"] for k in schema["key_schema"]}
        assert keys == {"HASH": table.hash_key.name, "RANGE": table.range_key.name}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_models_indexes_are_the_tables(table: Table) -> None:
    found = {
        index.Meta.index_name: model_index(index)
        for model in models_of(table.name)
        for index in model._indexes.values()
    }
    assert found == {index.name: declared_index(index) for index in table.indexes}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_attribute_that_expires_a_record_is_the_tables(table: Table) -> None:
    names = {
        model._ttl_attribute().attr_name
        for model in models_of(table.name)
        if model._ttl_attribute()
    }
    assert names == ({table.expires_at} if table.expires_at else set())
