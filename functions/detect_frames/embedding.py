"""The network that an installation puts behind the comparison of faces, if it has one."""

from __future__ import annotations

from importlib import import_module

from chalicelib.config import NO_EMBEDDER
from chalicelib.services.ports import FaceEmbedder


def load_embedder(name: str) -> FaceEmbedder | None:
    """
    Make the embedder of a name such as ``our_faces.sface:Embedder``; of ``none`` there is none.

    The module comes with a layer of the installation's own.

    Raises:
        ImportError: There is no such module.
        AttributeError: There is no such class in it.
    """
    if name == NO_EMBEDDER:
        return None
    module, _, maker = name.partition(":")
    embedder: FaceEmbedder = getattr(import_module(module), maker)()
    return embedder
