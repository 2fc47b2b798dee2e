"""A lecturer's open wall: the live connection, the lists that it polls, the cards in sight."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import Any, Final
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, WebSocketException

from bench.load.cadence import CADENCE
from bench.load.figures import Flag, Measured
from bench.load.glimpses import open_socket, signal
from bench.load.students import now_ms

# As the page does: web/src/lecturer/wall/useRoom.ts, web/src/lecturer/wall/frames.ts.
_LIST_EVERY_S: Final = 5.0
_FRAMES_EVERY_S: Final = 2.0
_ANSWERED_MS: Final = 4_000 * CADENCE["glimpse_seconds"]
_GATHER_S: Final = 0.3
_CARDS: Final = 9
_TRIES: Final = 5
_OBSERVED_A_PAGE: Final = 360
_RENEWED_BEFORE_S: Final = 60
"""So long before a session's end the page renews it, at the latest."""


class Dashboard:
    """What one lecturer's page asks for and learns."""

    def __init__(
        self, client: httpx.AsyncClient, site: str, demo: dict[str, str], measured: Measured
    ) -> None:
        self._client = client
        self._site = site
        self._demo = demo
        self._exam = f"/exams/{demo['exam_id']}"
        self._measured = measured
        self._known: set[tuple[str, str]] = set()
        self._session: dict[str, Any] = {}
        self._ends_s = 0.0
        self._renewing = asyncio.Lock()
        self._news = asyncio.Event()
        self._since: int | None = None
        self._pictures: dict[str, int] = {}
        self._glimpsed: dict[str, int] = {}
        self._socket: ClientConnection | None = None
        self.attempts: dict[str, dict[str, Any]] = {}
        self.cameras_run = True
        """Whether there are new pictures to be shown: how old the last ones get says nothing."""

    async def sign_in(self) -> None:
        """Begin."""
        account = {"email": self._demo["email"], "password": self._demo["password"]}
        await self._enter("/sign-in", account)

    async def give_time(self, minutes: int) -> None:
        """Give everybody in the room so much more: the demo's exam lasts a quarter of an hour."""
        order = {"order": {"kind": "extra_time", "minutes": minutes}}
        answer = await self._client.post(
            f"{self._exam}/acts",
            headers={**await self._headers(), "Idempotency-Key": str(uuid4())},
            json=order,
        )
        answer.raise_for_status()

    async def watch(self, stop: asyncio.Event) -> None:
        """Be open until told to stop."""
        parts = (self._listen(), self._tell(), self._list(), self._look(), self._age())
        watching = [asyncio.create_task(part) for part in parts]
        stopped = asyncio.create_task(_until(stop))
        done, _ = await asyncio.wait([*watching, stopped], return_when=asyncio.FIRST_COMPLETED)
        for task in watching:
            task.cancel()
        for task in done:
            task.result()  # a fault in watching is a fault of the measurement

    async def seen(self, attempt_id: str) -> set[int]:
        """Return the capture times of every frame of an attempt that was looked at."""
        path = f"{self._exam}/attempts/{attempt_id}/observations"
        times: set[int] = set()
        query: dict[str, str] = {}
        while True:
            page = await self._get_patiently("observations", path, **query)
            times |= set(page["captured_ms"])
            if not page["next_cursor"]:
                return times
            query = {"cursor": page["next_cursor"]}

    async def _listen(self) -> None:
        """Hear what the live connection tells, and connect again when it ends, as the page does."""
        while True:
            with contextlib.suppress(httpx.HTTPError, OSError, WebSocketException):
                await self._hear()
            self._socket = None
            self._measured.failures["live connection of the wall"] += 1
            await asyncio.sleep(_LIST_EVERY_S)

    async def _hear(self) -> None:
        answer = await self._client.post(
            f"{self._exam}/live-ticket",
            headers=await self._headers(),
            json={"access_token": self._session["access_token"]},
        )
        socket = await open_socket(self._site, answer.raise_for_status().json())
        async for text in socket:
            message = json.loads(text)
            kind = message.get("type")  # the gateway's own word of a handler's fault has none
            if kind is None:
                self._measured.failures["live message of the wall"] += 1
            elif kind == "subscribed":
                self._socket = socket
            elif kind == "violation":
                self._learn(message["attempt_id"], message)
                self._news.set()
            elif kind == "signal" and message["kind"] == "glimpse":
                captured_ms = json.loads(message["content"])["captured_ms"]
                self._pictures[message["attempt_id"]] = captured_ms
                self._glimpsed[message["attempt_id"]] = captured_ms

    async def _tell(self) -> None:
        """Tell the pages of the cards in sight that they are, again before they forget it."""
        told_ms: dict[str, int] = {}
        while True:
            for one in self._in_sight():
                due = now_ms() - told_ms.get(one, 0) >= 1_000 * CADENCE["look_again_seconds"]
                if due and self._socket:
                    with contextlib.suppress(ConnectionClosed):
                        await self._socket.send(signal(one, "look"))
                    told_ms[one] = now_ms()
            await asyncio.sleep(_FRAMES_EVERY_S)

    async def _list(self) -> None:
        """Read who changed, every few seconds and soon after news."""
        while True:
            with contextlib.suppress(httpx.HTTPError):  # counted; the page asks again
                await self._read_room()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LIST_EVERY_S)
                await asyncio.sleep(_GATHER_S)
            self._news.clear()

    async def _read_room(self) -> None:
        query = {} if self._since is None else {"since": str(self._since)}
        found = await self._get("list the room", f"{self._exam}/attempts", **query)
        self._since = found["server_time_ms"]
        for attempt in found["items"]:
            self.attempts[attempt["attempt_id"]] = attempt
            for flag in attempt["flags"]:
                self._learn(attempt["attempt_id"], flag)

    async def _look(self) -> None:
        """Load the newest pictures of the cards in sight whose pages send none."""
        while True:
            await asyncio.sleep(_FRAMES_EVERY_S)
            with contextlib.suppress(httpx.HTTPError):  # likewise
                await self._read_pictures()

    async def _read_pictures(self) -> None:
        since_ms = now_ms() - _ANSWERED_MS
        cards = ",".join(one for one in self._in_sight() if self._glimpsed.get(one, 0) < since_ms)
        if not cards:
            return
        found = await self._get("newest pictures", f"{self._exam}/frames", attempts=cards)
        for item in found["items"]:
            if self._pictures.get(item["attempt_id"], 0) >= item["captured_ms"]:
                continue
            with self._measured.timed("load a picture"):
                (await self._client.get(item["url"])).raise_for_status()
            self._pictures[item["attempt_id"]] = item["captured_ms"]

    async def _age(self) -> None:
        """Note every second how old the pictures are that the cards in sight show."""
        while True:
            await asyncio.sleep(1)
            if not self.cameras_run:
                continue
            shown = [self._pictures[one] for one in self._in_sight() if one in self._pictures]
            self._measured.ages_ms += [now_ms() - captured_ms for captured_ms in shown]

    def _in_sight(self) -> list[str]:
        writing = [one for one in self.attempts.values() if one["state"] == "writing"]
        ordered = sorted(writing, key=lambda one: (-one["risk"], one["student_name"]))
        return [one["attempt_id"] for one in ordered[:_CARDS]]

    def _learn(self, attempt_id: str, violation: dict[str, Any]) -> None:
        name = (attempt_id, violation["violation_id"])
        if name not in self._known:
            self._known.add(name)
            flag = Flag(attempt_id, violation["kind"], violation["started_ms"], now_ms())
            self._measured.flags.append(flag)

    async def _headers(self) -> dict[str, str]:
        """Return what says who asks; sessions are short, and renewed as the page renews them."""
        async with self._renewing:
            if time.monotonic() > self._ends_s - _RENEWED_BEFORE_S:
                kept = {"refresh_token": self._session["refresh_token"]}
                await self._enter("/sign-in/refresh", kept)
        return {"Authorization": f"Bearer {self._session['id_token']}"}

    async def _enter(self, path: str, proof: dict[str, str]) -> None:
        answer = await self._client.post(path, json=proof)
        self._session = answer.raise_for_status().json()
        self._ends_s = time.monotonic() + self._session["expires_in_s"]

    async def _get_patiently(self, name: str, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        for _ in range(_TRIES):
            with contextlib.suppress(httpx.HTTPError):
                return await self._get(name, path, **query)
            await asyncio.sleep(1)
        return await self._get(name, path, **query)

    async def _get(self, name: str, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        with self._measured.timed(name):
            answer = await self._client.get(path, params=query, headers=await self._headers())
            return answer.raise_for_status().json()


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()
