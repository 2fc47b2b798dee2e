"""Why a message failed, as the functions' logs tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

NOTHING_LOGGED = (
    "no error names it: the function was cut off (time, memory), never started, or the log expired"
)


def consumers(functions: LambdaClient, queue_arn: str) -> list[str]:
    """Return the names of the functions that a queue starts."""
    pages = functions.get_paginator("list_event_source_mappings").paginate(EventSourceArn=queue_arn)
    arns = (mapping["FunctionArn"] for page in pages for mapping in page["EventSourceMappings"])
    return sorted({arn.split(":")[6] for arn in arns})


def sent_at(message: MessageTypeDef) -> datetime:
    """Return when the message was first sent; moving it among the dead letters keeps that."""
    milliseconds = int(message["Attributes"]["SentTimestamp"])
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def reason(
    logs: CloudWatchLogsClient, function_names: Sequence[str], message: MessageTypeDef
) -> str:
    """
    Return the last error that a function logged about a message, or that there is none.

    The functions log the message's name, or the key of the upload that it is about.
    """
    found = [
        line
        for name in function_names
        for term in _terms(message)
        for line in _errors(logs, f"/aws/lambda/{name}", term, sent_at(message))
    ]
    return max(found)[1] if found else NOTHING_LOGGED


def _terms(message: MessageTypeDef) -> Iterable[str]:
    yield message["MessageId"]
    try:
        records = json.loads(message["Body"])["Records"]
        yield from (unquote_plus(record["s3"]["object"]["key"]) for record in records)
    except (ValueError, KeyError, TypeError):
        return


def _errors(
    logs: CloudWatchLogsClient, group: str, term: str, since: datetime
) -> Iterable[tuple[int, str]]:
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group,
        filterPattern=f'"{term}"',
        startTime=int(since.timestamp() * 1000),
    )
    try:
        for page in pages:
            for event in page["events"]:
                error = _error(event["message"])
                if error is not None:
                    yield event["timestamp"], error
    except ClientError as error:
        yield 0, f"the log {group} could not be read: {error}"


def _error(line: str) -> str | None:
    """Return what an entry of a function's log says, if it is an error."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict) or entry.get("level") not in ("ERROR", "CRITICAL"):
        return None
    last_line = str(entry.get("exception", "")).strip().rpartition("\n")[2]
    return f"{entry.get('message')}: {last_line}" if last_line else str(entry.get("message"))
