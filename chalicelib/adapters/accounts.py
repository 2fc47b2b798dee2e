"""Lecturers' accounts in a Cognito user pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.adapters.cognito_errors import code_of, cognito_error
from chalicelib.adapters.identity import ADMINS, UNKNOWN
from chalicelib.domain.accounts import Account, AccountState, Invitation
from chalicelib.domain.callers import Admin, Lecturer
from chalicelib.domain.errors import (
    LecturerExistsError,
    LecturerNotFoundError,
    WrongCodeError,
    WrongPasswordError,
)
from chalicelib.services.ports import Page

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import (
        AttributeTypeTypeDef,
        SoftwareTokenMfaSettingsTypeTypeDef,
    )

LECTURERS: Final = "lecturer"
PAGE: Final = 60
"""As many as Cognito lists at once."""
ASKED: Final[SoftwareTokenMfaSettingsTypeTypeDef] = {"Enabled": True, "PreferredMfa": True}
NOT_ASKED: Final[SoftwareTokenMfaSettingsTypeTypeDef] = {"Enabled": False, "PreferredMfa": False}


class CognitoOwnAccount:
    """See ``chalicelib.services.ports.OwnAccount``."""

    def change_password(self, access_token: str, *, old: str, new: str) -> None:
        try:
            clients.cognito().change_password(
                AccessToken=access_token, PreviousPassword=old, ProposedPassword=new
            )
        except ClientError as error:
            raise cognito_error(error, refused=WrongPasswordError) from error

    def begin_authenticator(self, access_token: str) -> str:
        try:
            return clients.cognito().associate_software_token(AccessToken=access_token)[
                "SecretCode"
            ]
        except ClientError as error:
            raise cognito_error(error) from error

    def confirm_authenticator(self, access_token: str, code: str) -> None:
        try:
            found = clients.cognito().verify_software_token(AccessToken=access_token, UserCode=code)
            if found["Status"] != "SUCCESS":
                raise WrongCodeError
            clients.cognito().set_user_mfa_preference(
                AccessToken=access_token, SoftwareTokenMfaSettings=ASKED
            )
        except ClientError as error:
            raise cognito_error(error) from error

    def remove_authenticator(self, access_token: str) -> None:
        try:
            clients.cognito().set_user_mfa_preference(
                AccessToken=access_token, SoftwareTokenMfaSettings=NOT_ASKED
            )
        except ClientError as error:
            raise cognito_error(error) from error

    def owner_of(self, access_token: str) -> str:
        try:
            user = clients.cognito().get_user(AccessToken=access_token)
        except ClientError as error:
            raise cognito_error(error) from error
        return next(one["Value"] for one in user["UserAttributes"] if one["Name"] == "sub")

    def sign_out_everywhere(self, access_token: str) -> None:
        try:
            clients.cognito().global_sign_out(AccessToken=access_token)
        except ClientError as error:
            raise cognito_error(error) from error


class CognitoAccountDirectory:
    """See ``chalicelib.services.ports.AccountDirectory``."""

    def __init__(self, *, issuer: str) -> None:
        self._pool_id = issuer.rpartition("/")[2]

    def read(self, lecturer_id: str) -> Account:
        try:
            user = clients.cognito().admin_get_user(UserPoolId=self._pool_id, Username=lecturer_id)
        except ClientError as error:
            if code_of(error) in UNKNOWN:
                raise LecturerNotFoundError(email=lecturer_id) from error
            raise
        return _read(user, user["UserAttributes"], is_admin=False)

    def list(self, cursor: str | None) -> Page[Account]:
        answer = clients.cognito().list_users(
            UserPoolId=self._pool_id, Limit=PAGE, **({"PaginationToken": cursor} if cursor else {})
        )
        admins = self._admins()
        accounts = (
            _read(user, user["Attributes"], is_admin=user["Username"] in admins)
            for user in answer["Users"]
        )
        return Page(tuple(accounts), answer.get("PaginationToken"))

    def create(self, invitation: Invitation, temporary_password: str) -> Account:
        user = self._created(invitation, temporary_password)
        for group in (LECTURERS, *([ADMINS] if invitation.is_admin else [])):
            clients.cognito().admin_add_user_to_group(
                UserPoolId=self._pool_id, Username=invitation.email, GroupName=group
            )
        return _read(user, user["Attributes"], is_admin=invitation.is_admin)

    def deactivate(self, lecturer: Lecturer) -> None:
        # Both: a deactivated account renews nothing, and its sessions do not come back with it.
        of_them = {"UserPoolId": self._pool_id, "Username": lecturer.email}
        clients.cognito().admin_disable_user(**of_them)
        clients.cognito().admin_user_global_sign_out(**of_them)

    def reactivate(self, lecturer: Lecturer) -> None:
        clients.cognito().admin_enable_user(UserPoolId=self._pool_id, Username=lecturer.email)

    def remove_authenticator_of(self, lecturer: Lecturer) -> None:
        clients.cognito().admin_set_user_mfa_preference(
            UserPoolId=self._pool_id,
            Username=lecturer.email,
            SoftwareTokenMfaSettings=NOT_ASKED,
        )

    def _created(self, invitation: Invitation, temporary_password: str) -> Any:  # noqa: ANN401 - two shapes of one user
        try:
            return clients.cognito().admin_create_user(
                UserPoolId=self._pool_id,
                Username=invitation.email,
                TemporaryPassword=temporary_password,
                MessageAction="SUPPRESS",  # the mail is ours
                UserAttributes=[
                    {"Name": "email", "Value": invitation.email},
                    {"Name": "email_verified", "Value": "true"},
                    {"Name": "name", "Value": invitation.name},
                ],
            )["User"]
        except ClientError as error:
            if code_of(error) != "UsernameExistsException":
                raise
        known = self.read(invitation.email)
        if known.state is not AccountState.INVITED:
            raise LecturerExistsError(email=invitation.email)
        clients.cognito().admin_set_user_password(
            UserPoolId=self._pool_id,
            Username=invitation.email,
            Password=temporary_password,
            Permanent=False,
        )
        user = clients.cognito().admin_get_user(UserPoolId=self._pool_id, Username=invitation.email)
        return {**user, "Attributes": user["UserAttributes"]}

    def _admins(self) -> frozenset[str]:
        pages = clients.cognito().get_paginator("list_users_in_group")
        found = pages.paginate(UserPoolId=self._pool_id, GroupName=ADMINS)
        return frozenset(user["Username"] for page in found for user in page["Users"])


def _read(
    user: Mapping[str, Any], attributes: Iterable[AttributeTypeTypeDef], *, is_admin: bool
) -> Account:
    told = {one["Name"]: one.get("Value", "") for one in attributes}
    kind = Admin if is_admin else Lecturer
    return Account(
        lecturer=kind(told["sub"], told["email"], told.get("name") or told["email"]),
        state=_state(user),
        created_at=user["UserCreateDate"],
        has_authenticator="SOFTWARE_TOKEN_MFA" in user.get("UserMFASettingList", ()),
    )


def _state(user: Mapping[str, Any]) -> AccountState:
    if not user["Enabled"]:
        return AccountState.DEACTIVATED
    if user["UserStatus"] == "FORCE_CHANGE_PASSWORD":
        return AccountState.INVITED
    return AccountState.ACTIVE
