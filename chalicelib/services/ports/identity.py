"""Who a person is, and what a token speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.callers import AttemptClaim, Lecturer


@dataclass(frozen=True, slots=True)
class Session:
    """A lecturer's sign-in."""

    id_token: str
    access_token: str
    """With it, its owner changes what Cognito keeps of them: password and authenticator."""
    refresh_token: str
    expires_in_s: int
    lecturer: Lecturer


@dataclass(frozen=True, slots=True)
class SignInStep:
    """A sign-in that goes on: the details of NewPasswordRequiredError and CodeRequiredError."""

    username: str
    challenge: str


@dataclass(frozen=True, slots=True)
class LiveTicket:
    """A right to listen, to be used once: a lecturer's to one exam, or a student's."""

    ticket_id: str
    exam_id: str
    attempt_id: str | None = None
    """None: a lecturer's."""
    lecturer_id: str | None = None
    """Whose it is; None: a student's."""
    drawn_at: datetime | None = None
    """When it was known last that the lecturer's session lives; None: a student's."""


class LecturerIdentity(Protocol):
    """Who a lecturer is."""

    def sign_in(self, email: str, password: str) -> Session:
        """
        Open a session.

        Raises:
            WrongPasswordError: The two do not fit together, or the account is deactivated.
            NewPasswordRequiredError: The password is temporary; the details hold a step.
            CodeRequiredError: The authenticator's code is asked for; the details hold a step.
        """
        ...

    def replace_password(self, step: SignInStep, new_password: str) -> Session:
        """
        Go on with a sign-in that a temporary password began.

        Raises:
            NotSignedInError: Too much time has passed.
            InvalidError: The password at ``new_password`` is too weak.
        """
        ...

    def answer_code(self, step: SignInStep, code: str) -> Session:
        """Go on with an authenticator's code; raises WrongCodeError or NotSignedInError."""
        ...

    def forget_password(self, email: str) -> None:
        """Have a code mailed; whether anybody has the address is not told."""
        ...

    def reset_password(self, email: str, code: str, new_password: str) -> None:
        """Set a password with a mailed code; raises WrongCodeError or InvalidError."""
        ...

    def refresh(self, refresh_token: str) -> Session:
        """Renew a session; raises NotSignedInError."""
        ...

    def verify(self, id_token: str) -> Lecturer:
        """Return whom a token speaks for; raises NotSignedInError."""
        ...

    def find(self, email: str) -> Lecturer:
        """Return the lecturer with an e-mail address; raises LecturerNotFoundError."""
        ...


class Tokens(Protocol):
    """Tokens that the system itself signs."""

    def issue_attempt(self, claim: AttemptClaim, *, expires_at: datetime) -> str:
        """Return a token for one attempt."""
        ...

    def verify_attempt(self, token: str) -> AttemptClaim:
        """Return what a token speaks for; raises NotSignedInError."""
        ...

    def issue_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> str:
        """Return a ticket for a live connection."""
        ...

    def verify_ticket(self, token: str) -> LiveTicket:
        """Return what a ticket speaks for; raises NotSignedInError."""
        ...

    def seal(self, text: str) -> str:
        """Return what only this system can make of a text, and nobody can undo."""
        ...
