"""Live video from a student's camera to a lecturer's page, in two real browsers."""

from __future__ import annotations

import itertools
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from local import demo
from tests.e2e.conftest import System
from tests.e2e.live_clock import PICTURES, begin_reading, what_was_read, write_clock
from tests.e2e.test_whole_way import join, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

STUDENT: Final = "Phạm Minh Châu"
MOVING: Final = 12
MOVING_WITHIN_S: Final = 30
LIVE_WITHIN_MS: Final = 30_000
AGAIN_WITHIN_MS: Final = 60_000

KEEP_CONNECTIONS: Final = """
  window.connections = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...given) { super(...given); window.connections.push(this); }
    createDataChannel(label, ...given) {
      const channel = super.createDataChannel(label, ...given);
      if (label === "listen") window.listening = channel;
      return channel;
    }
  };
  window.asked = [];
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (wish) => { window.asked.push(Boolean(wish.audio)); return open(wish); };
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


class Room:
    """A lecturer's page and a student's, with the pictures between them."""

    def __init__(self, system: System, lecturer: Page, student: Page) -> None:
        self.system, self.lecturer, self.student = system, lecturer, student
        self.uploads: list[str] = []
        student.on("request", self._count)

    def _count(self, request: Any) -> None:
        if request.method == "POST" and "/api/" not in request.url:
            self.uploads.append(request.url)

    def watch(self) -> None:
        self.lecturer.get_by_text(STUDENT, exact=True).click()
        self.expect_live(LIVE_WITHIN_MS)

    def expect_live(self, within_ms: int) -> None:
        tile = self.lecturer.get_by_role("region", name=STUDENT)
        expect(tile.get_by_text("Trực tiếp", exact=True)).to_be_visible(timeout=within_ms)


@pytest.fixture
def open_room(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    clock_clip: Path,
) -> Callable[..., Room]:
    def start(*, sound: bool) -> Room:
        code = room_with_sound(system) if sound else system.demo["room_code"]
        student = open_page(
            launch(clock_clip),
            f"/room/{code}",
            camera=True,
            microphone=sound,
            script=KEEP_CONNECTIONS,
        )
        join(student, name=STUDENT, number=f"LV-{time.monotonic_ns()}")
        lecturer = open_page(
            launch(fake_microphone=True), "/lecturer", microphone=True, script=KEEP_CONNECTIONS
        )
        sign_in(lecturer, system)
        exam_id = exam_of(system, token_of(system), code)
        lecturer.goto(f"/lecturer/exams/{exam_id}/live")
        return Room(system, lecturer, student)

    return start


def room_with_sound(system: System) -> str:
    """Open a room whose students may be heard, and return its code."""
    exam = {**demo.exam_content(datetime.now(UTC), None), "settings": {"student_sound": True}}
    with lecturer_api(system) as api:
        made = api.post("exams", json=exam).raise_for_status().json()
        return str(api.post(f"exams/{made['exam_id']}/open").raise_for_status().json()["room_code"])


def lecturer_api(system: System) -> httpx.Client:
    headers = {"Authorization": f"Bearer {token_of(system)}"}
    return httpx.Client(base_url=f"{system.site}/api/", headers=headers, trust_env=False)


def token_of(system: System) -> str:
    answer = httpx.post(
        f"{system.site}/api/sign-in",
        json={"email": system.demo["email"], "password": system.demo["password"]},
        trust_env=False,
    )
    return str(answer.raise_for_status().json()["id_token"])


def exam_of(system: System, token: str, code: str | None = None) -> str:
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{system.site}/api/exams", headers=headers, trust_env=False)
    found = {one["room_code"]: one["exam_id"] for one in answer.raise_for_status().json()["items"]}
    return str(found[code or system.demo["room_code"]])


def test_a_lecturer_watches_listens_speaks_loses_the_line_and_leaves(
    open_room: Callable[..., Room],
) -> None:
    """One run for all, because starting two browsers is what takes the time."""
    room = open_room(sound=True)
    room.watch()
    watched = room.student.get_by_text("Giám thị đang xem camera của bạn.")
    expect(watched).to_be_visible()

    expect_moving_pictures(room)
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


def expect_moving_pictures(room: Room) -> None:
    """What the lecturer sees are the camera's own pictures, one after the other."""
    seen: list[int] = []
    until = time.monotonic() + MOVING_WITHIN_S
    while len(set(seen)) < MOVING:
        assert time.monotonic() < until, f"only {len(set(seen))} pictures: {seen}"
        begin_reading(room.lecturer, ".live-picture video", 1_000)
        [shown] = what_was_read(room.lecturer)
        seen += [number for number, _ in shown]
    steps = [(b - a) % PICTURES for a, b in itertools.pairwise(seen)]
    assert statistics.median(steps) < PICTURES / 2, f"they are not in the camera's order: {seen}"


def expect_uploads_to_go_on(room: Room) -> None:
    """A bundle every five seconds, watched or not."""
    before = len(room.uploads)
    room.student.wait_for_timeout(16_000)
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
    room.expect_live(LIVE_WITHIN_MS)
    expect_moving_pictures(room)


def way_of(page: Page) -> str:
    """Return the name of the ICE credentials that the other side answered with."""
    way: str = page.evaluate("connections.at(-1).remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1]")
    return way


def lose_the_line_and_find_it_again(room: Room) -> None:
    """What the student's browser held is gone without a word; the lecturer's calls anew."""
    calls = room.lecturer.evaluate("connections.length")
    room.student.evaluate("connections.forEach((one) => one.close())")
    wait_until(room.lecturer, f"connections.length > {calls}", AGAIN_WITHIN_MS)
    room.expect_live(AGAIN_WITHIN_MS)
    expect_moving_pictures(room)


def wait_until(page: Page, condition: str, timeout_ms: float) -> None:
    """Wait for a condition; Playwright's own way evaluates texts, which the pages forbid."""
    until = time.monotonic() + timeout_ms / 1_000
    while not page.evaluate(condition):
        assert time.monotonic() < until, condition
        page.wait_for_timeout(100)


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
