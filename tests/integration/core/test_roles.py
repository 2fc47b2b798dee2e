"""Every route as everybody: what each role is answered, as ``docs/routes-and-roles.md`` says.

The request is the one that the route's owner would send, for what really exists, so that a role is
refused for what it is and not for what it sent.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from app import app
from chalicelib.api.endpoints import Access, Endpoint
from chalicelib.api.openapi import endpoints
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.callers import AttemptClaim, CameraClaim
from chalicelib.domain.errors import ExamNotFoundError
from chalicelib.domain.frame_uploads import ROOM_CAMERA
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.scenes import Scene

DOCUMENT: Final = Path(__file__).parents[3] / "docs" / "routes-and-roles.md"
ROLES: Final = (
    "nobody",
    "student",
    "classmate",
    "camera",
    "lecturer",
    "colleague",
    "stranger",
    "admin",
)
ROW: Final = re.compile(r"^\| `(?P<route>[A-Z]+ /[^`]*)` \|(?P<cells>.*)\|$", re.MULTILINE)
OWNER: Final = {Access.LECTURER: "lecturer", Access.STUDENT: "student", Access.CAMERA: "camera"}
BY_THE_EXAMS_VERSION: Final = re.compile(r"/exams/\w+(/policy|/co-lecturers|/corrections)?")
A_WHILE: Final = timedelta(hours=1)


class Impersonator(ApiClient):
    """Sends what it is told to, in the end under another's token."""

    def __init__(self, owner: SignedIn) -> None:
        super().__init__(app)
        self._owners = owner.access_token
        self.exam_id: str | None = None
        """The last exam that was heard of."""
        self._rewritten: dict[str, Any] = {}
        self._version: Callable[[], int] | None = None

    def call(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request, rewritten if so told, and remember whose exam the answer names."""
        if headers and self._version and BY_THE_EXAMS_VERSION.fullmatch(path):
            headers = {**headers, "if-match": f'"{self._version()}"'}
        token = self._rewritten.get("token", token)
        proof = self._rewritten.get("access_token")
        if proof and isinstance(content, dict) and content.get("access_token") == self._owners:
            content = {**content, "access_token": proof}
        answer = super().call(method, path, content, token=token, headers=headers)
        if isinstance(answer.body, dict) and "exam_id" in answer.body:
            self.exam_id = str(answer.body["exam_id"])
        return answer

    def send_as(
        self,
        token: str | None,
        send: Callable[[], Answer],
        *,
        access_token: str | None = None,
        version: Callable[[], int] | None = None,
    ) -> Answer:
        """Send once with another's tokens, and with the exam's version as it is by then."""
        self._rewritten, self._version = {"token": token, "access_token": access_token}, version
        try:
            return send()
        finally:
            self._rewritten, self._version = {}, None


@pytest.fixture(scope="package")
def colleague(sign_up: Callable[[str], SignedIn]) -> SignedIn:
    return sign_up("Cô Hoa")


class Walk:
    """One route, asked for by each role."""

    def __init__(self, world: Collaborators, **lecturers: SignedIn) -> None:
        self._world = world
        self._lecturers = lecturers
        self._lecturer, self._colleague = lecturers["lecturer"], lecturers["colleague"]

    def take(self, endpoint: Endpoint) -> tuple[int, ...]:
        """Return what each role is answered; the owner comes last: the others changed nothing."""
        api = Impersonator(self._lecturer)
        send = Scene(api, self._world, self._lecturer).prepare(endpoint.name)
        owner = "admin" if endpoint.path.startswith("/lecturers") else OWNER[endpoint.access]
        answers = {
            role: api.send_as(
                self._token(role, api.exam_id), send, access_token=self._access_token(role)
            ).status
            for role in ROLES
            if role not in {owner, "colleague"}
        }
        answers[owner] = send().status
        answers["colleague"] = self._as_colleague(endpoint)
        return tuple(answers[role] for role in ROLES)

    def _as_colleague(self, endpoint: Endpoint) -> int:
        """Ask as a lecturer with whom the exam was shared meanwhile."""
        api = Impersonator(self._lecturer)
        send = Scene(api, self._world, self._lecturer).prepare(endpoint.name)
        exams, exam_id, token = self._world.exams, api.exam_id, self._colleague.id_token
        proof = self._colleague.access_token
        if exam_id is None:
            return api.send_as(token, send, access_token=proof).status
        with suppress(ExamNotFoundError):  # erased by then
            before = exams.get(exam_id)
            shared = replace(before, co_lecturers=(self._colleague.lecturer,))
            exams.replace(before, shared, now=self._world.clock.now())
        return api.send_as(
            token, send, access_token=proof, version=lambda: exams.get(exam_id).version
        ).status

    def _access_token(self, role: str) -> str | None:
        return self._lecturers[role].access_token if role in self._lecturers else None

    def _token(self, role: str, exam_id: str | None) -> str | None:
        """Return a token that is good, for something else than what is asked for."""
        until = self._world.clock.now() + A_WHILE
        exam_id = exam_id or secrets.token_hex(16)
        match role:
            case "lecturer" | "stranger" | "admin":
                return self._lecturers[role].id_token
            case "student" | "classmate":
                claim = AttemptClaim(secrets.token_hex(16), exam_id)
                return self._world.tokens.issue_attempt(claim, expires_at=until)
            case "camera":
                name = ROOM_CAMERA + secrets.token_hex(16)
                return self._world.camera_tokens.issue_camera(
                    CameraClaim(name, exam_id), expires_at=until
                )
            case _:
                return None


def documented() -> dict[str, tuple[str, ...]]:
    """Read the table: what each role is answered, by route."""
    rows = ROW.finditer(DOCUMENT.read_text("utf-8"))
    return {row["route"]: tuple(c.strip() for c in row["cells"].split("|")) for row in rows}


def test_the_table_names_every_route_and_no_other() -> None:
    assert set(documented()) == {f"{e.method} {e.path}" for e in endpoints()}


def test_the_table_says_which_routes_are_anybodys() -> None:
    anybody = {f"{e.method} {e.path}" for e in endpoints() if e.access is Access.ANYBODY}
    assert {route for route, cells in documented().items() if set(cells) == {"any"}} == anybody


@pytest.mark.parametrize(
    "endpoint",
    [e for e in endpoints() if e.access is not Access.ANYBODY],
    ids=lambda endpoint: endpoint.name,
)
def test_a_route_answers_each_role_as_the_table_says(
    endpoint: Endpoint,
    world: Collaborators,
    lecturer: SignedIn,
    colleague: SignedIn,
    other_lecturer: SignedIn,
    admin: SignedIn,
) -> None:
    everybody = {
        "lecturer": lecturer,
        "colleague": colleague,
        "stranger": other_lecturer,
        "admin": admin,
    }
    found = Walk(world, **everybody).take(endpoint)
    route = f"{endpoint.method} {endpoint.path}"
    row = " | ".join(str(status) for status in found)
    assert row == " | ".join(documented().get(route, ())), f"| `{route}` | {row} |"
