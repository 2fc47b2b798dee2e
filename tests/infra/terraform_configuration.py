"""Reads a Terraform folder and its modules as plain data, far enough to compare declarations.

Strings, numbers, lists, blocks, ``var``, ``local``, references between resources and a
``count`` that a variable decides are understood; other expressions stay text.  Shape of
``python-hcl2`` 8 with quotes stripped: labels
become nested dicts, blocks become lists of dicts, an expression becomes ``"${...}"``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import hcl2
from hcl2 import SerializationOptions

_PLAIN: Final = SerializationOptions(
    strip_string_quotes=True, explicit_blocks=False, with_comments=False
)
_VARIABLE: Final = re.compile(r"\$\{(var|local)\.(\w+)((?:\.\w+)*)\}")
_COUNT: Final = re.compile(r'\$\{var\.(\w+)((?:\.\w+)*) == "([^"]*)" \? 1 : 0\}')
_REFERENCE: Final = re.compile(r"\$\{([a-z]\w*)\.(\w+)\.(\w+)\}")
_JSON: Final = re.compile(r"\$\{jsonencode\((.*)\)\}", re.DOTALL)


class UnresolvedReferenceError(LookupError):
    """Raised when an expression does not name a resource of the configuration."""


@dataclass(frozen=True)
class Resource:
    """One resource block; ``body`` has its variables put in."""

    module: Module
    type: str
    name: str
    body: Mapping[str, Any]

    def block(self, name: str) -> Mapping[str, Any]:
        """Return the only nested block of a name; an empty one when there is none."""
        blocks = self.body.get(name, [])
        if len(blocks) > 1:
            raise ValueError(f"{self.type}.{self.name} has {len(blocks)} {name} blocks")
        return blocks[0] if blocks else {}


@dataclass(frozen=True)
class Module:
    """One folder of ``.tf`` files with the values that its variables take."""

    folder: Path
    source: Mapping[str, list[Mapping[str, Any]]]
    variables: Mapping[str, Any]
    calls: dict[str, Module] = field(default_factory=dict)

    def resources(self, kind: str) -> Iterator[Resource]:
        """Yield the resources of a type, those of the modules called here included."""
        for block in self.source.get("resource", []):
            for name, body in block.get(kind, {}).items():
                if self._counts(body):
                    yield Resource(self, kind, name, self.evaluate(body))
        for call in self.calls.values():
            yield from call.resources(kind)

    def resource(self, kind: str, name: str) -> Resource:
        """Return one resource of this folder; raises UnresolvedReferenceError."""
        for found in self.resources(kind):
            if found.module is self and found.name == name:
                return found
        raise UnresolvedReferenceError(f"{kind}.{name} in {self.folder.name}")

    def local(self, name: str) -> Any:
        """Return a local value; raises UnresolvedReferenceError."""
        for block in self.source.get("locals", []):
            if name in block:
                return self.evaluate(block[name])
        raise UnresolvedReferenceError(f"local.{name} in {self.folder.name}")

    def referenced(self, expression: str) -> Resource:
        """
        Follow ``${type.name.attribute}`` or ``${module.call.output}`` to the resource it names.

        Raises:
            UnresolvedReferenceError: It names none.
        """
        match = _REFERENCE.fullmatch(str(expression))
        if match is None:
            raise UnresolvedReferenceError(f"{expression!r} is no reference")
        kind, name, attribute = match.groups()
        if kind != "module":
            return self.resource(kind, name)
        if name not in self.calls:
            raise UnresolvedReferenceError(f"module.{name} in {self.folder.name}")
        return self.calls[name].referenced(self.calls[name].output(attribute))

    def output(self, name: str) -> str:
        """Return the expression of an output; raises UnresolvedReferenceError."""
        for block in self.source.get("output", []):
            if name in block:
                return str(block[name]["value"])
        raise UnresolvedReferenceError(f"output {name} of {self.folder.name}")

    def evaluate(self, value: Any) -> Any:
        """Put variables, local values and decoded ``jsonencode`` calls into a value."""
        if isinstance(value, dict):
            return {key: self.evaluate(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.evaluate(item) for item in value]
        if not isinstance(value, str):
            return value
        if (encoded := _JSON.fullmatch(value)) is not None:
            return self.evaluate(_parse(f"value = {encoded[1]}\n")["value"])
        if (whole := _VARIABLE.fullmatch(value)) is not None:
            return self._named(*whole.groups(), otherwise=value)
        return _VARIABLE.sub(lambda m: str(self._named(*m.groups(), otherwise=m[0])), value)

    def _named(self, kind: str, name: str, path: str, *, otherwise: str) -> Any:
        if kind == "local" and path:
            return otherwise
        found = self.variables.get(name, otherwise) if kind == "var" else self.local(name)
        for part in path.split(".")[1:]:
            if not isinstance(found, Mapping) or part not in found:
                return otherwise
            found = found[part]
        return found

    def _counts(self, body: Mapping[str, Any]) -> bool:
        """Return whether there is any of a resource, where a variable decides that."""
        decided = _COUNT.fullmatch(str(body.get("count")))
        if decided is None:
            return True
        name, path, wanted = decided.groups()
        return bool(self._named("var", name, path, otherwise="") == wanted)


def read_configuration(folder: Path, **variables: object) -> Module:
    """
    Read a Terraform folder and, in it, every module that it calls by a relative path.

    Args:
        folder: Where the ``.tf`` files lie.
        variables: Values for its variables; the others take their default.
    """
    source: dict[str, list[Mapping[str, Any]]] = {}
    for path in sorted(folder.glob("*.tf")):
        for kind, blocks in _parse(path.read_text(encoding="utf-8")).items():
            source.setdefault(kind, []).extend(blocks)
    module = Module(folder, source, _defaults(source) | variables)
    for block in source.get("module", []):
        for name, body in block.items():
            arguments = {key: module.evaluate(value) for key, value in body.items()}
            path = folder / str(arguments.pop("source"))
            module.calls[name] = read_configuration(path, **arguments)
    return module


def _defaults(source: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
    return {
        name: body["default"]
        for block in source.get("variable", [])
        for name, body in block.items()
        if "default" in body
    }


@functools.cache  # parsing takes ten times as long as all the rest
def _parse(text: str) -> dict[str, Any]:
    return dict(hcl2.loads(text, serialization_options=_PLAIN))
