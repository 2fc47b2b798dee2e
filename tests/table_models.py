"""Every pynamodb model that the adapters declare."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from chalicelib.adapters import tables
from chalicelib.adapters.tables.base import TableModel


def table_models() -> list[Any]:
    """Return the models of all tables, those without a table of their own left out."""
    for module in iter_modules(tables.__path__, f"{tables.__name__}."):
        import_module(module.name)
    return [model for model in _below(TableModel) if hasattr(model, "Meta")]


def _below(model: type[TableModel]) -> Iterator[type[TableModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)
