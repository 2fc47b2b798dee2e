"""An exam that left something in every place, and a search through all of them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.alerts import AlertPreferences
from chalicelib.domain.attempt_events import Detail, EventKind, EventSource, event_at
from chalicelib.domain.baseline import UNKNOWN
from chalicelib.domain.door import Refusal
from chalicelib.domain.erasures import SECOND_LOOK
from chalicelib.domain.frame_uploads import FrameKey, evidence_key, identity_key, spot_key
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Evidence, Reconciliation
from chalicelib.services.erasure_work import work_off_erasures
from chalicelib.services.ports import Alert, Listener
from tests.fakes.samples import looking, violation
from tests.fakes.time_and_names import FakeClock
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.cards import show_card
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Room, now_ms

NAMES = ("Nguyễn Thị Ánh Tuyết", "Trần Đăng Khoa")


@dataclass(frozen=True)
class Student:
    """Somebody who took the exam."""

    name: str
    number: str
    attempt: Attempt


@dataclass(frozen=True)
class KeptExam:
    """A closed exam of two students, of whom there is something everywhere."""

    room: Room
    students: tuple[Student, ...]

    @classmethod
    def made(cls, api: ApiClient, world: Collaborators, lecturer: SignedIn) -> KeptExam:
        room = Room.opened(api, lecturer.id_token, settings={"student_card": True})
        numbers = [f"SBD-{secrets.token_hex(5)}" for _ in NAMES]
        entries = [
            {"student_number": number, "student_name": name}
            for number, name in zip(numbers, NAMES, strict=True)
        ]
        listed = {"entries": entries}
        room.call("PUT", "/roster", listed, headers={"if-match": '"0"'})
        made = cls(room, tuple(_join(room, *one) for one in zip(NAMES, numbers, strict=True)))
        made._act()
        for student in made.students:
            made._leave_traces(student, world, lecturer)
        made._leave_traces_of_the_room(world)
        made._close()
        return made

    def ask_to_erase(self, student: Student | None = None) -> Answer:
        """Ask for one student's erasure, or for the exam's."""
        if student is None:
            return self.room.call("POST", "/erasure", {"confirmation": self.room.exam["title"]})
        path = f"/attempts/{student.attempt.attempt_id}/erasure"
        return self.room.call("POST", path, {"confirmation": student.number})

    def _act(self) -> None:
        """Do something to everybody, and something to each that names them."""
        self.room.call("POST", "/acts", {"order": {"kind": "message", "text": "Còn 10 phút."}})
        for student in self.students:
            order = {"kind": "message", "text": f"Em {student.name} ngồi thẳng lên."}
            ids = [one.attempt.attempt_id for one in self.students]
            self.room.call("POST", "/acts", {"order": order, "attempt_ids": ids})
            mark = {"order": {"kind": "mark"}, "attempt_ids": [student.attempt.attempt_id]}
            self.room.call("POST", "/acts", mark)

    def _leave_traces(self, student: Student, world: Collaborators, lecturer: SignedIn) -> None:
        attempt_id, at = student.attempt.attempt_id, now_ms()
        student.attempt.answer(0, 1)
        student.attempt.call("POST", "/heartbeat", {"camera": "on"})
        exam_id, now = self.room.exam_id, datetime.now(UTC)
        world.admissions.count_refusal(exam_id, student.number, Refusal.OTHER_NAME, now=now)
        away = event_at(at, EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": 60_000})
        world.events.add(attempt_id, [away])
        upload = FrameKey(attempt_id, at, 0)
        bundle = ObservationBundle(attempt_id, upload.bundle, (looking(at),), "m-1")
        world.observations.add(bundle)
        world.observations.fix_baseline(attempt_id, UNKNOWN)
        world.observations.fix_identity(attempt_id, at)
        said: dict[str, Detail] = {
            "verdict": "same",
            "moment_ms": at,
            "captured_ms": at,
            "by": "Cô Lan",
        }
        world.events.add(
            attempt_id, [event_at(at, EventKind.SPOT_CHECK, EventSource.LECTURER, said)]
        )
        kept = (
            evidence_key(attempt_id, at),
            identity_key(attempt_id, at),
            spot_key(attempt_id, at),
        )
        for key in (str(upload), *kept):
            world.frames.keep(key, b"a picture")
            world.frames.keep(key, b"another version of it")
        world.frames.discard(kept[0])
        found = violation(
            started_ms=at,
            attempt_id=attempt_id,
            exam_id=self.room.exam_id,
            evidence=(Evidence(at, kept[0]),),
        )
        world.violations.apply(attempt_id, Reconciliation(save=(found,)), version=0)
        copied = f"copy-{secrets.token_hex(4)}@truong-mau.example"
        world.alerts.save_preferences(lecturer.email, AlertPreferences(copies_to=(copied,)))
        for address in (lecturer.email, copied):
            alerts = [Alert(address, found)]
            world.alerts.settle(alerts, now=datetime.now(UTC), cool_down=timedelta(minutes=5))
        listener = Listener(secrets.token_hex(4), self.room.exam_id, attempt_id)
        world.connections.add(listener, expires_at=datetime.now(UTC) + timedelta(hours=1))
        self.room.call("POST", f"/attempts/{attempt_id}/report")
        submitted = student.attempt.call("POST", "/submit")
        assert submitted.status == 200, submitted

    def _leave_traces_of_the_room(self, world: Collaborators) -> None:
        camera_id, at = self.room.add_camera().camera_id, now_ms()
        upload = FrameKey(camera_id, at, 0)
        bundle = ObservationBundle(camera_id, upload.bundle, (looking(at),), "m-1")
        world.observations.add(bundle)
        world.frames.keep(str(upload), b"the room")
        found = violation(started_ms=at, attempt_id=camera_id, exam_id=self.room.exam_id)
        world.violations.apply(camera_id, Reconciliation(save=(found,)), version=0)
        listener = Listener(secrets.token_hex(4), self.room.exam_id)
        world.connections.add(listener, expires_at=datetime.now(UTC) + timedelta(hours=1))

    def _close(self) -> None:
        closed = self.room.call("POST", "/close")
        assert closed.status == 200, closed


def _join(room: Room, name: str, number: str) -> Student:
    joined = room.join_with(name, number)
    assert joined.status == 201, joined
    waiting = Attempt(
        joined.body["attempt_id"], joined.body["attempt_token"], joined.body, room.api
    )
    show_card(waiting)
    started = waiting.call("POST", "/start", {})
    return Student(name, number, replace(waiting, page=started.body))


def look_again(world: Collaborators) -> None:
    """Do what the function does when the second look is due."""
    later = FakeClock(datetime.now(UTC) + SECOND_LOOK)
    done = work_off_erasures(erasures=world.erasures, traces=world.traces, clock=later)
    for error in done.failed.values():
        raise error


def found_anywhere(environment: dict[str, str], *words: str) -> list[str]:
    """Search every table, and every object with its versions, for words; return what holds one."""
    session = boto3.Session()
    endpoint = environment["AWS_ENDPOINT_URL"]
    everything = (*_records(session, endpoint), *_objects(session, endpoint))
    return [text for text in everything if _holds(text, words)]


def _holds(text: str, words: Collection[str]) -> bool:
    return any(word.casefold() in text.casefold() for word in words)


def _records(session: boto3.Session, endpoint: str) -> Iterator[str]:
    dynamodb = session.client("dynamodb", endpoint_url=endpoint)
    for table in dynamodb.list_tables()["TableNames"]:
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            yield from (f"{table} {_as_text(item)}" for item in page["Items"])
    dynamodb.close()


def _as_text(item: dict[str, Any]) -> str:
    # Texts that are JSON themselves hold no escapes: names are to be found as they are.
    return json.dumps(item, ensure_ascii=False, default=str)


def _objects(session: boto3.Session, endpoint: str) -> Iterator[str]:
    s3 = session.client("s3", endpoint_url=endpoint)
    for bucket in s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
            for one in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
                yield f"{name} {one['Key']} {one['VersionId']}"
    s3.close()
