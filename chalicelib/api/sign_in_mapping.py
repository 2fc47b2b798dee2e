"""Between lecturers' schemas and the domain's lecturers."""

from __future__ import annotations

from chalicelib.api import sign_in_schemas as schemas
from chalicelib.domain.callers import Admin, Lecturer
from chalicelib.services import ports


def show_lecturer(lecturer: Lecturer) -> schemas.Lecturer:
    """Show a lecturer."""
    return schemas.Lecturer(lecturer.lecturer_id, lecturer.email, lecturer.name)


def show_signed_in(lecturer: Lecturer) -> schemas.SignedIn:
    """Show who is signed in."""
    return schemas.SignedIn(
        lecturer.lecturer_id,
        lecturer.email,
        lecturer.name,
        is_admin=isinstance(lecturer, Admin),
    )


def show_session(session: ports.Session) -> schemas.Session:
    """Show a sign-in."""
    return schemas.Session(
        session.id_token,
        session.access_token,
        session.refresh_token,
        session.expires_in_s,
        show_signed_in(session.lecturer),
    )
