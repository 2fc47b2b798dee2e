"""Lecturers' accounts, as they go over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Line, Text
from chalicelib.api.schemas import Instant

Token = Annotated[Text, Meta(min_length=1)]
Code = Annotated[str, Meta(pattern=r"^[0-9]{6}$")]


class Account(Struct, frozen=True):
    """A lecturer's account; ``invited``: its temporary password was not replaced yet."""

    lecturer_id: str
    email: str
    name: str
    is_admin: bool
    state: Literal["invited", "active", "deactivated"]
    created_at: Instant


class OwnAccount(Account, frozen=True):
    """The caller's account."""

    has_authenticator: bool
    """Whether an app's code is asked for at sign-in."""


class AccountPage(Struct, frozen=True):
    """Accounts; ``next_cursor`` asks for what follows."""

    items: list[Account]
    next_cursor: str | None


class Invitation(Struct, frozen=True):
    """Whom to invite, and in which language."""

    email: Line
    name: Line
    language: Literal["vi", "en"] = "vi"
    is_admin: bool = False


class SessionProof(Struct, frozen=True):
    """What proves that the caller's session was not signed out."""

    access_token: Token


class PasswordChange(Struct, frozen=True):
    """A password and the one that replaces it."""

    access_token: Token
    password: Line
    new_password: Line


class AuthenticatorRequest(Struct, frozen=True):
    """What says whose authenticator is meant."""

    access_token: Token


class AuthenticatorKey(Struct, frozen=True):
    """A key for an authenticator app; ``address`` is what its QR code holds."""

    key: str
    address: str


class AuthenticatorProof(Struct, frozen=True):
    """The code that the app shows."""

    access_token: Token
    code: Code


class AuthenticatorRemoval(Struct, frozen=True):
    """The password, so that a page left open is not enough."""

    access_token: Token
    password: Line
