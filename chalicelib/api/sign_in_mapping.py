"""Between lecturers' schemas and the domain's lecturers."""

from __future__ import annotations

from chalicelib.api import sign_in_schemas as schemas
from chalicelib.domain import exams as domain_exams
from chalicelib.services import ports


def show_lecturer(lecturer: domain_exams.Lecturer) -> schemas.Lecturer:
    """Show a lecturer."""
    return schemas.Lecturer(lecturer.lecturer_id, lecturer.email, lecturer.name)


def show_signed_in(lecturer: domain_exams.Lecturer) -> schemas.SignedIn:
    """Show who is signed in."""
    return schemas.SignedIn(
        lecturer.lecturer_id,
        lecturer.email,
        lecturer.name,
        is_admin=isinstance(lecturer, domain_exams.Admin),
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
