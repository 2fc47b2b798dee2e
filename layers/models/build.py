"""Build the model files: ``python -m layers.models.build``."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from layers.models.graph_rewrites import rewrite_for_speed
from layers.models.manifest import MANIFEST_PATH, Manifest, Network, read_manifest
from layers.models.originals import OriginalsError, fetch_originals, sha256
from layers.models.tflite_reader import TfliteError, read_tflite
from layers.models.tflite_to_onnx import convert
from layers.models.trained import TrainedNetworkError, copy_network, is_copied

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).parent
BUILD_FOLDER = _HERE / "build"
REFERENCE_FOLDER = _HERE / "reference"
CACHE_FOLDER = _HERE.parent.parent / ".cache" / "models"


class BuildError(RuntimeError):
    """Raised when the built files are not the ones that the manifest names."""


def build(manifest: Manifest, output: Path, cache: Path = CACHE_FOLDER) -> Manifest:
    """
    Write the ONNX files and their manifest into ``output``.

    Returns:
        The manifest with the hashes of what was built; equal to ``manifest`` when the
        build is the expected one.

    Raises:
        OriginalsError: An original network cannot be had.
        TfliteError: An original network uses something that the converter does not know.
    """
    print(f"models: getting {manifest.wheel.requirement}", flush=True)
    originals = fetch_originals(manifest, cache)
    output.mkdir(parents=True, exist_ok=True)
    networks = []
    for network in manifest.networks:
        content = convert_network(network, originals[network.name])
        (output / network.onnx_name).write_bytes(content)
        networks.append(dataclasses.replace(network, onnx_sha256=sha256(content)))
        print(f"models: {output / network.onnx_name} ({len(content) / 1e6:.1f} MB)", flush=True)
    built = dataclasses.replace(manifest, networks=tuple(networks))
    built.write(output / MANIFEST_PATH.name)
    return built


def is_up_to_date(manifest: Manifest, output: Path) -> bool:
    """Whether ``output`` holds every file that ``manifest`` names, by hash, and its copy."""
    copy = output / MANIFEST_PATH.name
    return (
        copy.is_file()
        and copy.read_text(encoding="utf-8") == manifest.as_json()
        and all(
            (output / network.onnx_name).is_file()
            and sha256((output / network.onnx_name).read_bytes()) == network.onnx_sha256
            for network in manifest.networks
        )
    )


def convert_network(network: Network, original: bytes) -> bytes:
    """Return the ONNX file of one network; the same bytes for the same input."""
    model = convert(
        read_tflite(original),
        name=network.name,
        image=network.input,
        outputs=network.outputs,
    )
    rewrite_for_speed(model)
    return bytes(model.SerializeToString(deterministic=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    manifest = read_manifest()
    try:
        if options.reference:
            _write_references(manifest)
        elif options.update_manifest:
            build(manifest, options.output).write(MANIFEST_PATH)
        elif is_up_to_date(manifest, options.output) and is_copied(options.output):
            print(f"models: up to date in {options.output}")
        elif build(manifest, options.output) != manifest:
            raise BuildError(
                "the built files differ from layers/models/manifest.json;"
                " if the converter changed on purpose, run again with --update-manifest"
            )
        else:
            copy_network(options.output)
    except (BuildError, OriginalsError, TfliteError, TrainedNetworkError, OSError) as error:
        print(f"models: {error}", file=sys.stderr)
        return 1
    return 0


def _write_references(manifest: Manifest) -> None:
    # Imported here: it needs TensorFlow Lite's runtime, which only this part uses.
    from layers.models.reference import write_references  # noqa: PLC0415

    write_references(fetch_originals(manifest, CACHE_FOLDER), REFERENCE_FOLDER)
    print(f"models: references written to {REFERENCE_FOLDER}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m layers.models.build",
        description="Get the face networks by hash, convert them to ONNX, and check the result.",
    )
    parser.add_argument(
        "--output", type=Path, default=BUILD_FOLDER, help="folder to write to (%(default)s)"
    )
    parser.add_argument(
        "--update-manifest",
        action="store_true",
        help="accept the hashes of this build as the right ones (after a change here)",
    )
    parser.add_argument(
        "--reference",
        action="store_true",
        help="run the original networks on fixed pictures and store what they answer",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
