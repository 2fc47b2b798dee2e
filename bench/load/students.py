"""Students as their pages behave: uploads by the page's own rule, glimpses, heartbeats, answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import httpx
from websockets.asyncio.client import ClientConnection

from bench.load.cadence import CADENCE, bundles, sparse_bundles
from bench.load.figures import Measured, Shown, Upload
from bench.load.glimpses import answer_looks, close_all, open_socket
from bench.load.scenes import Album, Scene, scenes_of
from chalicelib.domain.frame_uploads import OFFSETS_METADATA

_HEARTBEAT_S: Final = CADENCE["live_heartbeat_seconds"]
_ANSWER_S: Final = 60
_AT_THE_DOOR: Final = 4
"""How many come in at once, before the measurement."""


@dataclass(slots=True)
class Student:
    """One page that is open."""

    number: int
    attempt_id: str
    token: str
    upload: dict[str, Any]
    questions: list[dict[str, Any]]


_Act = Callable[[Student, int], Awaitable[None]]


class Room:
    """The demo exam, joined by students through the site's HTTP API."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        site: str,
        room_code: str,
        measured: Measured,
        *,
        frame_seconds: int = 1,
    ) -> None:
        self._client = client
        self._site = site
        self._code = room_code
        self._measured = measured
        self._frame_seconds = frame_seconds

    async def fill(self, count: int) -> list[Student]:
        """Let students in and start, a few at a time."""
        room = (await self._client.get(f"/rooms/{self._code}")).raise_for_status().json()
        door = asyncio.Semaphore(_AT_THE_DOOR)

        async def one(number: int) -> Student:
            async with door:
                while True:
                    with suppress(httpx.HTTPError):  # as a person who tries once more
                        return await self._come_in(number, room["consent_version"])

        return list(await asyncio.gather(*(one(number) for number in range(count))))

    async def _come_in(self, number: int, consent: str) -> Student:
        who = {"student_name": f"Thí sinh {number}", "student_number": f"L{number:05d}"}
        path = f"/rooms/{self._code}/attempts"
        joined = await self._call("join", "POST", path, "", {**who, "consent_version": consent})
        own, token = f"/attempts/{joined['attempt_id']}", joined["attempt_token"]
        await self._call("start", "POST", f"{own}/start", token, {})
        page = await self._call("read the paper", "GET", own, token)
        return Student(number, joined["attempt_id"], token, page["upload"], page["paper"])

    async def work(
        self, students: Sequence[Student], album: Album, *, began_ms: int, seconds: int
    ) -> None:
        """Let everybody write for so long."""
        sockets = [await self._listen(student) for student in students]
        listening = [
            asyncio.create_task(answer_looks(socket, one.attempt_id, album.glimpse, now_ms))
            for one, socket in zip(students, sockets, strict=True)
        ]
        jobs = []
        for student in students:
            first_ms = began_ms + (1009 * student.number) % (1000 * CADENCE["calm_frames"])
            jobs += [
                self._show(student, album, first_ms=first_ms, seconds=seconds),
                self._every(_HEARTBEAT_S, student, self._be_there, first_ms, seconds),
                self._every(_ANSWER_S, student, self._answer, first_ms, seconds),
            ]
        await asyncio.gather(*jobs)
        await close_all(listening, sockets)

    async def _listen(self, student: Student) -> ClientConnection:
        path = f"{_own(student)}/live-ticket"
        drawn = await self._call("draw a ticket", "POST", path, student.token, {})
        return await open_socket(self._site, drawn)

    async def _show(self, student: Student, album: Album, *, first_ms: int, seconds: int) -> None:
        """Take a picture a second and upload as the page does, one upload after the other."""
        sparse = self._frame_seconds > 1  # nothing that lasts some seconds is seen then
        scenes = () if sparse else scenes_of(student.number, seconds)
        self._measured.shown += [_shown(student, scene, first_ms) for scene in scenes]
        turns = {second for scene in scenes for second in (scene.starts_s, scene.ends_s)}
        uploads = (
            sparse_bundles(seconds, self._frame_seconds)
            if sparse
            else bundles(seconds, turns.__contains__)
        )
        for sequence, taken in enumerate(uploads):
            times = tuple(first_ms + 1000 * second for second in taken)
            await _sleep_until(times[-1])
            self._measured.lags_ms.append(max(0, now_ms() - times[-1]))
            pictures = [album.picture(student.number, second, scenes) for second in taken]
            await self._upload(student, pictures, times, sequence)

    async def _upload(
        self, student: Student, pictures: list[bytes], times: tuple[int, ...], sequence: int
    ) -> None:
        policy = student.upload
        fields = {
            **policy["fields"],
            f"x-amz-meta-{OFFSETS_METADATA}": ",".join(str(at - times[0]) for at in times[1:]),
            "key": f"{policy['key_prefix']}{times[0]:013d}-{sequence:06d}.mjpg",
        }
        file = ("frames", b"".join(pictures), policy["content_type"])
        late_ms = now_ms() - times[-1]
        try:
            with self._measured.timed("upload"):
                answer = await self._client.post(policy["url"], data=fields, files={"file": file})
                answer.raise_for_status()
        except httpx.HTTPError:
            self._measured.refused += 1
            return
        upload = Upload(student.attempt_id, times, now_ms(), late_ms)
        self._measured.uploads.append(upload)

    async def _every(
        self, period_s: int, student: Student, act: _Act, first_ms: int, seconds: int
    ) -> None:
        for round_ in range(seconds // period_s):
            phase_ms = 1000 * (student.number % period_s)
            await _sleep_until(first_ms + phase_ms + 1000 * period_s * round_)
            with suppress(httpx.HTTPError):  # counted; a page tries again with its next one
                await act(student, round_)

    async def _be_there(self, student: Student, _round: int) -> None:
        path = f"/attempts/{student.attempt_id}/heartbeat"
        heard = await self._call("heartbeat", "POST", path, student.token, {"camera": "on"})
        student.upload = heard["upload"] or student.upload

    async def _answer(self, student: Student, round_: int) -> None:
        asked = student.questions[round_ % len(student.questions)]
        answer = {
            "choice_id": asked["choices"][student.number % len(asked["choices"])]["choice_id"],
            "sequence": round_ + 1,
            "answered_ms": now_ms(),
        }
        path = f"/attempts/{student.attempt_id}/answers/{asked['question_id']}"
        await self._call("save an answer", "PUT", path, student.token, answer)
        place = (student.attempt_id, asked["question_id"])
        self._measured.answers[place] = str(answer["choice_id"])

    async def kept_answers(self, student: Student) -> dict[tuple[str, str], str]:
        """Return what the student's page would show of their answers."""
        page = await self._call("read the paper", "GET", _own(student), student.token)
        return {
            (student.attempt_id, question_id): answer["choice_id"]
            for question_id, answer in page["answers"].items()
        }

    async def _call(
        self, name: str, method: str, path: str, token: str, body: object = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with self._measured.timed(name):
            answer = await self._client.request(method, path, json=body, headers=headers)
            result: dict[str, Any] = answer.raise_for_status().json()
        return result


def _own(student: Student) -> str:
    return f"/attempts/{student.attempt_id}"


def now_ms() -> int:
    """Return the time that the server has, too: it is the same machine."""
    return round(time.time() * 1000)


def _shown(student: Student, scene: Scene, first_ms: int) -> Shown:
    return Shown(student.attempt_id, scene.kind, first_ms + 1000 * scene.starts_s)


async def _sleep_until(moment_ms: int) -> None:
    await asyncio.sleep(max(0.0, (moment_ms - now_ms()) / 1000))
