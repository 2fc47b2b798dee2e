"""An answer as an entry of an attempt's map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.attempts import Answer
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)


def answer_to_plain(answer: Answer) -> dict[str, Any]:
    """Write an answer as a map; the name of the response's entry tells its kind."""
    return {
        "sequence": answer.sequence,
        "answered_ms": answer.answered_ms,
        "device": answer.device,
        **_response_to_plain(answer.response),
    }


def answer_from_plain(plain: Mapping[str, Any]) -> Answer:
    """Read what ``answer_to_plain`` wrote."""
    response = _response_from_plain(plain)
    return Answer(response, int(plain["sequence"]), int(plain["answered_ms"]), int(plain["device"]))


def _response_to_plain(response: Response | None) -> dict[str, Any]:
    match response:
        case None:
            return {}
        case ChoiceResponse(choice_id):
            return {"choice_id": choice_id}
        case ChoicesResponse(choice_ids):
            return {"choice_ids": sorted(choice_ids)}
        case StatementsResponse(statements):
            return {"statements": dict(statements)}
        case TextResponse(text):
            return {"text": text}


def _response_from_plain(plain: Mapping[str, Any]) -> Response | None:
    if "choice_id" in plain:
        return ChoiceResponse(plain["choice_id"])
    if "choice_ids" in plain:
        return ChoicesResponse(frozenset(plain["choice_ids"]))
    if "statements" in plain:
        return StatementsResponse(plain["statements"])
    if "text" in plain:
        return TextResponse(plain["text"])
    return None
