"""What is kept of people is under the installation's own key, not public, and reached by TLS."""

from __future__ import annotations

import pytest

from tests.infra.terraform_configuration import Resource, read_configuration
from tests.infra.test_access_logs import FOLDER

ROOT = read_configuration(FOLDER, prefix="giam-thi-test")
OWN_KEY = "${aws_kms_key.data.arn}"
TABLES = list(ROOT.resources("aws_dynamodb_table"))
BUCKETS = list(ROOT.resources("aws_s3_bucket"))
CLOSED = (
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
)


def named(resource: Resource) -> str:
    return resource.name


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_every_table_is_under_the_own_key(table: Resource) -> None:
    encryption = table.block("server_side_encryption")
    assert (encryption["enabled"], encryption["kms_key_arn"]) == (True, OWN_KEY)


def test_pictures_of_people_are_under_the_own_key() -> None:
    kind = "aws_s3_bucket_server_side_encryption_configuration"
    [rule] = ROOT.resource(kind, "frames").body["rule"]
    [usual] = rule["apply_server_side_encryption_by_default"]
    assert (usual["sse_algorithm"], usual["kms_master_key_id"]) == ("aws:kms", OWN_KEY)


def test_the_logs_of_people_are_under_the_own_key() -> None:
    assert ROOT.resource("aws_cloudwatch_log_group", "access").body["kms_key_id"] == OWN_KEY
    for name, call in ROOT.calls.items():
        if any(call.resources("aws_lambda_function")):
            assert call.variables["log_key_arn"] == OWN_KEY, name


@pytest.mark.parametrize("bucket", BUCKETS, ids=named)
def test_no_object_of_any_bucket_is_public(bucket: Resource) -> None:
    block = ROOT.resource("aws_s3_bucket_public_access_block", bucket.name)
    assert all(block.body[name] is True for name in CLOSED)
    assert ROOT.referenced(block.body["bucket"]).name == bucket.name


def test_pictures_are_refused_without_tls() -> None:
    policy = (FOLDER / "frames_bucket.tf").read_text("utf-8").split('sid       = "OnlyOverTls"')[1]
    denial = policy.split("# A bucket has one notification")[0]
    for part in (
        'effect    = "Deny"',
        'actions   = ["s3:*"]',
        'variable = "aws:SecureTransport"',
        'values   = ["false"]',
    ):
        assert part in denial
