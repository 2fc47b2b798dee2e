"""Checks the configuration with Terraform itself, without a network: ``make terraform-test``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.infra.offline_terraform.cache import (
    copy_configuration,
    find_terraform,
    prepare,
    write_packages,
)


def main() -> int:
    """Run ``init``, ``validate`` and ``test``; return the status of the first that fails."""
    program = find_terraform()
    if program is None:
        print("terraform is not installed: the configuration is not checked")
        return 0
    terraform = prepare(program)
    with tempfile.TemporaryDirectory() as scratch:
        folder = copy_configuration(Path(scratch))
        packages = write_packages(Path(scratch) / "packages")
        for words in (
            ("init", "-backend=false"),
            ("validate",),
            ("test", f"-var=packages_folder={packages}"),
        ):
            done = terraform.run(folder, *words)
            print(f"==> terraform {words[0]}\n{done.stdout}{done.stderr}", flush=True)
            if done.returncode != 0:
                return done.returncode
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
