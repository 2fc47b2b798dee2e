"""Lecturers, known to a Cognito user pool."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.adapters.cognito_errors import REFUSALS, code_of, cognito_error
from chalicelib.domain.callers import Admin, Lecturer
from chalicelib.domain.errors import (
    CodeRequiredError,
    LecturerNotFoundError,
    NewPasswordRequiredError,
    NotSignedInError,
    WrongCodeError,
    WrongPasswordError,
)
from chalicelib.services.ports import Session, SignInStep

if TYPE_CHECKING:
    from jwt import PyJWKClient
    from mypy_boto3_cognito_idp.literals import AuthFlowTypeType, ChallengeNameTypeType
    from mypy_boto3_cognito_idp.type_defs import (
        AuthenticationResultTypeTypeDef,
        InitiateAuthResponseTypeDef,
        RespondToAuthChallengeResponseTypeDef,
    )

UNKNOWN = frozenset({"UserNotFoundException", "InvalidParameterException"})
"""Also what cannot be an address at all."""
KEYS_LIVE_S: Final = 300
"""A key that the issuer took back is believed this long, and no longer."""
KEYS_REST_S: Final = 30
"""An unknown key has the issuer asked anew, but not by every forged token."""
ADMINS: Final = "admin"
"""The group whose members look after the accounts."""


class UnknownChallengeError(RuntimeError):
    """Raised when Cognito asks for something that no setting of the pool lets it ask for."""


class CognitoIdentity:
    """See ``chalicelib.services.ports.LecturerIdentity``."""

    def __init__(
        self,
        *,
        client_id: str,
        issuer: str,
        keys_url: str,
        keys_live_s: float = KEYS_LIVE_S,
        keys_rest_s: float = KEYS_REST_S,
    ) -> None:
        self._client_id = client_id
        self._issuer = issuer
        self._keys_url = keys_url
        self._keys_live_s, self._keys_rest_s = keys_live_s, keys_rest_s

    def sign_in(self, email: str, password: str) -> Session:
        try:
            answer = self._authenticate(
                "USER_PASSWORD_AUTH", {"USERNAME": email, "PASSWORD": password}
            )
        except ClientError as error:
            raise cognito_error(error, refused=WrongPasswordError) from error
        return self._opened(answer, email)

    def replace_password(self, step: SignInStep, new_password: str) -> Session:
        return self._answer("NEW_PASSWORD_REQUIRED", step, {"NEW_PASSWORD": new_password})

    def answer_code(self, step: SignInStep, code: str) -> Session:
        return self._answer("SOFTWARE_TOKEN_MFA", step, {"SOFTWARE_TOKEN_MFA_CODE": code})

    def forget_password(self, email: str) -> None:
        try:
            clients.cognito().forgot_password(ClientId=self._client_id, Username=email)
        except ClientError as error:
            # An account that is deactivated, invited or absent: all read like one that gets a mail.
            if code_of(error) not in REFUSALS:
                raise cognito_error(error) from error

    def reset_password(self, email: str, code: str, new_password: str) -> None:
        try:
            clients.cognito().confirm_forgot_password(
                ClientId=self._client_id,
                Username=email,
                ConfirmationCode=code,
                Password=new_password,
            )
        except ClientError as error:
            raise cognito_error(error, refused=WrongCodeError) from error

    def refresh(self, refresh_token: str) -> Session:
        try:
            answer = self._authenticate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh_token})
        except ClientError as error:
            raise cognito_error(error) from error
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
        kind = Admin if ADMINS in claims.get("cognito:groups", ()) else Lecturer
        return kind(claims["sub"], email, claims.get("name") or email)

    def find(self, email: str) -> Lecturer:
        try:
            user = clients.cognito().admin_get_user(
                UserPoolId=self._issuer.rpartition("/")[2], Username=email
            )
        except ClientError as error:
            if code_of(error) in UNKNOWN:
                raise LecturerNotFoundError(email=email) from error
            raise
        told = {one["Name"]: one.get("Value", "") for one in user["UserAttributes"]}
        address = told.get("email", email)
        return Lecturer(told["sub"], address, told.get("name") or address)

    @cached_property
    def _keys(self) -> PyJWKClient:
        from jwt import PyJWKClient  # noqa: PLC0415 - see verify

        return PyJWKClient(
            self._keys_url,
            lifespan=self._keys_live_s,
            cooldown_duration=self._keys_rest_s,
            timeout=5,
        )

    def _authenticate(
        self, flow: AuthFlowTypeType, parameters: dict[str, str]
    ) -> InitiateAuthResponseTypeDef:
        return clients.cognito().initiate_auth(
            ClientId=self._client_id, AuthFlow=flow, AuthParameters=parameters
        )

    def _answer(
        self, name: ChallengeNameTypeType, step: SignInStep, given: dict[str, str]
    ) -> Session:
        try:
            answer = clients.cognito().respond_to_auth_challenge(
                ClientId=self._client_id,
                ChallengeName=name,
                Session=step.challenge,
                ChallengeResponses={"USERNAME": step.username, **given},
            )
        except ClientError as error:
            raise cognito_error(error) from error
        return self._opened(answer, step.username)

    def _opened(
        self,
        answer: InitiateAuthResponseTypeDef | RespondToAuthChallengeResponseTypeDef,
        username: str,
    ) -> Session:
        """Return the session, or raise what is asked for before there is one."""
        step = {
            # The account's own name: Cognito takes no address in the answer to a challenge.
            "username": answer.get("ChallengeParameters", {}).get("USER_ID_FOR_SRP", username),
            "challenge": answer.get("Session", ""),
        }
        match answer.get("ChallengeName"):
            case None:
                result = answer["AuthenticationResult"]
                return self._session(result, result["RefreshToken"])
            case "NEW_PASSWORD_REQUIRED":
                raise NewPasswordRequiredError(**step)
            case "SOFTWARE_TOKEN_MFA":
                raise CodeRequiredError(**step)
            case other:
                raise UnknownChallengeError(other)

    def _session(self, result: AuthenticationResultTypeTypeDef, refresh_token: str) -> Session:
        return Session(
            id_token=result["IdToken"],
            access_token=result["AccessToken"],
            refresh_token=refresh_token,
            expires_in_s=result["ExpiresIn"],
            lecturer=self.verify(result["IdToken"]),
        )
