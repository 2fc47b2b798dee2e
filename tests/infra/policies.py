"""What each function's Terraform policy allows, as pairs of an action and what it acts on.

What is acted on is named the same way here and in ``tests/integration/core/aws_rights.py``:
``table exams``, ``index exams/by_lecturer``, ``objects frames/*``, ``bucket frames``, …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from tests.infra.terraform_configuration import Module

Right: TypeAlias = tuple[str, str]

_ARN: Final = re.compile(r"\$\{([a-z]\w*)\.(\w+)\.(?:arn|execution_arn)\}(.*)")
_QUEUE: Final = re.compile(r"\$\{module\.(\w+)_queue\.arn\}")
_SHARED: Final = re.compile(r"\$\{data\.aws_iam_policy_document\.(\w+)\.json\}")
_CONNECTIONS: Final = re.compile(r"/(DELETE|POST)/@connections/\*$")
_KINDS: Final = {
    "aws_dynamodb_table": "table",
    "aws_s3_bucket": "bucket",
    "aws_sns_topic": "topic",
    "aws_ssm_parameter": "parameter",
    "aws_cognito_user_pool": "user pool",
    "aws_sesv2_email_identity": "mail identity",
    "aws_sesv2_configuration_set": "mail configuration",
}


class UnknownResourceError(LookupError):
    """Raised when a policy names a resource in a way that is not understood here."""


def rights(root: Module, function: str) -> set[Right]:
    """
    Return what a function's own policy document allows.

    What it takes over from other documents of the folder is its own, too.  What comes out of
    a module (reading the function's queue) is Lambda's to use, not the handler's, and is left out.

    Raises:
        UnknownResourceError: A resource is not understood: what is not understood proves nothing.
    """
    return {
        (action, _acted_on(resource))
        for statement in _statements(root, function)
        if statement.get("effect", "Allow") == "Allow"
        for action in statement["actions"]
        for resource in statement["resources"]
    }


def _statements(root: Module, function: str) -> Iterator[dict[str, Any]]:
    for block in root.source["data"]:
        for name, body in block.get("aws_iam_policy_document", {}).items():
            if name == function:
                yield from body.get("statement", [])
                for shared in map(_SHARED.fullmatch, body.get("source_policy_documents", [])):
                    if shared is not None:
                        yield from _statements(root, shared[1])


def _acted_on(resource: str) -> str:
    queue = _QUEUE.fullmatch(resource)
    if queue is not None:
        return f"queue {queue[1]}"
    match = _ARN.fullmatch(resource)
    if match is None:
        raise UnknownResourceError(resource)
    kind, name, below = match.groups()
    if kind == "aws_dynamodb_table" and below.startswith("/index/"):
        return f"index {name}/{below.removeprefix('/index/')}"
    if kind == "aws_s3_bucket" and below:
        return f"objects {below.removeprefix('/')}"
    connections = _CONNECTIONS.search(below)
    if kind == "aws_apigatewayv2_api" and connections is not None:
        return f"{connections[1]} connections"
    if kind not in _KINDS or below:
        raise UnknownResourceError(resource)
    return f"{_KINDS[kind]} {name}"
