"""Lecturers sign in."""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.api import sign_in_mapping as mapping
from chalicelib.api import sign_in_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.services.ports import SignInStep

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


@resource.endpoint(
    "POST",
    "/sign-in/new-password",
    access=Access.ANYBODY,
    request=schemas.NewPassword,
    response=schemas.Session,
)
def replace_temporary_password(call: Call[schemas.NewPassword]) -> schemas.Session:
    """Go on with a sign-in that was refused with ``new_password_required``."""
    step = SignInStep(call.body.username, call.body.challenge)
    return mapping.show_session(call.world.identity.replace_password(step, call.body.new_password))


@resource.endpoint(
    "POST",
    "/sign-in/code",
    access=Access.ANYBODY,
    request=schemas.Code,
    response=schemas.Session,
)
def answer_with_code(call: Call[schemas.Code]) -> schemas.Session:
    """Go on with a sign-in that was refused with ``code_required``."""
    step = SignInStep(call.body.username, call.body.challenge)
    return mapping.show_session(call.world.identity.answer_code(step, call.body.code))


@resource.endpoint(
    "POST",
    "/sign-in/forgotten-password",
    access=Access.ANYBODY,
    request=schemas.ForgottenPassword,
    status=HTTPStatus.NO_CONTENT,
)
def forget_password(call: Call[schemas.ForgottenPassword]) -> None:
    """Have a code mailed; whether anybody has the address is not told."""
    call.world.identity.forget_password(call.body.email.strip())


@resource.endpoint(
    "POST",
    "/sign-in/password-reset",
    access=Access.ANYBODY,
    request=schemas.PasswordReset,
    status=HTTPStatus.NO_CONTENT,
)
def reset_password(call: Call[schemas.PasswordReset]) -> None:
    """Set a password with a mailed code."""
    call.world.identity.reset_password(
        call.body.email.strip(), call.body.code.strip(), call.body.new_password
    )


@resource.endpoint("GET", "/me", access=Access.LECTURER, response=schemas.SignedIn)
def show_me(call: Call[None]) -> schemas.SignedIn:
    """Return the lecturer who is signed in."""
    return mapping.show_signed_in(call.lecturer)
