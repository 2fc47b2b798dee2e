"""Lecturers sign in."""

from __future__ import annotations

from chalicelib.api import sign_in_mapping as mapping
from chalicelib.api import sign_in_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource

resource = Resource()


@resource.endpoint(
    "POST",
    "/sign-in",
    access=Access.ANYBODY,
    request=schemas.SignIn,
    response=schemas.Session,
)
def sign_in(call: Call[schemas.SignIn]) -> schemas.Session:
    """Open a session with an e-mail address and a password."""
    return mapping.show_session(
        call.world.identity.sign_in(call.body.email.strip(), call.body.password)
    )


@resource.endpoint(
    "POST",
    "/sign-in/refresh",
    access=Access.ANYBODY,
    request=schemas.Refresh,
    response=schemas.Session,
)
def refresh_session(call: Call[schemas.Refresh]) -> schemas.Session:
    """Renew a session."""
    return mapping.show_session(call.world.identity.refresh(call.body.refresh_token))


@resource.endpoint("GET", "/me", access=Access.LECTURER, response=schemas.Lecturer)
def show_me(call: Call[None]) -> schemas.Lecturer:
    """Return the lecturer who is signed in."""
    return mapping.show_lecturer(call.lecturer)
