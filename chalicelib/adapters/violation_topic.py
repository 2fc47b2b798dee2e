"""New violations on an SNS topic, and how they read there."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from chalicelib.adapters import clients
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.reviews import Review
from chalicelib.domain.violations import Evidence, Violation

MESSAGE_VERSION: Final = 1
_LEFT_OUT: Final = ("history", "explanation")
"""Told of is what was found, once; what people make of it later is read where it is kept."""


class SnsViolationTopic:
    """See ``chalicelib.services.ports.ViolationTopic``."""

    def __init__(self, topic_arn: str) -> None:
        self._topic_arn = topic_arn

    def publish(self, violation: Violation) -> None:
        plain = {name: v for name, v in asdict(violation).items() if name not in _LEFT_OUT}
        text = json.dumps({"version": MESSAGE_VERSION, "violation": plain})
        clients.sns().publish(TopicArn=self._topic_arn, Message=text)

    def read(self, message: str) -> Violation:
        content = json.loads(message)
        if not isinstance(content, dict) or content.get("version") != MESSAGE_VERSION:
            raise ValueError(f"not a violation message of version {MESSAGE_VERSION}")
        return _from_plain(content["violation"])


def _from_plain(plain: dict[str, Any]) -> Violation:
    return Violation(
        **{
            **plain,
            "kind": Kind(plain["kind"]),
            "severity": Severity(plain["severity"]),
            "review": Review(plain["review"]),
            "detail": Detail(plain["detail"]) if plain.get("detail") else None,
            "evidence": tuple(Evidence(**evidence) for evidence in plain["evidence"]),
        }
    )
