"""What Terraform declares, as the plain facts that are compared with the local cloud's."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from tests.infra.terraform_configuration import Module, Resource

Facts: TypeAlias = dict[str, dict[str, Any]]

# Topics by which AWS tells people about the system; the system itself knows nothing of them.
_ABOUT_THE_SYSTEM: Final = frozenset({"alarms"})


def terraform_facts(root: Module) -> Facts:
    """Return the facts of a configuration; see ``local_facts`` for their shape."""
    return {
        "tables": {r.body["name"]: _table(r) for r in root.resources("aws_dynamodb_table")},
        "queues": _queues(root),
        "topics": {
            r.body["name"]: {}
            for r in root.resources("aws_sns_topic")
            if r.name not in _ABOUT_THE_SYSTEM
        },
        "subscriptions": _subscriptions(root),
        "buckets": _buckets(root),
        "notifications": _notifications(root),
        "functions": _functions(root),
        "event_sources": _event_sources(root),
        "schedules": _schedules(root),
        "user_pools": _user_pools(root),
        "secrets": {
            r.body["name"]: {"type": r.body["type"]} for r in root.resources("aws_ssm_parameter")
        },
    }


def _table(table: Resource) -> dict[str, Any]:
    types = {a["name"]: a["type"] for a in table.body["attribute"]}
    ttl = table.block("ttl")
    return {
        "hash_key": [table.body["hash_key"], types[table.body["hash_key"]]],
        "range_key": [table.body["range_key"], types[table.body["range_key"]]],
        "indexes": {
            index["name"]: {
                "hash_key": [index["hash_key"], types[index["hash_key"]]],
                "range_key": [index["range_key"], types[index["range_key"]]],
                "projection": index["projection_type"],
                "included": sorted(index.get("non_key_attributes", [])),
            }
            for index in table.body.get("global_secondary_index", [])
        },
        "expires_at": ttl["attribute_name"] if ttl.get("enabled") else None,
        "on_demand": table.body["billing_mode"] == "PAY_PER_REQUEST",
    }


def _queues(root: Module) -> dict[str, Any]:
    facts = {}
    for queue in root.resources("aws_sqs_queue"):
        redrive = queue.body.get("redrive_policy")
        if redrive is None:
            continue  # a dead-letter queue: it appears beside the queue that names it
        facts[queue.body["name"]] = {
            "visibility_timeout_s": queue.body["visibility_timeout_seconds"],
            "max_receive_count": redrive["maxReceiveCount"],
            "dead_letters": _name(queue.module, redrive["deadLetterTargetArn"]),
            "senders": [_sender(root, queue)],
        }
    return facts


def _sender(root: Module, queue: Resource) -> str:
    sender = queue.module.variables["sender"]
    resource = root.referenced(sender["source_arn"])
    kind = {"s3.amazonaws.com": "bucket", "sns.amazonaws.com": "topic"}[sender["service"]]
    return f"{kind} {_own_name(resource)}"


def _subscriptions(root: Module) -> dict[str, Any]:
    facts = {}
    for r in root.resources("aws_sns_topic_subscription"):
        topic = root.referenced(r.body["topic_arn"])
        if topic.name in _ABOUT_THE_SYSTEM:
            continue
        facts[f"{_own_name(topic)} -> {_name(r.module, r.body['endpoint'])}"] = {
            "protocol": r.body["protocol"],
            "raw_delivery": r.body.get("raw_message_delivery", False),
        }
    return facts


def _buckets(root: Module) -> dict[str, Any]:
    facts = {}
    for cors in root.resources("aws_s3_bucket_cors_configuration"):
        rule = cors.block("cors_rule")
        facts[_name(root, cors.body["bucket"])] = {
            "allowed_methods": sorted(rule["allowed_methods"]),
            "allowed_headers": sorted(rule["allowed_headers"]),
            "exposed_headers": sorted(rule["expose_headers"]),
            "origins": rule["allowed_origins"],
        }
    return facts


def _notifications(root: Module) -> dict[str, Any]:
    return {
        f"{_name(root, r.body['bucket'])} -> {_name(root, queue['queue_arn'])}": {
            "events": sorted(queue["events"]),
            "prefix": queue.get("filter_prefix", ""),
            "suffix": queue.get("filter_suffix", ""),
        }
        for r in root.resources("aws_s3_bucket_notification")
        for queue in r.body.get("queue", [])
    }


def _functions(root: Module) -> dict[str, Any]:
    return {
        r.body["handler"]: {
            "timeout_s": r.body["timeout"],
            "memory_mb": r.body["memory_size"],
            "environment": sorted(r.block("environment")["variables"]),
        }
        for r in root.resources("aws_lambda_function")
    }


def _event_sources(root: Module) -> dict[str, Any]:
    return {
        f"{_name(root, r.body['event_source_arn'])} -> {_handler(root, r.body['function_name'])}": {
            "batch_size": r.body["batch_size"],
            "window_s": r.body["maximum_batching_window_in_seconds"],
            "reports_failures": r.body.get("function_response_types")
            == ["ReportBatchItemFailures"],
        }
        for r in root.resources("aws_lambda_event_source_mapping")
    }


def _schedules(root: Module) -> dict[str, Any]:
    facts = {}
    for target in root.resources("aws_cloudwatch_event_target"):
        rule = target.module.referenced(target.body["rule"])
        minutes = re.fullmatch(r"rate\((\d+) minutes?\)", rule.body["schedule_expression"])
        facts[f"{rule.body['name']} -> {_handler(root, target.body['arn'])}"] = {
            "rate_minutes": int(minutes[1]) if minutes else rule.body["schedule_expression"]
        }
    return facts


def _user_pools(root: Module) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for client in root.resources("aws_cognito_user_pool_client"):
        pool = root.referenced(client.body["user_pool_id"])
        units = client.block("token_validity_units")
        facts[pool.body["name"]] = {
            "user_names": pool.body["username_attributes"],
            "client": client.body["name"],
            "client_has_secret": client.body["generate_secret"],
            "auth_flows": sorted(client.body["explicit_auth_flows"]),
            "groups": sorted(
                group.body["name"]
                for group in root.resources("aws_cognito_user_group")
                if root.referenced(group.body["user_pool_id"]) == pool
            ),
            "mfa": _mfa(pool),
            "password": dict(pool.block("password_policy")),
            **{
                kind: f"{client.body[f'{kind}_validity']} {units[kind]}"
                for kind in ("id_token", "access_token", "refresh_token")
            },
            "sign_in_minutes": client.body["auth_session_validity"],
        }
    return facts


def _mfa(pool: Resource) -> str:
    by_app = pool.block("software_token_mfa_configuration")["enabled"]
    return f"{pool.body['mfa_configuration']}, {'by app' if by_app else 'not by app'}"


def _name(module: Module, expression: str) -> str:
    return _own_name(module.referenced(expression))


def _handler(root: Module, expression: str) -> str:
    return str(root.referenced(expression).body["handler"])


def _own_name(resource: Resource) -> str:
    return str(resource.body["bucket" if resource.type == "aws_s3_bucket" else "name"])
