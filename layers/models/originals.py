"""Get the original networks: one wheel from the package index, by its hash, and files in it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.models.manifest import Manifest, Wheel


class OriginalsError(RuntimeError):
    """Raised when an original network cannot be had, or is not the one the manifest names."""


def sha256(content: bytes) -> str:
    """Return the SHA-256 of ``content`` as lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fetch_originals(manifest: Manifest, cache: Path) -> dict[str, bytes]:
    """
    Return the content of each original network by the network's name.

    What is in ``cache`` with the right hash is not fetched again.

    Raises:
        OriginalsError: pip cannot download the wheel, or a hash differs.
    """
    wanted = {network.name: (cache / network.tflite_name, network) for network in manifest.networks}
    if not all(
        path.is_file() and sha256(path.read_bytes()) == network.member_sha256
        for path, network in wanted.values()
    ):
        cache.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory() as folder,
            zipfile.ZipFile(_download(manifest.wheel, Path(folder))) as wheel,
        ):
            for path, network in wanted.values():
                content = wheel.read(network.member)
                if sha256(content) != network.member_sha256:
                    raise OriginalsError(
                        f"{network.member}: SHA-256 is {sha256(content)},"
                        f" the manifest says {network.member_sha256}"
                    )
                path.write_bytes(content)
    return {name: path.read_bytes() for name, (path, _) in wanted.items()}


def _download(wheel: Wheel, folder: Path) -> Path:
    """Let pip fetch the wheel, so that its mirrors, proxies and cache apply."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{wheel.requirement} --hash=sha256:{wheel.sha256}\n", "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--platform", wheel.platform]
    command += ["--python-version", wheel.python_version, "--implementation", "cp"]
    command += ["--dest", str(folder), "--requirement", str(requirements)]
    # The command line is ours; nothing in it comes from outside the manifest.
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.whl"))
    if result.returncode != 0 or len(found) != 1:
        raise OriginalsError(f"pip could not download {wheel.requirement}:\n{result.stderr}")
    return found[0]
