"""Cognito's errors, as the domain's."""

from __future__ import annotations

from typing import Final

from botocore.exceptions import ClientError

from chalicelib.domain.errors import (
    GiamThiError,
    InvalidError,
    NotSignedInError,
    Problem,
    TooManyTriesError,
    WrongCodeError,
)

REFUSALS: Final = frozenset(
    {
        "NotAuthorizedException",
        "UserNotFoundException",
        "InvalidParameterException",
        "ResourceNotFoundException",
        "PasswordResetRequiredException",
        "UserNotConfirmedException",
    }
)
"""Also what cannot be a name, a password or a token at all."""
_WRONG_CODES: Final = frozenset(
    {"CodeMismatchException", "EnableSoftwareTokenMFAException", "ExpiredCodeException"}
)
_TOO_MANY: Final = frozenset(
    {"LimitExceededException", "TooManyFailedAttemptsException", "TooManyRequestsException"}
)
_A_WHILE_S: Final = 15 * 60
"""Cognito does not say how long it wants to be left alone; its locks last up to this long."""


def code_of(error: ClientError) -> str:
    """Return AWS's name for an error."""
    return error.response["Error"]["Code"]


def cognito_error(
    error: ClientError, *, refused: type[GiamThiError] = NotSignedInError
) -> Exception:
    """
    Return what an error means to a caller; itself when it is none of theirs.

    Args:
        error: What Cognito answered.
        refused: What a refusal means in this call.
    """
    code = code_of(error)
    if code == "InvalidPasswordException":
        return InvalidError((Problem("new_password", "weak_password"),))
    if code in _WRONG_CODES:
        return WrongCodeError()
    if code in _TOO_MANY:
        return TooManyTriesError(retry_after_s=_A_WHILE_S)
    return refused() if code in REFUSALS else error
