"""
Terraform without a network and without an account: real commands, held against real schemas.

The first use fetches what is needed through pip into a cache; after that a check takes seconds.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deployment.contents import FUNCTIONS, LAYERS, zip_path
from tests.infra.offline_terraform.schemas import RANDOM_SCHEMA, aws_schema

_HERE: Final = Path(__file__).parent
CACHE: Final = _HERE.parents[2] / ".cache" / "terraform"
CONFIGURATION: Final = _HERE.parents[2] / "infra" / "terraform"
PROVIDERS: Final = {"aws": "6.25.0", "random": "3.7.2"}
_ADDRESS: Final = re.compile(r"provider\[(\S+)\]")
_MACHINES: Final = {"x86_64": "amd64", "amd64": "amd64", "arm64": "arm64", "aarch64": "arm64"}


@dataclass(frozen=True)
class Terraform:
    """A Terraform that knows the providers' schemas, to check one folder with."""

    program: str
    cache: Path

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder; its exit status is the caller's to judge."""
        return subprocess.run(
            [self.program, *words, "-no-color"],
            cwd=folder,
            env={
                **os.environ,
                "TF_CLI_CONFIG_FILE": str(self.cache / "terraform.rc"),
                "CHECKPOINT_DISABLE": "1",
                "TF_IN_AUTOMATION": "1",
                "TF_INPUT": "0",
            },
            capture_output=True,
            text=True,
            check=False,
        )


def find_terraform() -> str | None:
    """Return the Terraform program, or None where there is none."""
    return shutil.which("terraform")


def prepare(program: str, cache: Path = CACHE) -> Terraform:
    """
    Return a Terraform that needs no network, after building its cache where that is missing.

    Raises:
        subprocess.CalledProcessError: pip could not get a package.
    """
    if not (cache / "terraform.rc").exists():
        cache.mkdir(parents=True, exist_ok=True)
        interpreter = _make_environment(cache / "environment")
        addresses = _addresses(program)
        for name, schema in _schemas(cache).items():
            path = cache / f"{name}.json"
            path.write_text(json.dumps(schema), encoding="utf-8")
            _write_provider(cache, addresses[name], interpreter, path)
        _write_settings(cache)  # last: it says that the cache is whole
    return Terraform(program, cache)


def copy_configuration(folder: Path) -> Path:
    """Copy our configuration below a folder, where commands may leave what they like."""
    copy = folder / "terraform"
    shutil.copytree(CONFIGURATION, copy, ignore=shutil.ignore_patterns(".terraform*"))
    return copy


def write_packages(folder: Path) -> Path:
    """
    Put small zips below a folder where the configuration looks for packages.

    Checking needs their names only.

    Returns:
        What to pass as ``packages_folder``.
    """
    for package in (*FUNCTIONS, *LAYERS):
        path = zip_path(package, "x86_64", folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("empty.txt", "")
    return folder


def _schemas(cache: Path) -> Mapping[str, Any]:
    wheels = cache / "wheels"
    _pip(
        sys.executable,
        *("download", "--no-deps", "--require-hashes", f"--dest={wheels}"),
        f"--requirement={_HERE / 'schema-requirements.txt'}",
    )
    (wheel,) = wheels.glob("*.whl")
    schemas = {"aws": aws_schema(wheel), "random": RANDOM_SCHEMA}
    shutil.rmtree(wheels)  # 58 MB that are read once
    return schemas


def _make_environment(folder: Path) -> Path:
    interpreter = folder / "bin" / "python"
    if not interpreter.exists():
        command = [sys.executable, "-m", "venv", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    requirements = _HERE / "provider-requirements.txt"
    _pip(str(interpreter), "install", "--no-deps", f"--requirement={requirements}")
    return interpreter


def _pip(interpreter: str, *words: str) -> None:
    command = [interpreter, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    subprocess.run(command, check=True)


def _addresses(program: str) -> dict[str, str]:
    """Return the providers' full addresses, by name, as Terraform itself completes them."""
    with tempfile.TemporaryDirectory() as folder:
        # Alone, because the modules that the other files call are not installed.
        shutil.copy(CONFIGURATION / "versions.tf", folder)
        done = subprocess.run(
            [program, f"-chdir={folder}", "providers"], capture_output=True, text=True, check=True
        )
    return {address.rpartition("/")[2]: address for address in _ADDRESS.findall(done.stdout)}


def _write_provider(cache: Path, address: str, interpreter: Path, schema: Path) -> None:
    name = address.rpartition("/")[2]
    version = PROVIDERS[name]
    system = f"{sys.platform}_{_MACHINES[platform.machine().lower()]}"
    folder = cache / "providers" / address / version / system
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / f"terraform-provider-{name}_v{version}"
    # HOME: the plugin package keeps a certificate there.
    program.write_text(
        f'#!/bin/sh\nHOME="{cache}" exec "{interpreter}" "{_HERE / "provider.py"}" "{schema}"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)


def _write_settings(cache: Path) -> None:
    (cache / "terraform.rc").write_text(
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path = "{cache / "providers"}"\n  }}\n'
        "}\n",
        encoding="utf-8",
    )
