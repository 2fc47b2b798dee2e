from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from chalicelib.adapters.identity import CognitoIdentity
from chalicelib.domain.callers import Admin
from chalicelib.domain.errors import NotSignedInError

ISSUER = "https://issuer.example"
SITE = "site"
NOBODY_LISTENS = "http://127.0.0.1:9/keys"


@dataclass
class Issuer:
    """Signs tokens, and publishes its keys as Cognito does."""

    url: str = ""
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)

    def add_key(self, name: str) -> None:
        self.keys[name] = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def sign(self, key: str = "first", **changes: Any) -> str:
        claims: dict[str, object] = {
            "sub": "lecturer-1",
            "email": "co.lan@truong-mau.example",
            "name": "Cô Lan",
            "token_use": "id",
            "iss": ISSUER,
            "aud": SITE,
            "exp": datetime.now(UTC) + timedelta(minutes=15),
            **changes,
        }
        return jwt.encode(claims, self.keys[key], algorithm="RS256", headers={"kid": key})

    def published(self) -> bytes:
        shown = [
            {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": name, "use": "sig"}
            for name, key in self.keys.items()
        ]
        return json.dumps({"keys": shown}).encode()


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    made = Issuer()
    made.add_key("first")

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(made.published())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    made.url = f"http://127.0.0.1:{server.server_port}/keys"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def identity(issuer: Issuer) -> CognitoIdentity:
    return CognitoIdentity(client_id=SITE, issuer=ISSUER, keys_url=issuer.url, keys_rest_s=0)


def test_a_token_says_who_its_lecturer_is(identity: CognitoIdentity, issuer: Issuer) -> None:
    lecturer = identity.verify(issuer.sign())
    assert (lecturer.lecturer_id, lecturer.name) == ("lecturer-1", "Cô Lan")
    assert not isinstance(lecturer, Admin)


def test_who_is_in_the_group_is_an_admin(identity: CognitoIdentity, issuer: Issuer) -> None:
    groups: dict[str, Any] = {"cognito:groups": ["lecturer", "admin"]}
    token = issuer.sign(**groups)
    assert isinstance(identity.verify(token), Admin)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"iss": "https://another.example"}, id="another issuer's"),
        pytest.param({"aud": "another site"}, id="for another site"),
        pytest.param({"exp": datetime(2026, 1, 1, tzinfo=UTC)}, id="expired"),
        pytest.param({"token_use": "access"}, id="an access token"),
    ],
)
def test_a_token_for_something_else_is_nobodys(
    identity: CognitoIdentity, issuer: Issuer, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotSignedInError):
        identity.verify(issuer.sign(**changes))


@pytest.mark.parametrize("missing", ["exp", "iss", "aud", "sub"])
def test_a_token_that_leaves_something_open_is_nobodys(
    identity: CognitoIdentity, issuer: Issuer, missing: str
) -> None:
    claims = jwt.decode(issuer.sign(), options={"verify_signature": False})
    del claims[missing]
    token = jwt.encode(claims, issuer.keys["first"], algorithm="RS256", headers={"kid": "first"})
    with pytest.raises(NotSignedInError):
        identity.verify(token)


def test_a_key_that_the_issuer_takes_anew_is_found(
    identity: CognitoIdentity, issuer: Issuer
) -> None:
    identity.verify(issuer.sign())
    issuer.add_key("second")
    assert identity.verify(issuer.sign("second")).lecturer_id == "lecturer-1"


def test_a_key_that_the_issuer_took_back_is_believed_no_more(issuer: Issuer) -> None:
    identity = CognitoIdentity(
        client_id=SITE, issuer=ISSUER, keys_url=issuer.url, keys_live_s=1e-9, keys_rest_s=0
    )
    token = issuer.sign()
    identity.verify(token)
    issuer.add_key("second")
    del issuer.keys["first"]
    with pytest.raises(NotSignedInError):
        identity.verify(token)


def test_a_key_that_the_issuer_never_published_is_nobodys(
    identity: CognitoIdentity,
) -> None:
    forger = Issuer()
    forger.add_key("first")
    forger.add_key("third")
    for key in ("first", "third"):
        with pytest.raises(NotSignedInError):
            identity.verify(forger.sign(key))


@pytest.mark.parametrize(("algorithm", "key"), [("HS256", "k" * 32), ("none", "")])
def test_another_way_to_sign_is_nobodys(
    identity: CognitoIdentity, issuer: Issuer, algorithm: str, key: str
) -> None:
    claims = jwt.decode(issuer.sign(), options={"verify_signature": False})
    token = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "first"})
    with pytest.raises(NotSignedInError):
        identity.verify(token)


def test_a_text_that_is_no_token_is_nobodys(identity: CognitoIdentity) -> None:
    with pytest.raises(NotSignedInError):
        identity.verify("not a token")


def test_unreachable_keys_are_not_the_lecturers_fault() -> None:
    identity = CognitoIdentity(client_id=SITE, issuer=ISSUER, keys_url=NOBODY_LISTENS)
    token = jwt.encode({"sub": "x"}, "k" * 32, algorithm="HS256", headers={"kid": "1"})
    with pytest.raises(jwt.PyJWKClientConnectionError):
        identity.verify(token)
