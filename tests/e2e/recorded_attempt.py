"""An attempt whose pictures come from clips, uploaded faster than they were taken."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import boto3
import cv2
import httpx
from playwright.sync_api import Page

from tests.e2e.clips import Picture
from tests.e2e.conftest import System

BUNDLE = 5
QUALITY = (cv2.IMWRITE_JPEG_QUALITY, 80)
SEEN_WITHIN_S = 120
CONNECTION: Final[Mapping[str, Any]] = {"trust_env": False, "verify": ssl.create_default_context()}
"""Without it every request would read the machine's certificates anew, and use none."""
WRITING_FOR = timedelta(minutes=5)
NOT_SHOWN = ("camera_changed", "phone", "unmonitored")
"""
True of a clip, and not what it is to show: its empty room is another one, with a cup that may
pass for a phone, and its pictures come after minutes of none.
"""


class Api:
    """The site's HTTP API."""

    def __init__(self, site: str) -> None:
        self._base = f"{site}/api"

    def call(
        self, method: str, path: str, body: object = None, *, token: str = "", **headers: str
    ) -> Any:
        if token:
            headers["authorization"] = f"Bearer {token}"
        answer = httpx.request(
            method, self._base + path, json=body, headers=headers, timeout=60, **CONNECTION
        )
        assert answer.is_success, (method, path, answer.text)
        return answer.json() if answer.content else None

    def upload(self, policy: dict[str, Any], captured_ms: int, bundle: list[bytes]) -> str:
        """Post pictures, one a second, as a page or a room camera does; return their key."""
        key = f"{policy['key_prefix']}{captured_ms:013d}-000000.mjpg"
        fields = {
            **policy["fields"],
            "key": key,
            "x-amz-meta-offsets": ",".join(str(n * 1_000) for n in range(1, len(bundle))),
        }
        files = {"file": b"".join(bundle)}
        answer = httpx.post(policy["url"], data=fields, files=files, **CONNECTION)
        answer.raise_for_status()
        return key


GUARDIAN: Final = {"name": "Trần Thị Minh", "relation": "mother"}
"""Whom a student names; kept where the exam asks for it."""


@dataclass(frozen=True)
class RecordedAttempt:
    """A student who writes, and the lecturer's token."""

    api: Api
    lecturer: str
    exam_id: str
    room_code: str
    attempt_id: str
    student: str
    page: dict[str, Any]
    system: System

    @classmethod
    def begin(
        cls, system: System, *, name: str, number: str, content: dict[str, Any] | None = None
    ) -> RecordedAttempt:
        """Write an exam that tells its students, open it, and let one student start."""
        api = Api(system.site)
        account = {"email": system.demo["email"], "password": system.demo["password"]}
        lecturer = api.call("POST", "/sign-in", account)["id_token"]
        exam = api.call("POST", "/exams", content or _exam(), token=lecturer)
        address = f"/exams/{exam['exam_id']}"
        rules = {
            "review_rules": {"students_see": True, "students_explain": True},
            "policy_settings": {kind: {"enabled": False} for kind in NOT_SHOWN},
        }
        version = {"if-match": f'"{exam["version"]}"'}
        api.call("PUT", f"{address}/policy", rules, token=lecturer, **version)
        code = api.call("POST", f"{address}/open", {}, token=lecturer)["room_code"]
        return cls._join(system, api, lecturer, exam["exam_id"], code, name=name, number=number)

    @classmethod
    def _join(
        cls,
        system: System,
        api: Api,
        lecturer: str,
        exam_id: str,
        code: str,
        *,
        name: str,
        number: str,
    ) -> RecordedAttempt:
        room = api.call("GET", f"/rooms/{code}")
        who = {"student_name": name, "student_number": number}
        consent = {"consent_version": room["consent_version"], "guardian": GUARDIAN}
        joined = api.call("POST", f"/rooms/{code}/attempts", {**who, **consent})
        attempt_id, student = joined["attempt_id"], joined["attempt_token"]
        api.call("POST", f"/attempts/{attempt_id}/start", {}, token=student)
        write_for_a_while(system, attempt_id)
        page = api.call("GET", f"/attempts/{attempt_id}", token=student)
        return cls(api, lecturer, exam_id, code, attempt_id, student, page, system)

    def beside(self, *, name: str, number: str) -> RecordedAttempt:
        """Let another student start in the same room."""
        return self._join(
            self.system,
            self.api,
            self.lecturer,
            self.exam_id,
            self.room_code,
            name=name,
            number=number,
        )

    def act(self, order: dict[str, Any]) -> None:
        """Do what a lecturer does to the whole room."""
        path = f"/exams/{self.exam_id}/acts"
        self.api.call("POST", path, {"order": order}, token=self.lecturer)

    def be_there(self) -> None:
        """Say what a page says of itself every few seconds."""
        path = f"/attempts/{self.attempt_id}/heartbeat"
        self.api.call("POST", path, {"camera": "on"}, token=self.student)

    def choose(self, place: int) -> None:
        """Answer every question of one choice by the choice at this place."""
        for asked in self.page["paper"]:
            if asked["type"] == "single_choice":
                answer = {
                    "choice_id": asked["choices"][place]["choice_id"],
                    "sequence": 1,
                    "answered_ms": round(time.time() * 1_000),
                }
                path = f"/attempts/{self.attempt_id}/answers/{asked['question_id']}"
                self.api.call("PUT", path, answer, token=self.student)

    def submit(self) -> None:
        """Hand in."""
        self.api.call("POST", f"/attempts/{self.attempt_id}/submit", {}, token=self.student)

    def show(self, pictures: Iterator[Picture]) -> None:
        """Upload a picture for each second since the start, and wait until all were looked at."""
        self.wait_for(self.send(pictures))

    def send(self, pictures: Iterator[Picture], *, from_ms: int | None = None) -> int:
        """Upload a picture for each second since the start, or a moment; return how many."""
        started_ms = from_ms or round(
            datetime.fromisoformat(self.page["started_at"]).timestamp() * 1_000
        )
        seconds, bundle = 0, list[bytes]()
        for picture in pictures:
            bundle.append(cv2.imencode(".jpg", picture, QUALITY)[1].tobytes())
            if len(bundle) == BUNDLE:
                self.api.upload(self.page["upload"], started_ms + seconds * 1_000, bundle)
                seconds, bundle = seconds + BUNDLE, []
        return seconds

    def review(self) -> Any:
        """Return the attempt as its reviewer reads it."""
        path = f"/exams/{self.exam_id}/attempts/{self.attempt_id}"
        return self.api.call("GET", path, token=self.lecturer)

    def wait_for(self, count: int) -> None:
        """Wait until so many pictures were looked at."""
        path = f"/exams/{self.exam_id}/attempts/{self.attempt_id}/observations"
        until, seen = time.monotonic() + SEEN_WITHIN_S, 0
        while seen < count:
            assert time.monotonic() < until, f"only {seen} of {count} pictures were looked at"
            time.sleep(0.2)
            seen = len(self.api.call("GET", path, token=self.lecturer)["captured_ms"])


def write_for_a_while(system: System, attempt_id: str, length: timedelta = WRITING_FOR) -> int:
    """Move an attempt's start back, so that its pictures lie in the past; return it in ms."""
    began = datetime.now(UTC) - length
    text = f"{began:%Y-%m-%dT%H:%M:%S.%f}+0000"  # as pynamodb writes it
    environment = system.environment
    boto3.resource(
        "dynamodb",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_DEFAULT_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    ).Table(f"{environment['RESOURCE_PREFIX']}-attempts").update_item(
        Key={"partition_key": attempt_id, "sort_key": "attempt"},
        UpdateExpression="SET joined_at = :began, started_at = :began",
        ExpressionAttributeValues={":began": text},
    )
    return round(began.timestamp() * 1_000)


def keep_attempt(page: Page, attempt: RecordedAttempt, *, finished: bool = True) -> None:
    """Let a page know an attempt as if the student had written it there, or writes it."""
    kept = {
        "attempt_id": attempt.attempt_id,
        "attempt_token": attempt.student,
        "room_code": "",
        "finished": finished,
    }
    page.evaluate("kept => localStorage.setItem('giam-thi.attempt', kept)", json.dumps(kept))
    page.reload()


def _exam() -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "title": "Sinh học 11, cuối kỳ",
        "room_name": "Phòng 11B2",
        "starts_at": (now - timedelta(minutes=1)).isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        "duration_minutes": 45,
        "questions": [
            {
                "type": "single_choice",
                "text": "Bào quan nào quang hợp?",
                "points": 1,
                "choices": [{"text": "Lục lạp"}, {"text": "Ti thể"}],
                "correct_choice": 0,
            }
        ],
    }
