"""Lecturers' accounts."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlencode

from chalicelib.api import account_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Resource
from chalicelib.domain import accounts as domain
from chalicelib.domain.alerts import MailLanguage
from chalicelib.domain.callers import Admin
from chalicelib.services import accounts
from chalicelib.services.invitation_mail import write_invitation

resource = Resource()
ISSUER: Final = "Giám Thị"


@resource.endpoint("GET", "/me/account", access=Access.LECTURER, response=schemas.OwnAccount)
def show_own_account(call: Call[None]) -> schemas.OwnAccount:
    """Return the caller's account."""
    own = call.world.directory.read(call.lecturer.lecturer_id)
    return schemas.OwnAccount(
        lecturer_id=own.lecturer.lecturer_id,
        email=own.lecturer.email,
        name=own.lecturer.name,
        is_admin=isinstance(call.lecturer, Admin),
        state=own.state.value,
        created_at=own.created_at,
        has_authenticator=own.has_authenticator,
    )


@resource.endpoint(
    "PUT",
    "/me/password",
    access=Access.LECTURER,
    request=schemas.PasswordChange,
    status=HTTPStatus.NO_CONTENT,
)
def change_password(call: Call[schemas.PasswordChange]) -> None:
    """Replace the caller's password."""
    call.world.own_account.change_password(
        call.body.access_token, old=call.body.password, new=call.body.new_password
    )


@resource.endpoint(
    "POST",
    "/me/authenticator",
    access=Access.LECTURER,
    request=schemas.AuthenticatorRequest,
    response=schemas.AuthenticatorKey,
    status=HTTPStatus.CREATED,
)
def begin_authenticator(call: Call[schemas.AuthenticatorRequest]) -> schemas.AuthenticatorKey:
    """Draw a key for an authenticator app; nothing is asked for until its code was confirmed."""
    key = call.world.own_account.begin_authenticator(call.body.access_token)
    return schemas.AuthenticatorKey(key, _address(key, call.lecturer.email))


@resource.endpoint(
    "PUT",
    "/me/authenticator",
    access=Access.LECTURER,
    request=schemas.AuthenticatorProof,
    status=HTTPStatus.NO_CONTENT,
)
def confirm_authenticator(call: Call[schemas.AuthenticatorProof]) -> None:
    """Ask for the app's code at each sign-in from now on."""
    call.world.own_account.confirm_authenticator(call.body.access_token, call.body.code)


@resource.endpoint(
    "POST",
    "/me/authenticator/removal",
    access=Access.LECTURER,
    request=schemas.AuthenticatorRemoval,
    status=HTTPStatus.NO_CONTENT,
)
def remove_authenticator(call: Call[schemas.AuthenticatorRemoval]) -> None:
    """Ask for no code any more."""
    accounts.remove_own_authenticator(
        call.body.access_token,
        call.body.password,
        lecturer=call.lecturer,
        identity=call.world.identity,
        own=call.world.own_account,
    )


@resource.endpoint(
    "POST",
    "/me/sign-outs",
    access=Access.LECTURER,
    request=schemas.SessionProof,
    status=HTTPStatus.NO_CONTENT,
)
def sign_out_everywhere(call: Call[schemas.SessionProof]) -> None:
    """End all of the caller's sessions, on every device."""
    accounts.sign_out_everywhere(
        call.body.access_token,
        lecturer=call.lecturer,
        own=call.world.own_account,
        news=call.world.news,
    )


@resource.endpoint(
    "GET",
    "/lecturers",
    access=Access.LECTURER,
    response=schemas.AccountPage,
    parameters=(CURSOR,),
)
def list_lecturers(call: Call[None]) -> schemas.AccountPage:
    """List every lecturer's account, for admins."""
    page = accounts.list_accounts(
        lecturer=call.lecturer, cursor=call.query.get("cursor"), directory=call.world.directory
    )
    return schemas.AccountPage([_show(one) for one in page.items], page.next_cursor)


@resource.endpoint(
    "POST",
    "/lecturers",
    access=Access.LECTURER,
    request=schemas.Invitation,
    response=schemas.Account,
    status=HTTPStatus.CREATED,
)
def invite_lecturer(call: Call[schemas.Invitation]) -> schemas.Account:
    """Invite a lecturer by mail, or again who has not signed in yet; for admins."""
    sent = call.body
    invitation = domain.Invitation(
        email=sent.email.strip(),
        name=" ".join(sent.name.split()),
        language=MailLanguage(sent.language),
        is_admin=sent.is_admin,
    )
    return _show(
        accounts.invite(
            invitation,
            lecturer=call.lecturer,
            directory=call.world.directory,
            identifiers=call.world.identifiers,
            mailer=call.world.mailer,
            write=partial(write_invitation, site_url=call.world.config.site_url),
        )
    )


@resource.endpoint(
    "POST",
    "/lecturers/{lecturer_id}/deactivate",
    access=Access.LECTURER,
    status=HTTPStatus.NO_CONTENT,
)
def deactivate_lecturer(call: Call[None]) -> None:
    """Let a lecturer sign in no more, for admins."""
    accounts.deactivate(
        call.path["lecturer_id"],
        lecturer=call.lecturer,
        directory=call.world.directory,
        news=call.world.news,
    )


@resource.endpoint(
    "POST",
    "/lecturers/{lecturer_id}/reactivate",
    access=Access.LECTURER,
    status=HTTPStatus.NO_CONTENT,
)
def reactivate_lecturer(call: Call[None]) -> None:
    """Let a lecturer sign in again, for admins."""
    accounts.reactivate(
        call.path["lecturer_id"], lecturer=call.lecturer, directory=call.world.directory
    )


@resource.endpoint(
    "POST",
    "/lecturers/{lecturer_id}/authenticator-removal",
    access=Access.LECTURER,
    status=HTTPStatus.NO_CONTENT,
)
def forget_authenticator(call: Call[None]) -> None:
    """Ask a lecturer whose phone is lost for no code any more, for admins."""
    accounts.forget_authenticator(
        call.path["lecturer_id"], lecturer=call.lecturer, directory=call.world.directory
    )


def _address(key: str, email: str) -> str:
    """Return what authenticator apps read: Google's key URI format."""
    label = quote(f"{ISSUER}:{email}", safe=":@")
    return f"otpauth://totp/{label}?{urlencode({'secret': key, 'issuer': ISSUER}, quote_via=quote)}"


def _show(account: domain.Account) -> schemas.Account:
    return schemas.Account(
        lecturer_id=account.lecturer.lecturer_id,
        email=account.lecturer.email,
        name=account.lecturer.name,
        is_admin=isinstance(account.lecturer, Admin),
        state=account.state.value,
        created_at=account.created_at,
    )
