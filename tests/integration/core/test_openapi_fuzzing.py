"""Requests that schemathesis draws from the OpenAPI document: no route breaks, each keeps its word.

Names in a path are those of what really exists, so that requests get past the door.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from chalicelib.api.openapi import endpoints
from chalicelib.api.schemas import ErrorBody
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Camera, Room

DOCUMENT: Final = Path(__file__).parents[3] / "docs" / "openapi.json"
EXAMPLES: Final = 6

OPERATIONS: Final = [
    found.ok()
    for found in schemathesis.openapi.from_path(DOCUMENT).get_all_operations()
    if isinstance(found, Ok)
]
RESPONSES: Final = {(e.method, e.path): e.response for e in endpoints()}


@dataclass(frozen=True)
class Known:
    """What really exists, and the tokens that speak for it."""

    room: Room
    student: Attempt
    camera: Camera

    @property
    def names(self) -> dict[str, str]:
        """Return what stands in a path."""
        [question, *_] = self.room.exam["questions"]
        return {
            "exam_id": self.room.exam_id,
            "room_code": self.room.code,
            "attempt_id": self.student.attempt_id,
            "camera_id": self.camera.camera_id,
            "question_id": question["question_id"],
        }

    def token(self, security: list[dict[str, Any]] | None) -> str | None:
        """Return the token of whom a route is for; None: of anybody."""
        tokens = {
            "lecturer": self.room.token,
            "student": self.student.token,
            "camera": self.camera.token,
        }
        return next((tokens[name] for one in security or [] for name in one), None)


@pytest.fixture
def known(api: ApiClient, lecturer: SignedIn) -> Known:
    room = Room.opened(api, lecturer.id_token)
    return Known(room, room.join(), room.add_camera())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
@settings(
    max_examples=EXAMPLES,
    # The same requests every time: what fails here fails for everybody.
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_whatever_is_asked_no_route_breaks(
    operation: Any, data: st.DataObject, known: Known
) -> None:
    case = data.draw(operation.as_strategy())
    answer = send(case, known)
    assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR, answer
    done = answer.status < HTTPStatus.BAD_REQUEST
    promised = RESPONSES[case.method, operation.path] if done else ErrorBody
    if promised is not None:
        assert msgspec.convert(answer.body, promised) is not None


def send(case: Any, known: Known) -> Answer:
    """Send a drawn request, to what exists and as whom it is for."""
    names = {**(case.path_parameters or {}), **known.names}
    path = case.operation.path.format_map(names)
    if case.query:
        path += "?" + urlencode(case.query, doseq=True)
    security = case.operation.definition.raw.get("security")
    headers = {str(k).lower(): str(v) for k, v in (case.headers or {}).items()}
    content = case.body
    if isinstance(content, schemathesis.core.NotSet):
        content = None
    elif not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return known.room.api.call(
        case.method, path, content, token=known.token(security), headers=headers
    )
