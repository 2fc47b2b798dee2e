"""Terraform itself accepts the configuration, held against the AWS provider's schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infra.offline_terraform.cache import (
    CACHE,
    Terraform,
    copy_configuration,
    find_terraform,
    write_packages,
)


@pytest.fixture(scope="module")
def terraform() -> Terraform:
    program = find_terraform()
    if program is None:
        pytest.skip("terraform is not installed")
    if not (CACHE / "terraform.rc").exists():
        pytest.skip("the providers' schemas are not there yet: `make terraform-test` fetches them")
    return Terraform(program, CACHE)


def problems(terraform: Terraform, folder: Path) -> str:
    """Return what ``init`` and ``validate`` say against a folder."""
    done = terraform.run(folder, "init", "-backend=false")
    assert done.returncode == 0, done.stderr
    done = terraform.run(folder, "validate")
    assert (done.returncode == 0) == (not done.stderr), done
    return done.stderr


def test_the_configuration_is_valid(terraform: Terraform, tmp_path: Path) -> None:
    assert problems(terraform, copy_configuration(tmp_path)) == ""


def test_what_the_configuration_says_of_itself_holds(terraform: Terraform, tmp_path: Path) -> None:
    folder = copy_configuration(tmp_path)
    packages = write_packages(tmp_path / "packages")
    terraform.run(folder, "init", "-backend=false")
    done = terraform.run(folder, "test", f"-var=packages_folder={packages}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 failed" in done.stdout


def test_faults_are_found(terraform: Terraform, tmp_path: Path) -> None:
    folder = copy_configuration(tmp_path)
    (folder / "faults.tf").write_text(
        'resource "aws_sqs_queue" "one" {\n  colour = "red"\n}\n'
        'resource "aws_sqs_queue" "two" {\n  name = aws_sns_topic.violations.colour\n}\n'
        'resource "aws_sqs_quay" "three" {}\n'
        'resource "aws_sns_topic_subscription" "four" {\n  protocol = "sqs"\n}\n',
        encoding="utf-8",
    )
    found = problems(terraform, folder)
    for fault in (
        'An argument named "colour" is not expected here',
        'has no argument, nested block, or exported attribute named "colour"',
        'does not support resource type "aws_sqs_quay"',
        'The argument "topic_arn" is required',
    ):
        assert fault in " ".join(found.replace("│", " ").split()), found
