"""The API's document, to read in a browser: what each route takes and gives."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse, JSONResponse, Response

from chalicelib.api.openapi import document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from starlette.requests import Request

_STYLE: Final = """
:root { color-scheme: light dark; --accent: #0b6e6e; --line: #8884 }
@media (prefers-color-scheme: dark) { :root { --accent: #5cc4c0 } }
body { font: 1rem/1.5 "Be Vietnam Pro", system-ui, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
a { color: var(--accent) }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0 }
details > div { padding: 0 1rem .75rem; overflow-x: auto }
summary { padding: .5rem 1rem; cursor: pointer; overflow-wrap: anywhere }
summary b { display: inline-block; min-width: 4.5rem; color: var(--accent) }
summary span { display: block; color: #777; font-size: .875rem }
h3 { font-size: .875rem; margin: .75rem 0 .25rem; color: #777 }
table { border-collapse: collapse } td { padding: .125rem 1rem .125rem 0; vertical-align: top }
code { font-family: ui-monospace, monospace; font-size: .875rem }
"""
_REFERENCE: Final = "#/components/schemas/"


async def as_json(_request: Request) -> Response:
    """Return the document itself."""
    return JSONResponse(document())


async def as_page(_request: Request) -> Response:
    """Return the document to read: the routes by their noun, then the schemas."""
    described = document()
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="/icon.svg"><title>API · Giám Thị</title>'
        f'<style>{_STYLE}</style><h1>API <a href="/openapi.json">openapi.json</a></h1>'
        f"{''.join(_routes(described['paths']))}"
        f"<h2>Schemas</h2>{''.join(_schemas(described['components']['schemas']))}</html>"
    )
    return HTMLResponse(page)


def _routes(paths: Mapping[str, Any]) -> Iterator[str]:
    by_noun = sorted(paths.items(), key=lambda item: item[0].split("/")[1])
    for noun, entries in groupby(by_noun, key=lambda item: item[0].split("/")[1]):
        yield f"<h2>{escape(noun)}</h2>"
        for path, methods in entries:
            for method, operation in methods.items():
                yield _operation(method, path, operation)


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    rows = [
        (
            one["name"],
            f"{one['in']}{', required' if one['required'] else ''}",
            one.get("description", ""),
        )
        for one in operation["parameters"]
    ]
    access = ", ".join(name for one in operation.get("security", ()) for name in one) or "anybody"
    told = [_section("Who may call", escape(access))]
    if rows:
        told.append(_section("Parameters", _table([tuple(map(escape, row)) for row in rows])))
    if "requestBody" in operation:
        told.append(_section("Body", _content(operation["requestBody"])))
    told += [
        _section(f"Answer {escape(status)}", _content(answer))
        for status, answer in operation["responses"].items()
    ]
    return (
        f"<details><summary><b>{method.upper()}</b> <code>{escape(path)}</code>"
        f"<span>{escape(operation['summary'])}</span></summary><div>{''.join(told)}</div></details>"
    )


def _section(title: str, body: str) -> str:
    return f"<h3>{title}</h3>{body}"


def _content(described: Mapping[str, Any]) -> str:
    content = described.get("content", {}).get("application/json")
    return _type(content["schema"]) if content else "none"


def _schemas(schemas: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        required = set(schema.get("required", ()))
        rows = [
            (
                f"<code>{escape(field)}</code>",
                _type(one),
                "required" if field in required else "",
                escape(one.get("description", "")),
            )
            for field, one in schema.get("properties", {}).items()
        ]
        yield (
            f'<details id="{escape(name)}"><summary><code>{escape(name)}</code>'
            f"<span>{escape(schema.get('description', ''))}</span></summary>"
            f"<div>{_table(rows) if rows else _type(schema)}</div></details>"
        )


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _type(schema: Mapping[str, Any]) -> str:
    """Write a schema's type in a line, with a link where it has a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].removeprefix(_REFERENCE))
        return f'<a href="#{name}">{name}</a>'
    if "enum" in schema:
        return " | ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    kind = str(schema.get("type", "any"))
    if kind == "array":
        items = schema.get("prefixItems") or [schema["items"]]
        return f"list of {', '.join(map(_type, items))}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"map to {_type(schema['additionalProperties'])}"
    return escape(" ".join(filter(None, (kind, schema.get("format", "")))))
