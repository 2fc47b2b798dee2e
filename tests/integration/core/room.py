"""A room as lecturers and students make it, by the HTTP API alone."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.adapters.clock import RandomIdentifiers
from chalicelib.domain.consent import consent_version
from chalicelib.domain.exam_settings import ExamSettings
from tests.integration.core.api_client import Answer, ApiClient


def now_ms() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)


def exam_content(**changes: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    question = {
        "type": "single_choice",
        "text": "Chất nào làm quỳ tím hóa đỏ?",
        "points": 1,
        "choices": [{"text": "NaOH"}, {"text": "HCl"}],
        "correct_choice": 1,
    }
    return {
        "title": "Hóa học",
        "room_name": "12A1",
        "starts_at": (now - timedelta(minutes=1)).isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        "duration_minutes": 15,
        "room_code": RandomIdentifiers().new_room_code(),
        "questions": [question, {**question, "points": 2}],
        **changes,
    }


def bank_content(text: str = "Chất nào là axit?", **labels: Any) -> dict[str, Any]:
    question = {**exam_content()["questions"][0], "text": text}
    return {"question": question, **labels}


def tomorrow() -> dict[str, str]:
    """Times of an exam that is still to come."""
    start = datetime.now(UTC) + timedelta(days=1)
    return {
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }


def question_import(text: str = "Câu 1. Tính.\nĐáp số: 2", **changes: Any) -> dict[str, Any]:
    content = base64.b64encode(text.encode()).decode()
    return {"format": "text", "file_name": "de.txt", "content_base64": content, **changes}


def roster_content(*numbers: str, **changes: Any) -> dict[str, Any]:
    """A class list of students by number, all with the same changes."""
    entries = [
        {"student_number": number, "student_name": f"Học sinh {number}", **changes}
        for number in numbers
    ]
    return {"entries": entries}


@dataclass(frozen=True)
class Attempt:
    """A student in a room."""

    attempt_id: str
    token: str
    page: dict[str, Any]
    api: ApiClient

    def call(self, method: str, path: str, content: object = None) -> Answer:
        """Call a route below the attempt's own."""
        return self.api.call(
            method, f"/attempts/{self.attempt_id}{path}", content, token=self.token
        )

    def answer(self, question: int, choice: int, sequence: int = 1) -> Answer:
        asked = self.page["paper"][question]
        content = {
            "choice_id": asked["choices"][choice]["choice_id"],
            "sequence": sequence,
            "answered_ms": now_ms(),
        }
        return self.call("PUT", f"/answers/{asked['question_id']}", content)


@dataclass(frozen=True)
class Camera:
    """A camera in a room."""

    camera_id: str
    token: str
    api: ApiClient

    def beat(self, **changes: Any) -> Answer:
        content = {"camera": "on", "sent": 5, "waiting": 0, "lost": 0, **changes}
        path = f"/cameras/{self.camera_id}/heartbeat"
        return self.api.call("POST", path, content, token=self.token)


@dataclass(frozen=True)
class Room:
    """An exam and the token of its lecturer."""

    api: ApiClient
    token: str
    exam: dict[str, Any]
    access_token: str = ""
    """Of the same session; asked for by a live ticket alone."""

    @classmethod
    def draft(cls, api: ApiClient, token: str, **changes: Any) -> Room:
        made = api.call("POST", "/exams", exam_content(**changes), token=token)
        assert made.status == 201, made
        return cls(api, token, made.body)

    @classmethod
    def opened(cls, api: ApiClient, token: str, **changes: Any) -> Room:
        room = cls.draft(api, token, **changes)
        opened = room.call("POST", "/open")
        assert opened.status == 200, opened
        return cls(api, token, opened.body)

    @property
    def exam_id(self) -> str:
        return str(self.exam["exam_id"])

    @property
    def code(self) -> str:
        return str(self.exam["room_code"])

    def call(self, method: str, path: str = "", content: object = None, **more: Any) -> Answer:
        """Call a route below the exam's own."""
        return self.api.call(
            method, f"/exams/{self.exam_id}{path}", content, token=self.token, **more
        )

    def draw_ticket(self) -> Answer:
        return self.call("POST", "/live-ticket", {"access_token": self.access_token})

    @property
    def notice(self) -> str:
        """The name of the notice that students agree to."""
        named = (
            "student_sound",
            "guardian_consent",
            "student_card",
            "frame_days",
            "evidence_days",
        )
        return consent_version(ExamSettings(**{one: self.exam["settings"][one] for one in named}))

    def join_with(
        self, name: str, number: str, consent: str | None = None, *, key: str = ""
    ) -> Answer:
        content = {
            "student_name": name,
            "student_number": number,
            "consent_version": consent or self.notice,
        }
        headers = {"idempotency-key": key}
        return self.api.call("POST", f"/rooms/{self.code}/attempts", content, headers=headers)

    def join(self, name: str = "Nguyễn Văn An") -> Attempt:
        """Let a student join and start."""
        waiting = self.wait(name)
        started = waiting.call("POST", "/start", {})
        assert started.status == 200, started
        return replace(waiting, page=started.body)

    def wait(self, name: str = "Nguyễn Văn An") -> Attempt:
        """Let a student into the waiting room."""
        joined = self.join_with(name, secrets.token_hex(4))
        assert joined.status == 201, joined
        return Attempt(
            joined.body["attempt_id"], joined.body["attempt_token"], joined.body, self.api
        )

    def enrol(self, key: str, *, name: str = "Phòng 204", nonce: str | None = None) -> Answer:
        content = {"key": key, "name": name, "nonce": nonce or secrets.token_hex(16)}
        return self.api.call("POST", f"/rooms/{self.code}/cameras", content)

    def add_camera(self, name: str = "Phòng 204") -> Camera:
        key = self.call("POST", "/camera-keys").body["key"]
        enrolled = self.enrol(key, name=name)
        assert enrolled.status == 201, enrolled
        return Camera(enrolled.body["camera_id"], enrolled.body["camera_token"], self.api)
