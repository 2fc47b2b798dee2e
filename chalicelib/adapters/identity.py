"""Lecturers, known to a Cognito user pool."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.domain.errors import (
    LecturerNotFoundError,
    NewPasswordRequiredError,
    NotSignedInError,
    WrongPasswordError,
)
from chalicelib.domain.exams import Lecturer
from chalicelib.services.ports import Session

if TYPE_CHECKING:
    from jwt import PyJWKClient
    from mypy_boto3_cognito_idp.literals import AuthFlowTypeType
    from mypy_boto3_cognito_idp.type_defs import (
        AuthenticationResultTypeTypeDef,
        InitiateAuthResponseTypeDef,
    )

REFUSALS = frozenset(
    {"NotAuthorizedException", "UserNotFoundException", "InvalidParameterException"}
)
"""Also what cannot be a name or a password at all."""
UNKNOWN = frozenset({"UserNotFoundException", "InvalidParameterException"})
"""Also what cannot be an address at all."""


class CognitoIdentity:
    """See ``chalicelib.services.ports.LecturerIdentity``."""

    def __init__(self, *, client_id: str, issuer: str, keys_url: str) -> None:
        self._client_id = client_id
        self._issuer = issuer
        self._keys_url = keys_url

    def sign_in(self, email: str, password: str) -> Session:
        try:
            answer = self._authenticate(
                "USER_PASSWORD_AUTH", {"USERNAME": email, "PASSWORD": password}
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in REFUSALS:
                raise WrongPasswordError from error
            raise
        if answer.get("ChallengeName"):
            raise NewPasswordRequiredError
        result = answer["AuthenticationResult"]
        return self._session(result, result["RefreshToken"])

    def refresh(self, refresh_token: str) -> Session:
        try:
            answer = self._authenticate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh_token})
        except ClientError as error:
            if error.response["Error"]["Code"] in REFUSALS:
                raise NotSignedInError from error
            raise
        return self._session(answer["AuthenticationResult"], refresh_token)

    def verify(self, id_token: str) -> Lecturer:
        # Loaded here: PyJWT with cryptography costs 185 ms, and students' hot routes that
        # need it not should start without it.
        import jwt  # noqa: PLC0415 - see above

        try:
            key = self._keys.get_signing_key_from_jwt(id_token)
            claims = jwt.decode(
                id_token,
                key.key,
                algorithms=["RS256"],
                audience=self._client_id,
                issuer=self._issuer,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWKClientConnectionError:
            # Not the lecturer's fault: signing in again would not help.
            raise
        except jwt.PyJWTError as error:
            raise NotSignedInError from error
        if claims.get("token_use") != "id":
            raise NotSignedInError
        email = claims.get("email", "")
        return Lecturer(claims["sub"], email, claims.get("name") or email)

    def find(self, email: str) -> Lecturer:
        try:
            user = clients.cognito().admin_get_user(
                UserPoolId=self._issuer.rpartition("/")[2], Username=email
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in UNKNOWN:
                raise LecturerNotFoundError(email=email) from error
            raise
        told = {one["Name"]: one.get("Value", "") for one in user["UserAttributes"]}
        address = told.get("email", email)
        return Lecturer(told["sub"], address, told.get("name") or address)

    @cached_property
    def _keys(self) -> PyJWKClient:
        from jwt import PyJWKClient  # noqa: PLC0415 - see verify

        return PyJWKClient(self._keys_url, cache_keys=True, timeout=5)

    def _authenticate(
        self, flow: AuthFlowTypeType, parameters: dict[str, str]
    ) -> InitiateAuthResponseTypeDef:
        return clients.cognito().initiate_auth(
            ClientId=self._client_id, AuthFlow=flow, AuthParameters=parameters
        )

    def _session(self, result: AuthenticationResultTypeTypeDef, refresh_token: str) -> Session:
        return Session(
            id_token=result["IdToken"],
            refresh_token=refresh_token,
            expires_in_s=result["ExpiresIn"],
            lecturer=self.verify(result["IdToken"]),
        )
