"""Lecturers' accounts: an admin looks after all, everybody after their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from chalicelib.domain.accounts import Account, Invitation
from chalicelib.domain.callers import Admin, Lecturer
from chalicelib.domain.errors import (
    AdminOnlyError,
    CodeRequiredError,
    OwnAccountError,
)
from chalicelib.services.ports import (
    AccountDirectory,
    Email,
    Identifiers,
    LecturerIdentity,
    Mailer,
    OwnAccount,
    Page,
    RoomNewsQueue,
)

WriteInvitation = Callable[[Invitation, str], Email]
"""Writes the mail with a temporary password."""


def list_accounts(
    *, lecturer: Lecturer, cursor: str | None, directory: AccountDirectory
) -> Page[Account]:
    """Return a page of accounts; raises AdminOnlyError."""
    _require_admin(lecturer)
    return directory.list(cursor)


def invite(
    invitation: Invitation,
    *,
    lecturer: Lecturer,
    directory: AccountDirectory,
    identifiers: Identifiers,
    mailer: Mailer,
    write: WriteInvitation,
) -> Account:
    """
    Make an account and mail its owner a temporary password.

    Whoever did not sign in yet can be invited again, and gets another password: so a mail that
    could not be sent, or was lost, is made good.

    Raises:
        AdminOnlyError: The caller is no admin.
        InvalidError: What was typed is no address or no name.
        LecturerExistsError: The address has an account that is used.
    """
    _require_admin(lecturer)
    invitation.check()
    password = identifiers.new_password()
    account = directory.create(invitation, password)
    mailer.send(write(invitation, password))
    return account


def deactivate(
    lecturer_id: str, *, lecturer: Lecturer, directory: AccountDirectory, news: RoomNewsQueue
) -> None:
    """
    Let a lecturer sign in no more, and end what they listen to.

    Their exams stay with their co-lecturers.  Done again, it does all of it again.

    Raises:
        AdminOnlyError: The caller is no admin.
        LecturerNotFoundError: Nobody has the account.
        OwnAccountError: It is the caller's: nobody might be left to undo it.
    """
    _require_admin(lecturer)
    if lecturer_id == lecturer.lecturer_id:
        raise OwnAccountError
    theirs = directory.read(lecturer_id).lecturer
    directory.deactivate(theirs)
    news.publish_sign_out(theirs.lecturer_id)


def sign_out_everywhere(
    access_token: str, *, lecturer: Lecturer, own: OwnAccount, news: RoomNewsQueue
) -> None:
    """
    End all of the caller's sessions, this one too, and what they listen to.

    Raises:
        NotSignedInError: The access token has expired, or was signed out before.
    """
    own.sign_out_everywhere(access_token)
    news.publish_sign_out(lecturer.lecturer_id)


def reactivate(lecturer_id: str, *, lecturer: Lecturer, directory: AccountDirectory) -> None:
    """Let a lecturer sign in again; raises as ``deactivate`` does."""
    _require_admin(lecturer)
    directory.reactivate(directory.read(lecturer_id).lecturer)


def forget_authenticator(
    lecturer_id: str, *, lecturer: Lecturer, directory: AccountDirectory
) -> None:
    """Ask a lecturer whose phone is lost for no code any more; raises as ``deactivate`` does."""
    _require_admin(lecturer)
    directory.remove_authenticator_of(directory.read(lecturer_id).lecturer)


def remove_own_authenticator(
    access_token: str,
    password: str,
    *,
    lecturer: Lecturer,
    identity: LecturerIdentity,
    own: OwnAccount,
) -> None:
    """
    Ask for no code any more; the password is asked for, so that a page left open is not enough.

    Raises:
        WrongPasswordError: It is another.
        NotSignedInError: The access token has expired.
    """
    with suppress(CodeRequiredError):  # the password was right
        identity.sign_in(lecturer.email, password)
    own.remove_authenticator(access_token)


def _require_admin(lecturer: Lecturer) -> None:
    if not isinstance(lecturer, Admin):
        raise AdminOnlyError
