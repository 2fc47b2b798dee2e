"""ICE servers and the credentials of those that relay."""

from __future__ import annotations

import base64
import hashlib
import hmac

from chalicelib.domain.ice import CREDENTIAL_LIFE, IceServer, ice_servers
from tests.fakes.samples import NOW

STUN = "stun:stun.truong.example:3478"
TURN = "turn:turn.truong.example:3478?transport=udp"
TURNS = "turns:turn.truong.example:5349"


def test_a_server_that_does_not_relay_needs_no_credentials() -> None:
    assert ice_servers([STUN], "secret", holder="a", now=NOW) == (IceServer((STUN,)),)


def test_a_relays_credentials_name_their_end_and_holder_and_are_its_hmac() -> None:
    _, relay = ice_servers([STUN, TURN, TURNS], "secret", holder="attempt-1", now=NOW)
    assert relay.urls == (TURN, TURNS)
    assert relay.username == f"{int((NOW + CREDENTIAL_LIFE).timestamp())}:attempt-1"
    made = hmac.new(b"secret", relay.username.encode(), hashlib.sha1).digest()
    assert relay.credential == base64.b64encode(made).decode()


def test_without_servers_there_are_none() -> None:
    assert ice_servers([], "secret", holder="a", now=NOW) == ()
