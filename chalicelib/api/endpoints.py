"""One way to declare a route: its schemas, who may call it, what it does.

Resource modules collect endpoints in a ``Resource``; ``chalicelib.api.routing`` turns them into
Chalice views, and ``chalicelib.api.openapi`` into a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any, Final, Generic, Literal, TypeVar
from urllib.parse import unquote

import msgspec
from aws_lambda_powertools import Logger
from chalice import Blueprint, Response

from chalicelib.api.errors import (
    UNREADABLE,
    body_of,
    headers_of,
    read_validation_error,
    status_of,
)
from chalicelib.api.messages import language_of, message_for
from chalicelib.api.sources import source_of
from chalicelib.bootstrap import Collaborators, collaborators
from chalicelib.domain.callers import AttemptClaim, CameraClaim, Lecturer
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    CameraNotFoundError,
    GiamThiError,
    NotSignedInError,
)

logger = Logger(service="api")

Body = TypeVar("Body")
Caller = Lecturer | AttemptClaim | CameraClaim | None
BEARER: Final = "bearer "


class Access(Enum):
    """Who may call a route."""

    ANYBODY = "anybody"
    LECTURER = "lecturer"
    STUDENT = "student"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Call(Generic[Body]):
    """A request, checked and typed."""

    body: Body
    path: Mapping[str, str]
    """URL-decoded, which Chalice leaves to us."""
    query: Mapping[str, str]
    """What the route declares; the rest of the query nobody looks at."""
    headers: Mapping[str, str]
    """By lower-case name."""
    world: Collaborators
    caller: Caller
    source: str = ""
    """The network address that the request came from."""

    @property
    def lecturer(self) -> Lecturer:
        """The lecturer who calls; only on a lecturer's route."""
        if not isinstance(self.caller, Lecturer):
            raise NotSignedInError
        return self.caller

    @property
    def claim(self) -> AttemptClaim:
        """The attempt a student's token speaks for; only on a student's route."""
        if not isinstance(self.caller, AttemptClaim):
            raise NotSignedInError
        return self.caller

    @property
    def camera(self) -> CameraClaim:
        """The room camera a token speaks for; only on a camera's route."""
        if not isinstance(self.caller, CameraClaim):
            raise NotSignedInError
        return self.caller


@dataclass(frozen=True, slots=True)
class Reply:
    """A response that says more than its body."""

    body: object
    status: HTTPStatus | None = None
    """None: the endpoint's own."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a route reads beside its path and body."""

    name: str
    place: Literal["query", "header"]
    description: str
    required: bool = False


CURSOR: Final = Parameter("cursor", "query", "Where the page before ended.")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path."""

    method: str
    path: str
    access: Access
    request: Any
    """The body's type; None: no body."""
    response: Any
    """The body's type; None: no body."""
    status: HTTPStatus
    handler: Callable[[Call[Any]], object]
    parameters: tuple[Parameter, ...] = ()

    @property
    def name(self) -> str:
        """The operation's name, as in the document."""
        return self.handler.__name__

    @property
    def summary(self) -> str:
        """What it does, from its docstring."""
        return (self.handler.__doc__ or "").strip().split("\n")[0]


@dataclass(frozen=True, slots=True)
class Resource:
    """The endpoints around one noun."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def endpoint(
        self,
        method: str,
        path: str,
        *,
        access: Access,
        request: Any = None,  # noqa: ANN401 - a type, and msgspec takes any
        response: Any = None,  # noqa: ANN401 - likewise
        status: HTTPStatus = HTTPStatus.OK,
        parameters: tuple[Parameter, ...] = (),
    ) -> Callable[[Callable[[Call[Any]], object]], Callable[[Call[Any]], object]]:
        """Declare the decorated function as the handler of a route."""

        def declare(handler: Callable[[Call[Any]], object]) -> Callable[[Call[Any]], object]:
            self.endpoints.append(
                Endpoint(method, path, access, request, response, status, handler, parameters)
            )
            return handler

        return declare


def view_of(
    find: Callable[[], Endpoint], blueprint: Blueprint, *, name: str
) -> Callable[..., Response]:
    """Return the Chalice view of an endpoint, which is asked for at each request."""

    def view(**path: str) -> Response:
        request = blueprint.current_request
        language = language_of(request.headers.get("accept-language"))
        try:
            endpoint = find()
            return _respond(endpoint, _read_call(endpoint, request, path))
        except GiamThiError as error:
            return _json(status_of(error), body_of(error, language), headers_of(error))
        except Exception:
            logger.exception("unexpected error", operation=name)
            body = {
                "code": "internal_error",
                "message": message_for("internal_error", language),
                "details": {},
            }
            return _json(HTTPStatus.INTERNAL_SERVER_ERROR, body)

    view.__name__ = name
    return view


def _read_call(endpoint: Endpoint, request: Any, path: Mapping[str, str]) -> Call[Any]:  # noqa: ANN401 - Chalice is untyped
    world = collaborators()
    decoded = {name: unquote(value) for name, value in path.items()}
    caller = _authenticate(endpoint.access, request.headers.get("authorization"), world)
    if isinstance(caller, AttemptClaim) and decoded.get("attempt_id") != caller.attempt_id:
        raise AttemptNotFoundError(attempt_id=decoded.get("attempt_id"))
    if isinstance(caller, CameraClaim) and decoded.get("camera_id") != caller.camera_id:
        raise CameraNotFoundError(camera_id=decoded.get("camera_id"))
    try:
        body = endpoint.request and msgspec.json.decode(request.raw_body, type=endpoint.request)
    except UNREADABLE as error:
        raise read_validation_error(error) from error
    declared = {one.name for one in endpoint.parameters if one.place == "query"}
    given = request.query_params or {}
    return Call(
        body,
        decoded,
        {name: value for name, value in given.items() if name in declared},
        request.headers,
        world,
        caller,
        source_of(request.context, request.headers, world.config.edge_key),
    )


def _authenticate(access: Access, authorization: str | None, world: Collaborators) -> Caller:
    if access is Access.ANYBODY:
        return None
    if not authorization or not authorization.lower().startswith(BEARER):
        raise NotSignedInError
    token = authorization[len(BEARER) :].strip()
    if access is Access.LECTURER:
        return world.identity.verify(token)
    if access is Access.CAMERA:
        return world.camera_tokens.verify_camera(token)
    return world.tokens.verify_attempt(token)


def _respond(endpoint: Endpoint, call: Call[Any]) -> Response:
    outcome = endpoint.handler(call)
    reply = outcome if isinstance(outcome, Reply) else Reply(outcome)
    return _json(reply.status or endpoint.status, reply.body, reply.headers)


def _json(status: HTTPStatus, body: object, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        body="" if body is None else msgspec.json.encode(body).decode(),
        status_code=status,
        headers={
            "Content-Type": "application/json",
            "Cache-Control": "no-store",
            **(headers or {}),
        },
    )
