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


def test_rights_that_functions_share_are_each_functions_own(tmp_path: Path) -> None:
    (tmp_path / "policies.tf").write_text(
        'data "aws_iam_policy_document" "function" {\n'
        "  source_policy_documents = [\n"
        "    module.frames_queue.consumer_policy,\n"
        "    data.aws_iam_policy_document.some.json,\n"
        "  ]\n}\n",
        encoding="utf-8",
    )
    policy(tmp_path, "aws_dynamodb_table.exams.arn")
    assert rights(read_configuration(tmp_path), "function") == {("a:One", "table exams")}


def test_a_denial_allows_nothing(tmp_path: Path) -> None:
    assert policy(tmp_path, "aws_s3_bucket.frames.arn", effect="Deny") == set()
