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


class Lecturer(Struct, frozen=True):
    """Who writes exams and watches rooms."""

    lecturer_id: str
    email: str
    name: str


class Session(Struct, frozen=True):
    """A lecturer's sign-in; ``id_token`` is the bearer token of the lecturer's routes."""

    id_token: str
    refresh_token: str
    expires_in_s: int
    lecturer: Lecturer
