"""What moto does for every request, whatever service it is for."""

from __future__ import annotations

from typing import Any

import moto.backends
from moto.core.common_models import BaseModel
from moto.moto_server import werkzeug_app

# Patching is what a type checker warns of: these names opt out of it, openly.
_backends: Any = moto.backends
_server: Any = werkzeug_app
_base_model: Any = BaseModel


def apply() -> None:
    """Patch the way of every request."""
    _list_modules_once()
    _forget_instances()
    # CORS is answered by our own middleware as S3 does: by the bucket's rules alone.
    _server.DISABLE_GLOBAL_CORS = True


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
