"""Live video from a student's camera to a lecturer's page, in two real browsers."""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.conftest import System
from tests.e2e.live_clock import begin_reading, delays_ms, what_was_read, write_clock
from tests.e2e.live_room import (
    LIVE_WITHIN_MS,
    MOVING,
    STUDENT,
    Room,
    draw_ticket,
    lecturer_api,
    wait_until,
)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

AGAIN_WITHIN_MS: Final = 60_000
FREE_WITHIN_MS: Final = 40_000
WATCHED: Final = "Giám thị đang xem camera của bạn."
MOST_DELAY_MS: Final = 500
IN_TIME_WITHIN_S: Final = 45
WATCHED_S: Final = 16
BUNDLE_S: Final = 11
"""When the last picture's upload is stored: nine seconds, and the way."""
MOST_BITS_A_SECOND: Final = 700_000
"""The share of 600 kbit/s, and what packets weigh."""

# Counts the bytes of video that came.
VIDEO_BYTES: Final = """
  (async () => {
    let bytes = 0;
    for (const entry of (await connections.at(-1).getStats()).values()) {
      if (entry.type === "inbound-rtp" && entry.kind === "video") bytes += entry.bytesReceived;
    }
    return bytes;
  })()
"""

# Counts the packets of sound that came.
SOUND_PACKETS: Final = """
  (async () => {
    let packets = 0;
    for (const one of connections) {
      for (const entry of (await one.getStats()).values()) {
        if (entry.type === "inbound-rtp" && entry.kind === "audio") {
          packets += entry.packetsReceived;
        }
      }
    }
    return packets;
  })()
"""


@pytest.fixture(scope="module")
def clock_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each picture carries its number."""
    return write_clock(tmp_path_factory.mktemp("clock") / "clip.mjpeg")


@pytest.fixture
def open_room(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    clock_clip: Path,
) -> Callable[..., Room]:
    def start(*, sound: bool) -> Room:
        return Room.open(system, launch, open_page, clock_clip, sound=sound)

    return start


def test_a_lecturer_watches_listens_speaks_loses_the_line_and_leaves(
    open_room: Callable[..., Room],
) -> None:
    """One run for all, because starting two browsers is what takes the time."""
    room = open_room(sound=True)
    watch_from_the_wall(room)
    expect(room.student.get_by_text(WATCHED)).to_be_visible()

    room.expect_moving_pictures()
    expect_pictures_in_time(room)
    expect_uploads_to_go_on(room)
    listen(room)
    speak(room)
    change_the_network(room)
    lose_the_line_and_find_it_again(room)

    room.lecturer.get_by_role("button", name=f"Thôi xem {STUDENT}").click()
    expect(room.student.get_by_text(WATCHED)).to_be_hidden(timeout=10_000)
    for page in (room.student, room.lecturer):
        assert states(page) == {"closed"}
    # The student's camera goes on: it is the one that pictures are taken from.
    assert room.student.evaluate("asked.length") == 1


def test_a_network_that_is_away_for_a_while_and_a_page_that_closes_without_a_word(
    open_room: Callable[..., Room],
) -> None:
    room = open_room(sound=False)
    network = room.student.context.new_cdp_session(room.student)
    network.send("Network.enable")
    lose(network, percent=0)  # from the call's beginning: what was open before is let alone
    room.watch()
    break_the_network(room, network)

    room.lecturer.close()
    expect(room.student.get_by_text(WATCHED)).to_be_hidden(timeout=FREE_WITHIN_MS)
    wait_until(
        room.student,
        "connections.every((one) => one.connectionState === 'closed')",
        FREE_WITHIN_MS,
    )


def watch_from_the_wall(room: Room) -> None:
    """The student's card on the wall leads to the camera."""
    room.lecturer.goto(f"/lecturer/exams/{room.exam_id}/room")
    room.lecturer.locator(".student-card").filter(has_text=STUDENT).click()
    room.lecturer.get_by_role("dialog").get_by_role("link", name="Xem trực tiếp").click()
    room.expect_state("Trực tiếp", LIVE_WITHIN_MS)


def expect_pictures_in_time(room: Room) -> None:
    """From the student's own preview to the lecturer's page, on one machine's clock."""
    until = time.monotonic() + IN_TIME_WITHIN_S
    late = MOST_DELAY_MS
    while late >= MOST_DELAY_MS:  # a busy machine's first seconds prove nothing
        assert time.monotonic() < until, f"a picture in twenty came after {late} ms or more"
        begin_reading(room.student, "video", 3_000)
        begin_reading(room.lecturer, ".live-picture video", 3_000)
        [there], [here] = what_was_read(room.lecturer), what_was_read(room.student)
        delays = sorted(delays_ms(here, there))
        late = delays[int(len(delays) * 0.95)] if len(delays) >= MOVING else MOST_DELAY_MS
    sys.stdout.write(f"\nlive video: {statistics.median(delays):.0f} ms, one in twenty {late} ms")


def expect_uploads_to_go_on(room: Room) -> None:
    """The storage has a picture of each watched second, and the video keeps to its share."""
    began_ms, before = round(time.time() * 1_000), room.lecturer.evaluate(VIDEO_BYTES)
    room.student.wait_for_timeout(1_000 * (WATCHED_S + BUNDLE_S))
    ended_ms, after = round(time.time() * 1_000), room.lecturer.evaluate(VIDEO_BYTES)

    stored = room.stored_ms(began_ms, began_ms + 1_000 * WATCHED_S)
    # A busy machine may come late to a second or two, in which no picture is taken.
    assert len(stored) >= WATCHED_S - 3
    assert max(b - a for a, b in itertools.pairwise(stored)) < 3_000
    assert (after - before) * 8_000 / (ended_ms - began_ms) < MOST_BITS_A_SECOND


def break_the_network(room: Room, network: CDPSession) -> None:
    """Nothing of the call comes through; once it does, the picture is there again."""
    lose(network, percent=100)
    tile = room.lecturer.get_by_role("region", name=STUDENT)
    expect(tile.get_by_text("Trực tiếp", exact=True)).to_be_hidden(timeout=LIVE_WITHIN_MS)
    lose(network, percent=0)
    room.expect_state("Trực tiếp", AGAIN_WITHIN_MS)
    room.expect_moving_pictures()


def lose(network: CDPSession, *, percent: int) -> None:
    """Lose so much of what WebRTC sends and gets; the rest of the page goes on."""
    network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 1,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
            "packetLoss": percent,
        },
    )


def states(page: Page) -> set[str]:
    """Return how a page's calls stand."""
    return set(page.evaluate("connections.map((one) => one.connectionState)"))


def listen(room: Room) -> None:
    """Sound comes while it is asked for, and the student's page says so as long."""
    told = room.student.get_by_text("Micro của bạn đang được nghe.")
    expect(told).to_be_hidden()
    assert heard(room.lecturer) == 0
    button = room.lecturer.get_by_role("button", name=f"Nghe {STUDENT}")
    button.click()
    expect(told).to_be_visible()
    wait_until(room.lecturer, f"({SOUND_PACKETS}).then((packets) => packets > 20)", 10_000)
    button.click()
    expect(told).to_be_hidden()
    room.student.wait_for_timeout(500)  # what was on its way
    last = heard(room.lecturer)
    room.student.wait_for_timeout(1_500)
    assert heard(room.lecturer) == last


def speak(room: Room) -> None:
    button = room.lecturer.get_by_role("button", name="Giữ để nói")
    button.hover()
    room.lecturer.mouse.down()
    spoken_to = room.student.get_by_text("Giám thị đang nói với bạn.")
    expect(spoken_to).to_be_visible()
    first = heard(room.student)
    room.student.wait_for_timeout(1_500)
    assert heard(room.student) > first
    assert room.lecturer.evaluate("opened.map((one) => one.readyState)") == ["live"]
    room.lecturer.mouse.up()
    expect(spoken_to).to_be_hidden()
    assert room.lecturer.evaluate("opened.map((one) => one.readyState)") == ["ended"]


def heard(page: Page) -> int:
    """Count the sound packets that came."""
    packets: int = page.evaluate(SOUND_PACKETS)
    return packets


def change_the_network(room: Room) -> None:
    """The browser says that it is online again: another way is agreed on, the picture stays."""
    before = way_of(room.lecturer)
    room.lecturer.evaluate("dispatchEvent(new Event('online'))")
    wait_until(
        room.lecturer,
        f"connections.at(-1).remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1] !== '{before}'",
        LIVE_WITHIN_MS,
    )
    room.expect_state("Trực tiếp", LIVE_WITHIN_MS)
    room.expect_moving_pictures()


def way_of(page: Page) -> str:
    """Return the name of the ICE credentials that the other side answered with."""
    way: str = page.evaluate("connections.at(-1).remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1]")
    return way


def lose_the_line_and_find_it_again(room: Room) -> None:
    """What the student's browser held is gone without a word; the lecturer's calls anew."""
    calls = room.lecturer.evaluate("connections.length")
    room.student.evaluate("connections.forEach((one) => one.close())")
    wait_until(room.lecturer, f"connections.length > {calls}", AGAIN_WITHIN_MS)
    room.expect_state("Trực tiếp", AGAIN_WITHIN_MS)
    room.expect_moving_pictures()


def test_a_student_of_an_exam_without_sound_is_not_heard(open_room: Callable[..., Room]) -> None:
    """Not even by a page that asks for it where it has no button."""
    room = open_room(sound=False)
    room.watch()
    expect(room.lecturer.get_by_role("button", name=f"Nghe {STUDENT}")).to_be_hidden()

    wait_until(room.lecturer, "listening.readyState === 'open'", LIVE_WITHIN_MS)
    room.lecturer.evaluate("listening.send('on')")
    room.student.wait_for_timeout(2_000)

    assert heard(room.lecturer) == 0
    assert room.student.evaluate("asked") == [False]
    expect(room.student.get_by_text("Micro của bạn đang được nghe.")).to_be_hidden()


def test_a_lecturer_of_another_exam_reaches_no_student(open_room: Callable[..., Room]) -> None:
    room = open_room(sound=False)
    now = datetime.now(UTC)
    written = {
        "title": "Đề khác",
        "room_name": "Phòng khác",
        "starts_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        "duration_minutes": 15,
        "questions": [],
    }
    with lecturer_api(room.system) as api:
        other = api.post("exams", json=written).raise_for_status().json()["exam_id"]
    ticket = draw_ticket(room.system, other)

    heard_back = room.lecturer.evaluate(
        """
        ([url, ticket, signal]) => new Promise((resolve) => {
          const heard = [];
          const socket = new WebSocket(new URL(url, location.href.replace("http", "ws")));
          socket.onopen = () => socket.send(
            JSON.stringify({ action: "subscribe", version: 1, ticket }));
          socket.onmessage = ({ data }) => {
            const message = JSON.parse(data);
            heard.push(message.code ?? message.type);
            if (message.type === "subscribed") socket.send(signal);
            else { socket.close(); resolve(heard); }
          };
        })
        """,
        [ticket["url"], ticket["ticket"], json.dumps(offer_to(room.attempt_id()))],
    )

    assert heard_back == ["subscribed", "nobody_there"]
    assert room.student.evaluate("connections.length") == 0


def offer_to(attempt_id: str) -> dict[str, Any]:
    content = json.dumps({"call": 1, "content": "v=0"})
    return {
        "action": "signal",
        "version": 1,
        "attempt_id": attempt_id,
        "kind": "offer",
        "content": content,
    }
