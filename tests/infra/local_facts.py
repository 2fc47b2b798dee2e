"""What the local cloud declares, as the plain facts that are compared with Terraform's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from local.resources.declarations import (
    Attribute,
    Bucket,
    EventSource,
    Function,
    Index,
    Queue,
    Table,
    UserPool,
)
from tests.infra.terraform_facts import Facts


def local_facts(declared: Mapping[str, Any], *, prefix: str, site_url: str) -> Facts:
    """
    Return the facts of the local cloud's declarations.

    Args:
        declared: The names of ``local.resources.declarations`` and their values.
        prefix: Put before every resource's name.
        site_url: The one origin that the buckets let in.

    Returns:
        For each sort of resource a dict, by the resource's full name (``from -> to`` for a
        connection between two), of what was declared; order is lost where AWS ignores it.
    """
    environment = sorted(declared["ENVIRONMENT"])
    handlers = {function.name: function.handler for function in declared["FUNCTIONS"]}
    return {
        "tables": {f"{prefix}-{t.name}": _table(t) for t in declared["TABLES"]},
        "queues": {
            f"{prefix}-{q.name}": _queue(q, prefix, _senders(declared, q, prefix))
            for q in declared["QUEUES"]
        },
        "topics": {f"{prefix}-{t.name}": {} for t in declared["TOPICS"]},
        "subscriptions": {
            f"{prefix}-{s.topic} -> {prefix}-{s.queue}": {
                "protocol": "sqs",
                "raw_delivery": s.raw_delivery,
            }
            for s in declared["SUBSCRIPTIONS"]
        },
        "buckets": {f"{prefix}-{b.name}": _bucket(b, site_url) for b in declared["BUCKETS"]},
        "notifications": {
            f"{prefix}-{n.bucket} -> {prefix}-{n.queue}": {
                "events": sorted(n.events),
                "prefix": n.prefix,
                "suffix": n.suffix,
            }
            for n in declared["NOTIFICATIONS"]
        },
        "functions": {f.handler: _function(f, environment) for f in declared["FUNCTIONS"]},
        "event_sources": {
            f"{prefix}-{e.queue} -> {handlers.get(e.function)}": _event_source(e)
            for e in declared["EVENT_SOURCES"]
        },
        "schedules": {
            f"{prefix}-{s.name} -> {handlers.get(s.function)}": {"rate_minutes": s.rate_minutes}
            for s in declared["SCHEDULES"]
        },
        "user_pools": {
            f"{prefix}-{declared['USER_POOL'].name}": _user_pool(declared["USER_POOL"], prefix)
        },
        "secrets": {f"/{prefix}/{declared['ATTEMPT_TOKEN_KEY']}": {"type": "SecureString"}},
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "hash_key": _key(table.hash_key),
        "range_key": _key(table.range_key),
        "indexes": {index.name: _index(index) for index in table.indexes},
        "expires_at": table.expires_at,
        "on_demand": True,
    }


def _index(index: Index) -> dict[str, Any]:
    return {
        "hash_key": _key(index.hash_key),
        "range_key": _key(index.range_key),
        "projection": index.projection,
        "included": sorted(index.included),
    }


def _key(attribute: Attribute) -> list[str]:
    return [attribute.name, attribute.type]


def _queue(queue: Queue, prefix: str, senders: list[str]) -> dict[str, Any]:
    return {
        "visibility_timeout_s": queue.visibility_timeout_s,
        "max_receive_count": queue.max_receive_count,
        "dead_letters": f"{prefix}-{queue.dead_letters}",
        "senders": senders,
    }


def _senders(declared: Mapping[str, Any], queue: Queue, prefix: str) -> list[str]:
    """Who must be let in follows from who is told to send there."""
    buckets = [n.bucket for n in declared["NOTIFICATIONS"] if n.queue == queue.name]
    topics = [s.topic for s in declared["SUBSCRIPTIONS"] if s.queue == queue.name]
    return [f"bucket {prefix}-{b}" for b in buckets] + [f"topic {prefix}-{t}" for t in topics]


def _bucket(bucket: Bucket, site_url: str) -> dict[str, Any]:
    return {
        "allowed_methods": sorted(bucket.allowed_methods),
        "allowed_headers": sorted(bucket.allowed_headers),
        "exposed_headers": sorted(bucket.exposed_headers),
        "origins": [site_url],
    }


def _function(function: Function, environment: list[str]) -> dict[str, Any]:
    return {
        "timeout_s": function.timeout_s,
        "memory_mb": function.memory_mb,
        "environment": environment,
    }


def _event_source(source: EventSource) -> dict[str, Any]:
    return {
        "batch_size": source.batch_size,
        "window_s": source.window_s,
        "reports_failures": source.reports_failures,
    }


def _user_pool(pool: UserPool, prefix: str) -> dict[str, Any]:
    return {
        "user_names": ["email"],
        "client": f"{prefix}-{pool.client}",
        "client_has_secret": False,
        "auth_flows": sorted(pool.auth_flows),
        "groups": sorted(pool.groups),
        "mfa": "OPTIONAL, by app",
        "password": {
            "minimum_length": pool.password_length,
            "require_lowercase": True,
            "require_numbers": True,
            "require_symbols": False,
            "require_uppercase": True,
            "temporary_password_validity_days": pool.temporary_password_days,
        },
        "id_token": f"{pool.token_minutes} minutes",
        "access_token": f"{pool.token_minutes} minutes",
        "refresh_token": f"{pool.refresh_hours} hours",
        "sign_in_minutes": pool.sign_in_minutes,
    }
