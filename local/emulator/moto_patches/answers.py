"""SES, Cognito and S3: what moto leaves out or does otherwise than AWS."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import moto.cognitoidp.models
import moto.cognitoidp.responses
import moto.s3.models
import moto.ses.models

if TYPE_CHECKING:
    from collections.abc import Callable

# Patching is what a type checker warns of: these names opt out of it, openly.
_cognito: Any = moto.cognitoidp.responses
_pools: Any = moto.cognitoidp.models
_s3: Any = moto.s3.models
_ses: Any = moto.ses.models


def apply() -> None:
    """Patch moto's mail, accounts and objects."""
    _note_when_mail_was_accepted()
    _sign_out_where_the_token_is_from()
    _close_versions_that_go()


def _note_when_mail_was_accepted() -> None:
    """Keep the moment: SES writes it into a mail's ``Date``, and moto forgets it."""
    for model in (_ses.Message, _ses.RawMessage):
        model.__init__ = _noting_the_time(model.__init__)


def _noting_the_time(init: Callable[..., None]) -> Callable[..., None]:
    def __init__(self: Any, *args: object, **kwargs: object) -> None:  # noqa: ANN401, N807
        init(self, *args, **kwargs)
        self.accepted_at = time.time()

    return __init__


def _sign_out_where_the_token_is_from() -> None:
    """Find a session by its access token: the request is not signed, so it names no region."""

    def global_sign_out(request: Any) -> object:  # noqa: ANN401 - moto's own
        token = json.loads(request.body)["AccessToken"]
        here = (request.current_account, request.region)
        account, region = _cognito.find_account_region_by_value(
            "access_token", token, fallback=here
        )
        _pools.cognitoidp_backends[account][region].global_sign_out(token)
        return _cognito.EmptyResult()

    _cognito.CognitoIdpResponse.global_sign_out = global_sign_out


def _close_versions_that_go() -> None:
    """Close an object's temporary file with it: moto keeps track of the newest version only."""

    def __del__(key: Any) -> None:  # noqa: ANN401, N807 - as moto's own
        key.dispose()

    _s3.FakeKey.__del__ = __del__
