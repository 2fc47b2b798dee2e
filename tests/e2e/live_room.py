"""A lecturer's page and a student's, with live video between them."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
from playwright.sync_api import Browser, Page, expect

from local import demo
from tests.e2e.conftest import System
from tests.e2e.live_clock import PICTURES, begin_reading, what_was_read
from tests.e2e.test_whole_way import join, sign_in

STUDENT: Final = "Phạm Minh Châu"
MOVING: Final = 12
MOVING_WITHIN_S: Final = 30
LIVE_WITHIN_MS: Final = 30_000

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
  window.opened = [];
  devices.getUserMedia = async (wish) => {
    window.asked.push(Boolean(wish.audio));
    const stream = await open(wish);
    window.opened.push(...stream.getTracks());
    return stream;
  };
"""


class Room:
    """The two pages."""

    def __init__(self, system: System, lecturer: Page, student: Page, exam_id: str) -> None:
        self.system, self.lecturer, self.student = system, lecturer, student
        self.exam_id = exam_id

    @classmethod
    def open(
        cls,
        system: System,
        launch: Callable[..., Browser],
        open_page: Callable[..., Page],
        clip: Path,
        *,
        sound: bool = False,
    ) -> Room:
        """Let a student join whose camera is the clip, and open the page that watches."""
        code = _room_with_sound(system) if sound else system.demo["room_code"]
        student = open_page(
            launch(clip),
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
        return cls(system, lecturer, student, exam_id)

    def attempt_id(self) -> str:
        """Return the student's newest attempt."""
        with lecturer_api(self.system) as api:
            found = api.get(f"exams/{self.exam_id}/attempts").raise_for_status().json()["items"]
        mine = (one for one in found if one["student_name"] == STUDENT)
        return str(max(mine, key=lambda one: str(one["started_at"]))["attempt_id"])

    def stored_ms(self, from_ms: int, to_ms: int) -> list[int]:
        """Return when the pictures were taken that the storage has of the student."""
        path = f"exams/{self.exam_id}/attempts/{self.attempt_id()}/frames"
        with lecturer_api(self.system) as api:
            answer = api.get(path, params={"from": from_ms, "to": to_ms}).raise_for_status()
        taken = sorted(ms for one in answer.json()["items"] for ms in one["captured_ms"])
        return [ms for ms in taken if from_ms <= ms < to_ms]

    def call(self) -> None:
        """Ask for the student's picture."""
        self.lecturer.get_by_text(STUDENT, exact=True).click()

    def watch(self) -> None:
        """Ask for the student's picture and wait until it is there."""
        self.call()
        self.expect_state("Trực tiếp", LIVE_WITHIN_MS)

    def expect_state(self, words: str, within_ms: int) -> None:
        """Wait until the picture's line says something."""
        tile = self.lecturer.get_by_role("region", name=STUDENT)
        expect(tile.get_by_text(words, exact=True)).to_be_visible(timeout=within_ms)

    def expect_moving_pictures(self) -> None:
        """What the lecturer sees are the camera's own pictures, one after the other."""
        seen: list[int] = []
        until = time.monotonic() + MOVING_WITHIN_S
        while len(set(seen)) < MOVING:
            assert time.monotonic() < until, f"only {len(set(seen))} pictures: {seen}"
            begin_reading(self.lecturer, ".live-picture video", 1_000)
            [shown] = what_was_read(self.lecturer)
            seen += [number for number, _ in shown]
        steps = [(b - a) % PICTURES for a, b in itertools.pairwise(seen)]
        assert statistics.median(steps) < PICTURES / 2, f"not in the camera's order: {seen}"


def wait_until(page: Page, condition: str, timeout_ms: float) -> None:
    """Wait for a condition; Playwright's own way evaluates texts, which the pages forbid."""
    until = time.monotonic() + timeout_ms / 1_000
    while not page.evaluate(condition):
        assert time.monotonic() < until, condition
        page.wait_for_timeout(100)


def _room_with_sound(system: System) -> str:
    """Open a room whose students may be heard, and return its code."""
    exam = {**demo.exam_content(datetime.now(UTC), None), "settings": {"student_sound": True}}
    with lecturer_api(system) as api:
        made = api.post("exams", json=exam).raise_for_status().json()
        return str(api.post(f"exams/{made['exam_id']}/open").raise_for_status().json()["room_code"])


def lecturer_api(system: System) -> httpx.Client:
    """Return a client of the API that is signed in."""
    headers = {"Authorization": f"Bearer {token_of(system)}"}
    return httpx.Client(base_url=f"{system.site}/api/", headers=headers, trust_env=False)


def draw_ticket(system: System, exam_id: str) -> dict[str, Any]:
    """Draw a live ticket as the lecturer."""
    session = session_of(system)
    answer = httpx.post(
        f"{system.site}/api/exams/{exam_id}/live-ticket",
        json={"access_token": session["access_token"]},
        headers={"Authorization": f"Bearer {session['id_token']}"},
        trust_env=False,
    )
    ticket: dict[str, Any] = answer.raise_for_status().json()
    return ticket


def token_of(system: System) -> str:
    """Sign in as the lecturer."""
    return str(session_of(system)["id_token"])


def session_of(system: System) -> dict[str, Any]:
    """Sign in as the lecturer; return the whole session."""
    answer = httpx.post(
        f"{system.site}/api/sign-in",
        json={"email": system.demo["email"], "password": system.demo["password"]},
        trust_env=False,
    )
    session: dict[str, Any] = answer.raise_for_status().json()
    return session


def exam_of(system: System, token: str, code: str | None = None) -> str:
    """Return the exam of a room, the demo's if none is named."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{system.site}/api/exams", headers=headers, trust_env=False)
    found = {one["room_code"]: one["exam_id"] for one in answer.raise_for_status().json()["items"]}
    return str(found[code or system.demo["room_code"]])
