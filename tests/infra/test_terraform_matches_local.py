"""The cloud on a laptop is the cloud that Terraform declares."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from local.resources import declarations
from tests.infra.differences import differences
from tests.infra.local_facts import local_facts
from tests.infra.terraform_configuration import read_configuration
from tests.infra.terraform_facts import Facts, terraform_facts

FOLDER: Final = Path(__file__).parents[2] / "infra" / "terraform"
PREFIX: Final = "giam-thi-test"
SITE: Final = "https://thi.truong-mau.example"
DECLARED: Final = {
    name: value
    for name, value in vars(declarations).items()
    if name.isupper()
    and not name.startswith("_")
    and name != "FRAMES_BUCKET"  # a name for one of BUCKETS
}


def facts_of_terraform(folder: Path = FOLDER) -> Facts:
    facts = terraform_facts(read_configuration(folder, prefix=PREFIX, site_url=SITE))
    # The API has no declaration of its own locally: the gateway calls it directly.
    facts["functions"].pop("app.app")
    return facts


def facts_of_local(declared: Mapping[str, Any] = DECLARED) -> Facts:
    return local_facts(declared, prefix=PREFIX, site_url=SITE)


@pytest.mark.parametrize("sort", sorted(facts_of_local()))
def test_both_sides_declare_the_same(sort: str) -> None:
    terraform, local = facts_of_terraform()[sort], facts_of_local()[sort]
    assert terraform, f"nothing was read from Terraform for {sort}"
    assert not (found := differences(terraform, local, sort)), "\n".join(found)


def test_both_sides_know_the_same_sorts_of_resources() -> None:
    assert facts_of_terraform().keys() == facts_of_local().keys()


def test_the_api_gets_the_same_environment_as_every_function() -> None:
    facts = terraform_facts(read_configuration(FOLDER, prefix=PREFIX, site_url=SITE))
    assert facts["functions"]["app.app"]["environment"] == sorted(declarations.ENVIRONMENT)


def changed_versions(value: Any) -> Iterator[Any]:
    """Yield copies of a declaration, each with one leaf of it changed or one part left out."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case str():
            yield f"{value}x"
        case None:
            yield "something"
        case tuple():
            for position, item in enumerate(value):
                before, after = value[:position], value[position + 1 :]
                yield before + after
                yield from ((*before, changed, *after) for changed in changed_versions(item))
        case _:
            for field in dataclasses.fields(value):
                for changed in changed_versions(getattr(value, field.name)):
                    yield dataclasses.replace(value, **{field.name: changed})


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_any_change_of_a_local_declaration_alone_is_noticed(name: str) -> None:
    terraform = facts_of_terraform()
    changed_declarations = list(changed_versions(DECLARED[name]))
    assert changed_declarations
    for changed in changed_declarations:
        found = differences(terraform, facts_of_local({**DECLARED, name: changed}))
        assert found, f"{name} changed to {changed} and nothing noticed"


CHANGES: Final = [
    ("tables.tf", '"${var.prefix}-exams"', '"${var.prefix}-exam"', "tables"),
    ("tables.tf", 'hash_key        = "lecturer_id"', 'hash_key = "created_at"', "tables"),
    ("tables.tf", 'name = "started_ms"\n    type = "N"', 'name="started_ms"\ntype="S"', "tables"),
    ("tables.tf", '["exam_id", "started_at", ', '["exam_id", ', "tables"),
    ("tables.tf", '      "camera",\n', "", "tables"),
    ("tables.tf", 'attribute_name = "expires_at"', 'attribute_name = "expires"', "tables"),
    ("tables.tf", "enabled        = true", "enabled = false", "tables"),
    ("tables.tf", '"PAY_PER_REQUEST"', '"PROVISIONED"', "tables"),
    ("queues.tf", "visibility_timeout_seconds = 60", "visibility_timeout_seconds = 61", "queues"),
    ("queues.tf", "max_receive_count          = 5", "max_receive_count = 6", "queues"),
    ("queues.tf", "aws_s3_bucket.frames.arn", "aws_sns_topic.violations.arn", "queues"),
    ("modules/queue/main.tf", "-dead-letters", "-failed", "queues"),
    ("modules/queue/main.tf", "var.max_receive_count", "3", "queues"),
    (
        "modules/queue/main.tf",
        "raw_message_delivery = true",
        "raw_message_delivery = false",
        "subscriptions",
    ),
    ("modules/queue/main.tf", '== "sns.amazonaws.com"', '== "s3.amazonaws.com"', "subscriptions"),
    (
        "queues.tf",
        "aws_sns_topic.violations.arn",
        "aws_sns_topic.mail_reports.arn",
        "subscriptions",
    ),
    ("topics.tf", "-violations", "-violation", "topics"),
    ("frames_bucket.tf", '["GET", "POST"]', '["GET", "POST", "PUT"]', "buckets"),
    ("frames_bucket.tf", "[var.site_url]", '["*"]', "buckets"),
    ("frames_bucket.tf", '"ETag"', '"Date"', "buckets"),
    ("frames_bucket.tf", 'filter_prefix = "frames/"', "", "notifications"),
    ("frames_bucket.tf", '".mjpg"', '".jpg"', "notifications"),
    ("frames_bucket.tf", "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "notifications"),
    ("frames_bucket.tf", "module.frames_queue.arn", "module.live_queue.arn", "notifications"),
    ("function_send_alerts.tf", "timeout_seconds    = 25", "timeout_seconds = 26", "functions"),
    ("function_send_alerts.tf", "memory_megabytes   = 512", "memory_megabytes = 256", "functions"),
    ("function_send_alerts.tf", "local.environment", "{}", "functions"),
    ("function_send_alerts.tf", "handler.handler", "handler.handle", "functions"),
    ("locals.tf", "MODELS_PATH ", "MODEL_PATH ", "functions"),
    (
        "function_send_alerts.tf",
        "batch_size                         = 100",
        "batch_size = 99",
        "event_sources",
    ),
    ("function_send_alerts.tf", "in_seconds = 30", "in_seconds = 20", "event_sources"),
    ("function_send_alerts.tf", '["ReportBatchItemFailures"]', "[]", "event_sources"),
    (
        "function_send_alerts.tf",
        "module.send_alerts.arn",
        "module.live_socket.arn",
        "event_sources",
    ),
    ("function_sweep_attempts.tf", "rate(1 minute)", "rate(2 minutes)", "schedules"),
    ("function_sweep_attempts.tf", "rate(1 minute)", "cron(* * * * ? *)", "schedules"),
    (
        "function_erase_data.tf",
        "= module.erase_data.arn",
        "= module.sweep_attempts.arn",
        "schedules",
    ),
    ("identity.tf", '"ALLOW_USER_PASSWORD_AUTH", ', "", "user_pools"),
    ("identity.tf", '"lecturer"\n', '"teacher"\n', "user_pools"),
    (
        "identity.tf",
        "generate_secret               = false",
        "generate_secret = true",
        "user_pools",
    ),
    ("identity.tf", "id_token_validity      = 15", "id_token_validity = 60", "user_pools"),
    ("identity.tf", '"OPTIONAL"', '"OFF"', "user_pools"),
    ("identity.tf", "minimum_length                   = 12", "minimum_length = 6", "user_pools"),
    ("identity.tf", '"SecureString"', '"String"', "secrets"),
]


@pytest.mark.parametrize(("file", "text", "replacement", "sort"), CHANGES)
def test_a_change_of_terraform_alone_is_noticed(
    file: str, text: str, replacement: str, sort: str, tmp_path: Path
) -> None:
    folder = tmp_path / "terraform"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(".terraform"))
    original = (folder / file).read_text(encoding="utf-8")
    assert text in original, "the change does not fit the file any more"
    (folder / file).write_text(original.replace(text, replacement, 1), encoding="utf-8")
    found = differences(facts_of_terraform(folder), facts_of_local())
    assert any(line.startswith(sort) for line in found), found


def test_tokens_live_for_fifteen_minutes() -> None:
    [pool] = facts_of_terraform(FOLDER)["user_pools"].values()
    assert (pool["id_token"], pool["access_token"]) == ("15 minutes", "15 minutes")


def test_a_difference_is_told_with_its_path_and_both_values() -> None:
    terraform = {"queues": {"frames": {"batch": 10, "window": 1}}}
    local = {"queues": {"frames": {"batch": 5, "window": 1}, "live": 1}}
    assert differences(terraform, local) == [
        "queues / frames / batch: Terraform says 10, local says 5",
        "queues / live: Terraform has none, local says 1",
    ]
