from __future__ import annotations

import jwt
import pytest

from chalicelib.adapters.identity import CognitoIdentity
from chalicelib.domain.errors import NotSignedInError

ISSUER = "https://issuer.example"
NOBODY_LISTENS = "http://127.0.0.1:9/keys"


@pytest.fixture
def identity() -> CognitoIdentity:
    return CognitoIdentity(client_id="site", issuer=ISSUER, keys_url=NOBODY_LISTENS)


def test_a_text_that_is_no_token_is_nobodys(identity: CognitoIdentity) -> None:
    with pytest.raises(NotSignedInError):
        identity.verify("not a token")


def test_unreachable_keys_are_not_the_lecturers_fault(identity: CognitoIdentity) -> None:
    token = jwt.encode({"sub": "x"}, "k" * 32, algorithm="HS256", headers={"kid": "1"})
    with pytest.raises(jwt.PyJWKClientConnectionError):
        identity.verify(token)
