"""The rights that requests to AWS need, noted as they are sent.

Named as in ``tests/infra/policies.py``.  Which right an operation needs is in AWS's service
authorization reference.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import botocore

Right: TypeAlias = tuple[str, str]

_TRANSACTION: Final = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "Get": "GetItem",
    "ConditionCheck": "ConditionCheckItem",
}
_METHODS: Final = {"PostToConnection": "POST", "DeleteConnection": "DELETE"}
_PARAMETERS: Final = "parameters of the test"
# Whoever holds a user's password or token may call these; a role has no part in them.
_WITHOUT_RIGHTS: Final = {
    "AssociateSoftwareToken",
    "ChangePassword",
    "ConfirmForgotPassword",
    "ForgotPassword",
    "GetUser",
    "GlobalSignOut",
    "InitiateAuth",
    "RespondToAuthChallenge",
    "SetUserMFAPreference",
    "VerifySoftwareToken",
}


class UnknownRequestError(LookupError):
    """Raised when it is not known here which right a request needs."""


class UsedRights:
    """The rights that every request needed, of the sessions made while this listens."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._current: set[Right] | None = None

    @contextlib.contextmanager
    def watching_new_sessions(self) -> Iterator[UsedRights]:
        """Hear of the requests of every botocore session that is made meanwhile."""
        botocore.register_initializer(self._listen)
        try:
            yield self
        finally:
            botocore.unregister_initializer(self._listen)

    @contextlib.contextmanager
    def noted(self) -> Iterator[set[Right]]:
        """Give a set that holds, after the block, what the block's requests needed."""
        self._current = set()
        try:
            yield self._current
        finally:
            self._current = None

    def _listen(self, session: Any) -> None:
        session.register("provide-client-params", self._remember)
        session.register("before-call", self._note)

    def _remember(self, params: Mapping[str, Any], context: dict[str, Any], **_: object) -> None:
        # Whether a request follows, or an address is signed, is known only before the call.
        context[_PARAMETERS] = params

    def _note(self, event_name: str, context: dict[str, Any], **_: object) -> None:
        service, operation = event_name.split(".")[1:]
        if self._current is not None:
            self._current |= needed(service, operation, context[_PARAMETERS], self._prefix)


def needed(service: str, operation: str, params: Mapping[str, Any], prefix: str) -> set[Right]:
    """
    Return the rights that one request needs.

    Args:
        service: botocore's name of the service.
        operation: botocore's name of the operation.
        params: The request's parameters.
        prefix: What every resource's name starts with.

    Raises:
        UnknownRequestError: It is not known here.
    """
    if service == "dynamodb":
        return _of_tables(operation, params, prefix)
    if service == "s3":
        return _of_objects(operation, params)
    match service, operation:
        case "sns", "Publish":
            topic = params["TopicArn"].rpartition(":")[2]
            right = ("sns:Publish", f"topic {_own(topic, prefix)}")
        case "sqs", "SendMessage":
            queue = params["QueueUrl"].rpartition("/")[2]
            right = ("sqs:SendMessage", f"queue {_own(queue, prefix)}")
        case "ssm", "GetParameter":
            name = params["Name"].rpartition("/")[2].replace("-", "_")
            right = ("ssm:GetParameter", f"parameter {name}")
        case "ses", "SendRawEmail":
            right = ("ses:SendRawEmail", "mail identity sender")
        case "apigatewaymanagementapi", name:
            right = ("execute-api:ManageConnections", f"{_METHODS[name]} connections")
        case "cognito-identity-provider", name if name in _WITHOUT_RIGHTS:
            return set()
        case "cognito-identity-provider", name:
            right = (f"cognito-idp:{name}", "user pool lecturers")
        case _:
            raise UnknownRequestError(f"{service}:{operation}")
    return {right}


def _of_objects(operation: str, params: Mapping[str, Any]) -> set[Right]:
    match operation:
        case "PutObject" if "Tagging" in params:
            below = _below(params["Key"])
            return {("s3:PutObject", below), ("s3:PutObjectTagging", below)}
        case "GetObject" | "PutObject" | "DeleteObject":
            return {(f"s3:{operation}", _below(params["Key"]))}
        case "ListObjectVersions":
            return {("s3:ListBucketVersions", "bucket frames")}
        case "DeleteObjects":
            versions = params["Delete"]["Objects"]
            return {("s3:DeleteObjectVersion", _below(one["Key"])) for one in versions}
        case _:
            raise UnknownRequestError(f"s3:{operation}")


def _below(key: str) -> str:
    return f"objects {key.split('/', maxsplit=1)[0]}/*"


def _of_tables(operation: str, params: Mapping[str, Any], prefix: str) -> set[Right]:
    if operation in ("TransactWriteItems", "TransactGetItems"):
        return {
            (f"dynamodb:{_TRANSACTION[kind]}", f"table {_own(step['TableName'], prefix)}")
            for item in params["TransactItems"]
            for kind, step in item.items()
        }
    action = f"dynamodb:{operation}"
    if operation in ("BatchGetItem", "BatchWriteItem"):
        return {(action, f"table {_own(table, prefix)}") for table in params["RequestItems"]}
    table, index = _own(params["TableName"], prefix), params.get("IndexName")
    return {(action, f"index {table}/{index}" if index else f"table {table}")}


def _own(name: str, prefix: str) -> str:
    return name.removeprefix(f"{prefix}-")
