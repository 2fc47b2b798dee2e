"""A lecturer and their sign-in, as they go over the wire."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Line, Text


class SignIn(Struct, frozen=True):
    """A lecturer's e-mail address and password."""

    email: Line
    password: Line


class Refresh(Struct, frozen=True):
    """What renews a sign-in."""

    refresh_token: Annotated[Text, Meta(min_length=1)]


class NewPassword(Struct, frozen=True):
    """What replaces a temporary password; the step's names are from the refusal's details."""

    username: Line
    challenge: Annotated[Text, Meta(min_length=1)]
    new_password: Line


class Code(Struct, frozen=True):
    """An authenticator's code; the step's names are from the refusal's details."""

    username: Line
    challenge: Annotated[Text, Meta(min_length=1)]
    code: Annotated[str, Meta(pattern=r"^[0-9]{6}$")]


class ForgottenPassword(Struct, frozen=True):
    """Whose password is forgotten."""

    email: Line


class PasswordReset(Struct, frozen=True):
    """A password, and the mailed code that lets it be set."""

    email: Line
    code: Annotated[Line, Meta(min_length=1)]
    new_password: Line


class Lecturer(Struct, frozen=True):
    """Who writes exams and watches rooms."""

    lecturer_id: str
    email: str
    name: str


class SignedIn(Lecturer, frozen=True):
    """Who is signed in, and whether they look after the accounts."""

    is_admin: bool


class Session(Struct, frozen=True):
    """
    A lecturer's sign-in; ``id_token`` is the bearer token of the lecturer's routes.

    ``access_token`` goes along where password or authenticator change.
    """

    id_token: str
    access_token: str
    refresh_token: str
    expires_in_s: int
    lecturer: SignedIn
