"""Live video where browsers may not reach each other directly: through a relay, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.domain.ice import CREDENTIAL_LIFE, ice_servers
from local.testing import running_site
from tests.e2e.conftest import System
from tests.e2e.live_clock import write_clock
from tests.e2e.live_room import LIVE_WITHIN_MS, STUDENT, Room, draw_ticket, exam_of, token_of
from tests.e2e.relay import Relay

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

STANDING_IN: Final = "Chưa xem trực tiếp được: mỗi giây một ảnh, chậm vài giây. Đang thử lại."
AWAY_WITHIN_MS: Final = 60_000
AGAIN_WITHIN_MS: Final = 60_000

# Both sides' ends of the way that is taken now.
WAY: Final = """
  (async () => {
    const entries = await connections.at(-1).getStats();
    for (const entry of entries.values()) {
      if (entry.type !== "transport" || !entry.selectedCandidatePairId) continue;
      const pair = entries.get(entry.selectedCandidatePairId);
      return [pair.localCandidateId, pair.remoteCandidateId].map(
        (id) => entries.get(id).candidateType);
    }
    return [];
  })()
"""

# What a browser gets of servers, when it may take relayed ways alone.
GATHER: Final = """
  (iceServers) => new Promise((resolve) => {
    const ways = [], refusals = [];
    const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" });
    connection.onicecandidateerror = ({ errorCode }) => refusals.push(errorCode);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type) ways.push(candidate.type);
      else if (!candidate) resolve({ ways, refusals });
    };
    connection.createDataChannel("any");
    connection.setLocalDescription();
  })
"""


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """A TURN server that is off."""
    relay = Relay(tmp_path_factory.mktemp("relay") / "relay.log")
    yield relay
    relay.switch_off()


@pytest.fixture(scope="module")
def site(relay: Relay) -> Iterator[dict[str, Any]]:
    """A site whose pages may take the relay's way alone."""
    with running_site(options=["--ice-transport=relay", f"--ice-urls={relay.url}"]) as state:
        yield state


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clock(tmp_path_factory.mktemp("clock") / "clip.mjpeg")


@pytest.fixture
def room(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page], clip: Path
) -> Room:
    return Room.open(system, launch, open_page, clip)


@pytest.fixture
def relaying(relay: Relay, system: System) -> Iterator[Relay]:
    """The relay, for once switched on."""
    if not Relay.is_installed():
        pytest.skip("coturn is not installed; tests/e2e/install_relay.sh says how")
    relay.switch_on(system.environment["TURN_SECRET"])
    yield relay
    relay.switch_off()


def test_where_no_way_leads_the_pictures_of_each_second_stand_in_and_the_page_says_so(
    room: Room,
) -> None:
    room.call()
    expect_stand_in(room)
    # Calling again does not take them away.
    room.lecturer.wait_for_timeout(12_000)
    expect_stand_in(room)


def test_through_a_relay_pictures_arrive_and_when_it_dies_others_stand_in(
    relaying: Relay, room: Room
) -> None:
    room.watch()
    room.expect_moving_pictures()
    for page in (room.lecturer, room.student):
        assert page.evaluate(WAY) == ["relay", "relay"]

    relaying.switch_off()
    expect_stand_in(room)

    relaying.switch_on(room.system.environment["TURN_SECRET"])
    room.expect_state("Trực tiếp", AGAIN_WITHIN_MS)
    room.expect_moving_pictures()


def test_the_relay_takes_the_credentials_of_a_ticket_and_no_others(
    relaying: Relay, system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/lecturer")
    ticket = draw_ticket(system, exam_of(system, token_of(system)))
    assert ticket["ice_transport"] == "relay"
    assert page.evaluate(GATHER, ticket["ice_servers"]) == {"ways": ["relay"], "refusals": []}

    secret, now = system.environment["TURN_SECRET"], datetime.now(UTC)
    over = now - CREDENTIAL_LIFE - timedelta(minutes=1)
    for refused in (
        minted(relaying.url, secret, at=over),
        minted(relaying.url, f"{secret}-wrong", at=now),
    ):
        answer = page.evaluate(GATHER, refused)
        assert answer["ways"] == []
        assert set(answer["refusals"]) == {401}


def minted(url: str, secret: str, *, at: datetime) -> list[dict[str, Any]]:
    """Return the servers that a page would have got at a moment."""
    servers = ice_servers([url], secret, holder="lecturer", now=at)
    return [
        {"urls": list(s.urls), "username": s.username, "credential": s.credential} for s in servers
    ]


def expect_stand_in(room: Room) -> None:
    """The page says why there is no live video, and shows the pictures of each second."""
    room.expect_state(STANDING_IN, AWAY_WITHIN_MS)
    picture = room.lecturer.get_by_role("img", name=f"Camera của {STUDENT}")
    expect(picture).to_be_visible(timeout=LIVE_WITHIN_MS)
    assert picture.evaluate("(one) => one.naturalWidth") > 0
