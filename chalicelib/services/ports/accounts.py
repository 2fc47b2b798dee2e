"""Lecturers' accounts, as their owners and as admins change them."""

from __future__ import annotations

from typing import Protocol

from chalicelib.domain.accounts import Account, Invitation
from chalicelib.domain.callers import Lecturer
from chalicelib.services.ports.common import Page


class OwnAccount(Protocol):
    """What a lecturer changes of their own account; an access token says whose it is."""

    def change_password(self, access_token: str, *, old: str, new: str) -> None:
        """Raise NotSignedInError, WrongPasswordError, or InvalidError at ``new_password``."""
        ...

    def begin_authenticator(self, access_token: str) -> str:
        """Return the key for an authenticator app, in base 32; raises NotSignedInError."""
        ...

    def confirm_authenticator(self, access_token: str, code: str) -> None:
        """Ask for the app's code at each sign-in from now on; raises WrongCodeError."""
        ...

    def remove_authenticator(self, access_token: str) -> None:
        """Ask for no code any more; raises NotSignedInError."""
        ...

    def owner_of(self, access_token: str) -> str:
        """
        Return whose session a token is of, while that session lives.

        Raises:
            NotSignedInError: It has expired or was signed out, or its account is deactivated.
                That nobody could be asked is another error.
        """
        ...

    def sign_out_everywhere(self, access_token: str) -> None:
        """End all of the owner's sessions; raises NotSignedInError."""
        ...


class AccountDirectory(Protocol):
    """All lecturers' accounts, for admins."""

    def read(self, lecturer_id: str) -> Account:
        """Return an account; raises LecturerNotFoundError."""
        ...

    def list(self, cursor: str | None) -> Page[Account]:
        """Return a page of accounts."""
        ...

    def create(self, invitation: Invitation, temporary_password: str) -> Account:
        """
        Make an account, or give one that was never used another temporary password.

        Raises:
            LecturerExistsError: Somebody uses an account with this address.
        """
        ...

    def deactivate(self, lecturer: Lecturer) -> None:
        """Let nobody sign in or renew a session; what was issued ends by itself."""
        ...

    def reactivate(self, lecturer: Lecturer) -> None:
        """Let the lecturer sign in again."""
        ...

    def remove_authenticator_of(self, lecturer: Lecturer) -> None:
        """Ask a lecturer whose phone is lost for no code any more."""
        ...
