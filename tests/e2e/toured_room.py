"""A room full of students, with everything on its pages that a tour is to show."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Final
from uuid import uuid4

import boto3
import cv2

from tests.e2e.clips import Picture, astronaut, empty_room, two_people
from tests.e2e.conftest import System
from tests.e2e.recorded_attempt import BUNDLE, QUALITY, RecordedAttempt
from tests.e2e.toured_exam import toured_exam

REVIEWED: Final = "Phạm Thị Hồng Ưng"
CALM: Final = ("Bùi Thanh An", "Đỗ Minh Khoa", "Vũ Ngọc Lan", "Hoàng Gia Bảo")
LIGHTS: Final = (0.7, 0.8, 0.9, 1.0)
"""Each of the calm sits in a light of their own."""
VISITOR: Final = "Trịnh Thu Hà"
VISITOR_NUMBER: Final = "11B2-09"
ASKING: Final = "Ngô Phương Anh"
ASKING_NUMBER: Final = "11B2-10"
CAMERA: Final = "Cuối phòng 11B2"


@dataclass(frozen=True)
class Room:
    """A room full of students; one of them will be reviewed."""

    reviewed: RecordedAttempt
    calm: tuple[RecordedAttempt, ...]

    @property
    def address(self) -> str:
        """The exam's place in the API and on the lecturer's pages."""
        return f"/exams/{self.reviewed.exam_id}"

    def be_there(self) -> None:
        """Let everybody be seen right now, the reviewed one still in company."""
        seen = [two_people(), *(astronaut(light=light) for light in LIGHTS)]
        now_ms = round(time.time() * 1_000)
        for attempt, pictures in zip((self.reviewed, *self.calm), seen, strict=True):
            attempt.be_there()
            attempt.send(islice(pictures, BUNDLE), from_ms=now_ms - BUNDLE * 1_000)

    def write_roster(self) -> None:
        """Put everybody on a class list, who is in the room already."""
        one = self.reviewed
        students = [(REVIEWED, "11B2-03"), (VISITOR, VISITOR_NUMBER), (ASKING, ASKING_NUMBER)]
        students += [(name, f"11B2-0{number}") for number, name in enumerate(CALM, 4)]
        entries: list[dict[str, object]] = [
            {"student_number": number, "student_name": name, "class_name": "11B2"}
            for name, number in sorted(students, key=lambda student: student[1])
        ]
        entries[0] |= {"extra_minutes": 10}
        path, version = f"{self.address}/roster", {"if-match": '"0"'}
        one.api.call("PUT", path, {"entries": entries}, token=one.lecturer, **version)

    def add_camera(self) -> None:
        """Enrol a room camera that has sent pictures of a room without people."""
        one = self.reviewed
        key = one.api.call("POST", f"{self.address}/camera-keys", {}, token=one.lecturer)["key"]
        content = {"key": key, "name": CAMERA, "nonce": uuid4().hex}
        enrolled = one.api.call("POST", f"/rooms/{one.room_code}/cameras", content)
        path, token = f"/cameras/{enrolled['camera_id']}/heartbeat", enrolled["camera_token"]
        policy = one.api.call("POST", path, {"camera": "on"}, token=token)["upload"]
        captured_ms = round(time.time() * 1_000) - BUNDLE * 1_000
        pictures = islice(empty_room(), BUNDLE)
        bundle = [cv2.imencode(".jpg", one, QUALITY)[1].tobytes() for one in pictures]
        latest = one.api.upload(policy, captured_ms, bundle)
        health = {"camera": "on", "sent": BUNDLE, "latest": latest}
        one.api.call("POST", path, health, token=token)

    def end(self) -> None:
        """Hand in, confirm one of the things noted, and close."""
        for attempt in (self.reviewed, *self.calm):
            attempt.submit()
        one = self.reviewed
        found = one.review()["violations"][0]["violation_id"]
        path = f"{self.address}/attempts/{one.attempt_id}/violations/{found}/review"
        one.api.call("POST", path, {"act": "confirm"}, token=one.lecturer)
        one.api.call("POST", f"{self.address}/close", {}, token=one.lecturer)


def fill_room(system: System) -> Room:
    """Let in one who was left alone by the camera and joined by somebody, and calm others."""
    reviewed = RecordedAttempt.begin(system, name=REVIEWED, number="11B2-03", content=toured_exam())
    reviewed.choose(0)
    sent = reviewed.send(_reviewed_pictures())
    calm = []
    for number, name in enumerate(CALM, 4):
        attempt = reviewed.beside(name=name, number=f"11B2-0{number}")
        attempt.choose(number % 2)
        calm.append(attempt)
    _bounce(system)
    orders = (
        {"kind": "message", "text": "Các em kiểm tra lại số báo danh."},
        {"kind": "extra_time", "minutes": 5},
    )
    for order in orders:
        reviewed.act(order)
    bank = {"items": [{"question": question} for question in toured_exam()["questions"]]}
    reviewed.api.call("POST", "/bank-questions", bank, token=reviewed.lecturer)
    reviewed.wait_for(sent)
    return Room(reviewed, tuple(calm))


def _bounce(system: System) -> None:
    """Let SES report that a mail to the lecturer came back."""
    environment = system.environment
    sns = boto3.client(
        "sns",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_DEFAULT_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )
    topic = sns.create_topic(Name=f"{environment['RESOURCE_PREFIX']}-mail-reports")["TopicArn"]
    recipient = {
        "emailAddress": system.demo["email"],
        "diagnosticCode": "smtp; 550 5.1.1 user unknown",
    }
    bounce = {
        "bounceType": "Permanent",
        "bouncedRecipients": [recipient],
        "timestamp": datetime.now(UTC).isoformat(),
    }
    sns.publish(TopicArn=topic, Message=json.dumps({"eventType": "Bounce", "bounce": bounce}))


def _reviewed_pictures() -> Iterator[Picture]:
    parts = ((astronaut(), 40), (empty_room(), 10), (astronaut(), 20), (two_people(), 10))
    return chain.from_iterable(islice(pictures, seconds) for pictures, seconds in parts)
