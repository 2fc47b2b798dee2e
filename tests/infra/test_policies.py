from __future__ import annotations

from pathlib import Path

import pytest

from tests.infra.policies import UnknownResourceError, rights
from tests.infra.terraform_configuration import read_configuration


def policy(folder: Path, resources: str, effect: str = "Allow") -> set[tuple[str, str]]:
    (folder / "policy.tf").write_text(
        'data "aws_iam_policy_document" "some" {\n  statement {\n'
        f'    effect    = "{effect}"\n    actions   = ["a:One"]\n    resources = [{resources}]\n'
        "  }\n}\n",
        encoding="utf-8",
    )
    return rights(read_configuration(folder), "some")


@pytest.mark.parametrize(
    ("resource", "acted_on"),
    [
        ("aws_dynamodb_table.exams.arn", "table exams"),
        ('"${aws_dynamodb_table.exams.arn}/index/by_creator"', "index exams/by_creator"),
        ("aws_s3_bucket.frames.arn", "bucket frames"),
        ('"${aws_s3_bucket.frames.arn}/frames/*"', "objects frames/*"),
        ("aws_sns_topic.violations.arn", "topic violations"),
    ],
)
def test_a_resource_is_named_as_requests_name_it(
    resource: str, acted_on: str, tmp_path: Path
) -> None:
    assert policy(tmp_path, resource) == {("a:One", acted_on)}


@pytest.mark.parametrize(
    "resource", ['"*"', "aws_lambda_function.api.arn", '"${aws_sns_topic.violations.arn}*"']
)
def test_what_is_not_understood_is_no_proof(resource: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownResourceError):
        policy(tmp_path, resource)


def test_a_denial_allows_nothing(tmp_path: Path) -> None:
    assert policy(tmp_path, "aws_s3_bucket.frames.arn", effect="Deny") == set()
