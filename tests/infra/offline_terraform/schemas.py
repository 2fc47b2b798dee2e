"""
Makes provider schemas that ``provider.py`` can serve.

The AWS provider's comes out of the jsii assembly (a description of every class and property) in
the Python wheel of the CDK for Terraform, which was generated from that provider.

Limits: the assembly does not tell sets from lists, so both are lists; it does not tell which
values a provider accepts, so those stay unchecked.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]

_PACKAGE: Final = "@cdktf/provider-aws"
# What every resource has in Terraform's own language, not in a schema.
_META_ARGUMENTS: Final = frozenset(
    {"connection", "count", "dependsOn", "forEach", "lifecycle", "provider", "provisioners"}
)
_PRIMITIVES: Final = {"string": "string", "number": "number", "boolean": "bool"}
_WRAPPERS: Final = {
    "cdktf.StringMap": ["map", "string"],
    "cdktf.NumberMap": ["map", "number"],
    "cdktf.BooleanMap": ["map", "bool"],
}
_DEEPEST: Final = 9
"""Some blocks nest without end (rules in rules in rules)."""

_DOCUMENTED: Final = re.compile(r"/docs/(resources|data-sources)/\w+ (\w+)\}")
_DOCUMENTED_NAME: Final = re.compile(r"#(\w+) ")

RANDOM_SCHEMA: Final[Json] = {
    "provider": {"attributes": {}, "blocks": {}},
    "resources": {
        "random_password": {
            "attributes": {
                "length": {"type": "number", "required": True, "computed": False},
                "special": {"type": "bool", "required": False, "computed": True},
                "result": {"type": "string", "required": None, "computed": True},
                "id": {"type": "string", "required": None, "computed": True},
            },
            "blocks": {},
        }
    },
    "data_sources": {},
}
"""What we use of hashicorp/random, from its documentation."""


def aws_schema(wheel: Path) -> Json:
    """
    Return the AWS provider's schema.

    Args:
        wheel: The wheel that ``schema-requirements.txt`` names.

    Returns:
        ``provider``, ``resources`` and ``data_sources``: blocks (see ``_Reader.block``) by type.
    """
    return _Reader(_assembly(wheel)).schema()


def _assembly(wheel: Path) -> Json:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".jsii.tgz"))
        with tarfile.open(fileobj=io.BytesIO(archive.read(name))) as package:
            file = package.extractfile("package/.jsii")
            if file is None:
                raise ValueError(f"{wheel.name} holds no jsii assembly")
            types: Json = json.load(file)["types"]
            return types


class _Reader:
    def __init__(self, types: Mapping[str, Json]) -> None:
        self._types = types

    def schema(self) -> Json:
        schema: Json = {"resources": {}, "data_sources": {}}
        for name, declared in self._types.items():
            match = _DOCUMENTED.search(declared.get("docs", {}).get("summary", ""))
            if match is None or f"{name}Config" not in self._types:
                continue
            if declared.get("base") == "cdktf.TerraformResource":
                schema["resources"][match[2]] = self._with_results(name)
            elif declared.get("base") == "cdktf.TerraformDataSource":
                schema["data_sources"][match[2].removeprefix("data_")] = self._with_results(name)
        schema["provider"] = self.block(f"{_PACKAGE}.provider.AwsProviderConfig", top=True)
        schema["provider"]["attributes"].pop("alias")  # Terraform's own
        return schema

    def block(self, name: str, *, top: bool = False, depth: int = 0) -> Json:
        """
        Return a block: ``attributes`` and nested ``blocks`` by their Terraform names.

        An attribute has a ``type`` in Terraform's JSON notation, ``required`` (None: cannot be
        given) and ``computed``; a nested block has its ``block``, ``single`` and ``required``.
        """
        attributes: Json = {}
        blocks: Json = {}
        for given in self._types[name].get("properties", []):
            if top and given["name"] in _META_ARGUMENTS:
                continue
            required = not given.get("optional", False)
            nested = _nested(given["type"])
            if nested is not None and depth < _DEEPEST:
                nested_name, single = nested
                block = self.block(nested_name, depth=depth + 1)
                blocks[_name(given)] = {"block": block, "single": single, "required": required}
            else:
                kind = _type(given["type"]) or "dynamic"
                attributes[_name(given)] = {"type": kind, "required": required, "computed": False}
        return {"attributes": attributes, "blocks": blocks}

    def _with_results(self, name: str) -> Json:
        """Return the block of a resource: what is given to it, and what it says of itself."""
        block = self.block(f"{name}Config", top=True)
        attributes = block["attributes"]
        for result in self._types[name].get("properties", []):
            own = _snake_case(result["name"])
            if result.get("static") or own.endswith("_input") or own in block["blocks"]:
                continue
            kind = _type(result["type"]) or "dynamic"
            known = attributes.setdefault(own, {"type": kind, "required": None})
            known["computed"] = known["required"] is not True
        attributes.setdefault("id", {"type": "string", "required": None, "computed": True})
        return block


def _nested(kind: Json) -> tuple[str, bool] | None:
    """Return the type of a nested block and whether there is one at most; None: an attribute."""
    if kind.get("fqn", "").startswith(_PACKAGE):
        return kind["fqn"], True
    if "collection" in kind:
        inner = _nested(kind["collection"]["elementtype"])
        return inner and (inner[0], False)
    found = (_nested(choice) for choice in kind.get("union", {}).get("types", []))
    return next((nested for nested in found if nested), None)


def _type(kind: Json) -> Any:
    """Return an attribute's type in Terraform's JSON notation, None if it has none."""
    if "primitive" in kind:
        return _PRIMITIVES.get(kind["primitive"], "dynamic")
    if "collection" in kind:
        element = _type(kind["collection"]["elementtype"])
        container = "map" if kind["collection"]["kind"] == "map" else "list"
        return element and [container, element]
    if "union" in kind:
        # "a boolean, or something that stands for one": the first that is plain.
        choices = (_type(choice) for choice in kind["union"]["types"])
        return next((choice for choice in choices if choice not in (None, "dynamic")), None)
    return _WRAPPERS.get(kind.get("fqn", ""))


def _name(given: Json) -> str:
    """Return a property's name in Terraform: as documented, or guessed from its own."""
    documented = _DOCUMENTED_NAME.search(given.get("docs", {}).get("summary", ""))
    return documented[1] if documented else _snake_case(given["name"])


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"_{match[1].lower()}", name)
