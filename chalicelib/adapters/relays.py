"""Servers that relay between two browsers: our own, and those that Kinesis Video Streams lends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters import clients
from chalicelib.domain.ice import CREDENTIAL_LIFE, IceServer, IceWays, ice_servers
from chalicelib.services.ports import Relays

CHANNEL: Final = "arn:"
"""Begins the name of a signalling channel among the addresses of servers."""
_LENT_AGAIN_FOR: Final = timedelta(minutes=2, seconds=30)
"""So long before it ends: a process asks once in half the life of what is lent, since a channel
answers only a few times a second."""
_ASKED_AGAIN_AFTER: Final = timedelta(seconds=30)


def relays_at(addresses: Sequence[str], secret: str) -> Relays:
    """
    Return what the addresses name.

    Args:
        addresses: ``stun:``, ``turn:`` and ``turns:`` addresses, and at most one signalling
            channel of Kinesis Video Streams by its ARN.
        secret: What the TURN servers among them share with us.
    """
    urls = tuple(address for address in addresses if not address.startswith(CHANNEL))
    channels = tuple(address for address in addresses if address.startswith(CHANNEL))
    own = SharedSecretRelays(urls, secret)
    return KinesisVideoRelays(channels[0], own) if channels else own


class SharedSecretRelays:
    """See ``chalicelib.services.ports.Relays``; asks nobody."""

    def __init__(self, urls: Sequence[str], secret: str) -> None:
        self._urls = urls
        self._secret = secret

    def lend(self, holder: str, *, now: datetime) -> IceWays:
        servers = ice_servers(self._urls, self._secret, holder=holder, now=now)
        return IceWays(servers, CREDENTIAL_LIFE)


class KinesisVideoRelays:
    """
    See ``chalicelib.services.ports.Relays``; lends those of a signalling channel beside others.

    Nothing is signalled over the channel: it is what Kinesis Video Streams lends TURN servers to.
    """

    def __init__(self, channel_arn: str, others: Relays) -> None:
        self._channel_arn = channel_arn
        self._others = others
        self._lent: tuple[IceServer, ...] = ()
        self._until: datetime | None = None

    def lend(self, holder: str, *, now: datetime) -> IceWays:
        others = self._others.lend(holder, now=now)
        try:
            until = self._renewed(now)
        except (ClientError, BotoCoreError) as error:
            return replace(others, life=_ASKED_AGAIN_AFTER, failure=error)
        return IceWays((*others.servers, *self._lent), min(others.life, until - now))

    def _renewed(self, now: datetime) -> datetime:
        """Ask for servers when those at hand end soon; return when these end."""
        if self._until is None or self._until - now < _LENT_AGAIN_FOR:
            answer = clients.kinesis_video_signaling(self._endpoint).get_ice_server_config(
                ChannelARN=self._channel_arn, Service="TURN"
            )
            listed = answer["IceServerList"]
            self._lent = tuple(
                IceServer(tuple(one["Uris"]), one["Username"], one["Password"]) for one in listed
            )
            self._until = now + timedelta(seconds=min(one["Ttl"] for one in listed))
        return self._until

    @cached_property
    def _endpoint(self) -> str:
        """The channel's own address; it does not change."""
        answer = clients.kinesis_video().get_signaling_channel_endpoint(
            ChannelARN=self._channel_arn,
            SingleMasterChannelEndpointConfiguration={"Protocols": ["HTTPS"], "Role": "VIEWER"},
        )
        return answer["ResourceEndpointList"][0]["ResourceEndpoint"]
