"""How large the packages are against what Lambda takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from deployment.contents import Package

# Lambda quotas (AWS Lambda developer guide, "Deployment package").
UNZIPPED_LIMIT_BYTES: Final = 250 * 1024 * 1024
"""A function and all its layers together, unzipped."""
REQUEST_LIMIT_BYTES: Final = 50 * 1024 * 1024
"""One zip sent in the request; layers go by way of S3 and have no limit of their own."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of one zip, in bytes."""

    zipped: int
    unzipped: int


@dataclass(frozen=True, slots=True)
class FunctionSize:
    """A function's own zip, and what it takes together with its layers, in bytes."""

    name: str
    own_zip: int
    unzipped: int

    @property
    def problems(self) -> tuple[str, ...]:
        """What Lambda would refuse."""
        found = []
        if self.own_zip > REQUEST_LIMIT_BYTES:
            found.append(f"{self.name}: its zip is over {_megabytes(REQUEST_LIMIT_BYTES)} MB")
        if self.unzipped > UNZIPPED_LIMIT_BYTES:
            limit = _megabytes(UNZIPPED_LIMIT_BYTES)
            found.append(f"{self.name}: unzipped with its layers it is over {limit} MB")
        return tuple(found)


def function_sizes(
    functions: Sequence[Package], sizes: Mapping[str, Size]
) -> tuple[FunctionSize, ...]:
    """Add up what Lambda adds up, for each function."""
    return tuple(
        FunctionSize(
            package.name,
            sizes[package.name].zipped,
            sum(sizes[name].unzipped for name in (package.name, *package.layers)),
        )
        for package in functions
    )


def package_table(sizes: Mapping[str, Size], digests: Mapping[str, str]) -> str:
    """Return a table of the zips in megabytes (10^6 bytes), with the beginning of their hash."""
    lines = [f"{'package':<16}{'MB zipped':>12}{'unzipped':>12}  sha256"]
    lines += [
        f"{name:<16}{_megabytes(size.zipped):>12}{_megabytes(size.unzipped):>12}"
        f"  {digests[name][:16]}"
        for name, size in sizes.items()
    ]
    return "\n".join(lines)


def function_table(functions: Sequence[FunctionSize]) -> str:
    """Return a table of megabytes: each function with its layers, and what the limit leaves."""
    lines = [f"{'with its layers':<16}{'MB zip':>12}{'unzipped':>12}{'left':>12}"]
    lines += [
        f"{size.name:<16}{_megabytes(size.own_zip):>12}{_megabytes(size.unzipped):>12}"
        f"{_megabytes(UNZIPPED_LIMIT_BYTES - size.unzipped):>12}"
        for size in functions
    ]
    limits = (_megabytes(REQUEST_LIMIT_BYTES), _megabytes(UNZIPPED_LIMIT_BYTES))
    lines.append(f"{'limit':<16}{limits[0]:>12}{limits[1]:>12}")
    return "\n".join(lines)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"
