"""How large the layer is, package by package, against what Lambda takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

UNZIPPED_LIMIT_BYTES: Final = 250 * 1024 * 1024
"""A function and all its layers together, unzipped (Lambda quotas, AWS documentation)."""


def measure(folder: Path) -> dict[str, int]:
    """Return the bytes under each entry of a folder, named as ``package_name`` names it."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name = package_name(path.relative_to(folder).parts[0])
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    return sizes


def package_name(entry: str) -> str:
    """Return the package that a folder beside it (``numpy.libs``, ``….dist-info``) belongs to."""
    name = entry.removesuffix(".libs").removesuffix(".dist-info").split("-")[0]
    return "cv2" if name == "opencv_python_headless" else name


def size_table(downloaded: Mapping[str, int], packed: Mapping[str, int]) -> str:
    """
    Return a table of megabytes (10^6 bytes): each packed package, before and after.

    The last lines hold the sums and the limit that functions and layers share.
    """
    rows = [
        (name, downloaded[name], packed[name])
        for name in sorted(packed, key=lambda name: -downloaded[name])
    ]
    rows.append(("total", sum(downloaded.values()), sum(packed.values())))
    lines = [f"{'MB unzipped':<14}{'downloaded':>12}{'packed':>12}"]
    lines += [f"{name:<14}{_megabytes(a):>12}{_megabytes(b):>12}" for name, a, b in rows]
    left = UNZIPPED_LIMIT_BYTES - sum(packed.values())
    lines.append(f"{'limit':<14}{'':>12}{_megabytes(UNZIPPED_LIMIT_BYTES):>12}")
    lines.append(f"{'left':<14}{'':>12}{_megabytes(left):>12}")
    return "\n".join(lines)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"
