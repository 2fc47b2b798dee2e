"""A lecturer's open wall: the live connection, the lists that it polls, the cards in sight."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any, Final
from urllib.parse import urljoin

import httpx
from websockets.asyncio.client import connect

from bench.load.figures import Flag, Measured
from bench.load.students import now_ms

# As the page does: web/src/lecturer/wall/useRoom.ts, web/src/lecturer/wall/frames.ts.
_LIST_EVERY_S: Final = 5.0
_FRAMES_EVERY_S: Final = 2.0
_GATHER_S: Final = 0.3
_CARDS: Final = 9
_TRIES: Final = 5
_OBSERVED_A_PAGE: Final = 360


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
        self._headers: dict[str, str] = {}
        self._news = asyncio.Event()
        self._since: int | None = None
        self._pictures: dict[str, int] = {}
        self.attempts: dict[str, dict[str, Any]] = {}

    async def sign_in(self) -> None:
        """Begin."""
        account = {"email": self._demo["email"], "password": self._demo["password"]}
        answer = await self._client.post("/sign-in", json=account)
        token = answer.raise_for_status().json()["id_token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    async def watch(self, stop: asyncio.Event) -> None:
        """Be open until told to stop."""
        parts = (self._listen(), self._list(), self._look(), self._age())
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
        """Hear of violations as the live connection tells them."""
        answer = await self._client.post(f"{self._exam}/live-ticket", headers=self._headers)
        drawn = answer.raise_for_status().json()
        address = urljoin(self._site, drawn["url"]).replace("http", "ws", 1)
        async with connect(address, proxy=None) as socket:
            await socket.send(json.dumps({"action": "subscribe", "ticket": drawn["ticket"]}))
            async for text in socket:
                message = json.loads(text)
                if message["type"] == "violation":
                    self._learn(message["attempt_id"], message)
                    self._news.set()

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
        """Load the newest pictures of the cards in sight, the most urgent first."""
        while True:
            await asyncio.sleep(_FRAMES_EVERY_S)
            with contextlib.suppress(httpx.HTTPError):  # likewise
                await self._read_pictures()

    async def _read_pictures(self) -> None:
        cards = ",".join(self._in_sight())
        if not cards:
            return
        found = await self._get("newest pictures", f"{self._exam}/frames", attempts=cards)
        for item in found["items"]:
            if self._pictures.get(item["attempt_id"]) == item["captured_ms"]:
                continue
            with self._measured.timed("load a picture"):
                (await self._client.get(item["url"])).raise_for_status()
            self._pictures[item["attempt_id"]] = item["captured_ms"]

    async def _age(self) -> None:
        """Note every second how old the pictures are that the cards in sight show."""
        while True:
            await asyncio.sleep(1)
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

    async def _get_patiently(self, name: str, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        for _ in range(_TRIES):
            with contextlib.suppress(httpx.HTTPError):
                return await self._get(name, path, **query)
            await asyncio.sleep(1)
        return await self._get(name, path, **query)

    async def _get(self, name: str, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        with self._measured.timed(name):
            answer = await self._client.get(path, params=query, headers=self._headers)
            return answer.raise_for_status().json()


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()
