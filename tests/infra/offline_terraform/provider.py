"""
Serves a schema to Terraform as if it were the provider itself: ``provider.py SCHEMA.json``.

Terraform starts this in the cache's own environment, which has the package ``tf`` and nothing of
ours: it must stand alone.  It answers what ``validate`` and ``test`` with mocked providers ask and
knows no resource: there is nothing that a plan without mocks could be made of.
"""
# mypy: disable-error-code="import-not-found"
# The package tf is in the cache's environment only.

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import tf.provider
import tf.runner
from tf.gen import tfplugin_pb2 as messages
from tf.gen import tfplugin_pb2_grpc as protocol

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def block(declared: dict[str, Any]) -> Any:
    """Return a block in the protocol's form."""
    made = messages.Schema.Block(version=0)
    for name, attribute in declared["attributes"].items():
        if _IDENTIFIER.fullmatch(name):
            made.attributes.add(
                name=name,
                type=json.dumps(attribute["type"]).encode(),
                required=attribute["required"] is True,
                optional=attribute["required"] is False,
                computed=attribute["computed"],
            )
    for name, nested in declared["blocks"].items():
        if _IDENTIFIER.fullmatch(name):
            made.block_types.add(
                type_name=name,
                block=block(nested["block"]),
                nesting=messages.Schema.NestedBlock.LIST,
                min_items=int(nested["required"]),
                max_items=int(nested["single"]),  # 0: as many as you like
            )
    return made


def schema(declared: dict[str, Any]) -> Any:
    """Return a schema in the protocol's form."""
    return messages.Schema(version=0, block=block(declared))


class SchemaOnly(protocol.ProviderServicer):  # type: ignore[misc]  # it has no types
    """The part of the plugin protocol that checking needs."""

    def __init__(self, _: object) -> None:
        """Read the schema that the command line names."""
        declared = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        self._schema = messages.GetProviderSchema.Response(
            provider=schema(declared["provider"]),
            resource_schemas={name: schema(b) for name, b in declared["resources"].items()},
            data_source_schemas={name: schema(b) for name, b in declared["data_sources"].items()},
        )

    def GetProviderSchema(self, *_: object) -> Any:  # noqa: N802 - the protocol's names
        """Say what there is."""
        return self._schema

    def ValidateProviderConfig(self, *_: object) -> Any:  # noqa: N802
        """Find no fault: Terraform has held everything against the schema."""
        return messages.ValidateProviderConfig.Response()

    def ValidateResourceConfig(self, *_: object) -> Any:  # noqa: N802
        """Find no fault, as above."""
        return messages.ValidateResourceConfig.Response()

    def ValidateDataResourceConfig(self, *_: object) -> Any:  # noqa: N802
        """Find no fault, as above."""
        return messages.ValidateDataResourceConfig.Response()

    def ConfigureProvider(self, *_: object) -> Any:  # noqa: N802
        """Need no settings."""
        return messages.ConfigureProvider.Response()

    def GetFunctions(self, *_: object) -> Any:  # noqa: N802
        """Have no functions."""
        return messages.GetFunctions.Response()

    def StopProvider(self, *_: object) -> Any:  # noqa: N802
        """Have nothing to stop."""
        return messages.StopProvider.Response()


if __name__ == "__main__":
    tf.provider.ProviderServicer = SchemaOnly
    tf.runner.run_provider(None, sys.argv)
