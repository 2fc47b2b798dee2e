"""Live video from a student's camera to a lecturer's page, in two real browsers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import System
from tests.e2e.live_clock import write_clock
from tests.e2e.live_room import LIVE_WITHIN_MS, STUDENT, Room, exam_of, token_of, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

AGAIN_WITHIN_MS: Final = 60_000

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
    room.watch()
    watched = room.student.get_by_text("Giám thị đang xem camera của bạn.")
    expect(watched).to_be_visible()

    room.expect_moving_pictures()
    expect_uploads_to_go_on(room)
    listen(room)
    speak(room)
    change_the_network(room)
    lose_the_line_and_find_it_again(room)

    room.lecturer.get_by_role("button", name=f"Thôi xem {STUDENT}").click()
    expect(watched).to_be_hidden(timeout=10_000)
    for page in (room.student, room.lecturer):
        states = page.evaluate("connections.map((one) => one.connectionState)")
        assert set(states) == {"closed"}


def expect_uploads_to_go_on(room: Room) -> None:
    """A bundle every eight seconds, watched or not."""
    before = len(room.uploads)
    room.student.wait_for_timeout(20_000)
    assert len(room.uploads) - before >= 2


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
    room.lecturer.mouse.up()
    expect(spoken_to).to_be_hidden()


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
    token = token_of(room.system)
    headers = {"Authorization": f"Bearer {token}"}
    own = exam_of(room.system, token)
    now = datetime.now(UTC)
    written = {
        "title": "Đề khác",
        "room_name": "Phòng khác",
        "starts_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        "duration_minutes": 15,
        "questions": [],
    }
    base = f"{room.system.site}/api/"
    with httpx.Client(base_url=base, headers=headers, trust_env=False) as api:
        students = api.get(f"exams/{own}/attempts").raise_for_status().json()["items"]
        other = api.post("exams", json=written).raise_for_status().json()["exam_id"]
        ticket = api.post(f"exams/{other}/live-ticket").raise_for_status().json()
    attempt_id = max(
        (one for one in students if one["student_name"] == STUDENT),
        key=lambda one: str(one["started_at"]),
    )["attempt_id"]

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
        [ticket["url"], ticket["ticket"], json.dumps(offer_to(attempt_id))],
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
