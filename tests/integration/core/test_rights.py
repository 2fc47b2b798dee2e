"""Every function may do in AWS exactly what its handler does, and nothing else."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from app import app
from chalicelib.api.openapi import endpoints
from chalicelib.bootstrap import Collaborators, collaborators
from chalicelib.domain.attempt_events import EventKind, EventSource, event_at
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.kinds import Kind
from chalicelib.domain.violations import Evidence, Reconciliation
from chalicelib.services.judging import started_ms
from tests.fakes.samples import attempt, violation
from tests.infra.policies import rights
from tests.infra.terraform_configuration import Module, read_configuration
from tests.integration.core.api_client import ApiClient
from tests.integration.core.aws_rights import Right, UsedRights
from tests.integration.core.conftest import PREFIX, SignedIn, forget_clients
from tests.integration.core.kept_exam import KeptExam, look_again
from tests.integration.core.queues import Invoke, Queue
from tests.integration.core.recording import record
from tests.integration.core.room import Room, now_ms, roster_content
from tests.integration.core.scenes import Scene
from tests.integration.core.test_detect_frames import upload
from tests.integration.core.test_live_socket import socket_event
from tests.integration.core.test_room_cameras import upload_from_room
from tests.integration.core.test_send_alerts import report_on

pytestmark = pytest.mark.usefixtures("nobody_else_writes")

FOLDER: Final = Path(__file__).parents[3] / "infra" / "terraform"
FUNCTIONS: Final = (
    "api",
    "detect_frames",
    "live_socket",
    "send_alerts",
    "sweep_attempts",
    "erase_data",
)

# Rights that no request of the handler itself uses, and why they are given all the same.
GIVEN_ANYWAY: Final[dict[str, dict[Right, str]]] = {
    "api": {
        ("s3:PutObject", "objects frames/*"): "whoever holds a signed policy uploads with it",
        (
            "s3:PutObjectTagging",
            "objects frames/*",
        ): "whoever holds a signed policy uploads with it",
        ("s3:GetObject", "objects reports/*"): "whoever holds a signed address reads with it",
        ("s3:ListBucket", "bucket frames"): "without it S3 answers 403, not 404, for what expired",
        ("s3:PutObject", "objects picture-uploads/*"): "whoever holds a signed policy uploads",
        ("s3:PutObject", "objects card-uploads/*"): "whoever holds a signed policy uploads",
        ("s3:GetObject", "objects pictures/*"): "whoever holds a signed address reads with it",
        ("ses:SendRawEmail", "mail configuration alerts"): "the sender's own, used by every mail",
    },
    "detect_frames": {
        ("s3:ListBucket", "bucket frames"): "without it S3 answers 403, not 404, for what expired",
    },
    "live_socket": {
        ("s3:GetObject", "objects evidence/*"): "whoever holds a signed address reads with it",
    },
    "send_alerts": {
        ("s3:ListBucket", "bucket frames"): "without it S3 answers 403, not 404, for what expired",
        ("ses:SendRawEmail", "mail configuration alerts"): "the sender's own, used by every mail",
    },
    "sweep_attempts": {},
    "erase_data": {},
}


@pytest.fixture(scope="module")
def used(environment: dict[str, str]) -> Iterator[UsedRights]:
    """Listen to the clients that are made anew for these tests."""
    del environment
    with UsedRights(PREFIX).watching_new_sessions() as used:
        forget_clients()
        collaborators()
        yield used
    forget_clients()


@pytest.fixture(scope="module")
def terraform() -> Module:
    return read_configuration(FOLDER, prefix=PREFIX)


@pytest.fixture(scope="module")
def needed(
    used: UsedRights,
    world: Collaborators,
    lecturer: SignedIn,
    queue: Callable[[str], Queue],
    invoke: Callable[[str], Invoke],
) -> dict[str, set[Right]]:
    """Everything that each function needed, over all that it does."""
    scenes = Scenes(world, lecturer, used, queue, invoke)
    return {name: getattr(scenes, name)() for name in FUNCTIONS}


class Scenes:
    """All that each function does, once; the scenes are set before it is listened to."""

    def __init__(
        self,
        world: Collaborators,
        lecturer: SignedIn,
        used: UsedRights,
        queue: Callable[[str], Queue],
        invoke: Callable[[str], Invoke],
    ) -> None:
        self._world = world
        self._lecturer = lecturer
        self._used = used
        self._queue = queue
        self._invoke = invoke
        self._api = ApiClient(app)

    def api(self) -> set[Right]:
        scene = Scene(self._api, self._world, self._lecturer)
        needed: set[Right] = set()
        for endpoint in endpoints():
            send = scene.prepare(endpoint.name)
            with self._used.noted() as noted:
                answer = send()
            assert answer.status == endpoint.status, (endpoint.name, answer)
            needed |= noted
        return (
            needed
            | self._first_request()
            | self._judging_anew()
            | self._page_events()
            | self._turning_away()
            | self._sealing()
            | self._inviting_again()
        )

    def _first_request(self) -> set[Right]:
        """What a process reads once."""
        student = self._room().join()
        forget_clients()
        with self._used.noted() as noted:
            student.call("POST", "/heartbeat", {"camera": "on"})
        return noted

    def _page_events(self) -> set[Right]:
        """What a heartbeat needs that tells of something."""
        student = self._room().join()
        told = {"kind": "page_left", "at_ms": now_ms(), "lasted_ms": 60_000}
        with self._used.noted() as noted:
            answer = student.call("POST", "/heartbeat", {"camera": "on", "events": [told]})
        assert answer.status == 200, answer
        return noted

    def _inviting_again(self) -> set[Right]:
        """What it takes to give somebody another temporary password."""
        send = Scene(self._api, self._world, self._lecturer).prepare("invite_lecturer")
        send()
        with self._used.noted() as noted:
            answer = send()
        assert answer.status == 201, answer
        return noted

    def _turning_away(self) -> set[Right]:
        room = self._room()
        content = roster_content("SBD001")
        room.call("PUT", "/roster", content, headers={"if-match": '"0"'})
        with self._used.noted() as noted:
            answer = room.join_with("Ai đó", "SBD002")
        assert answer.code == "student_not_listed", answer
        return noted

    def _sealing(self) -> set[Right]:
        """What the first report needs of an attempt whose pictures have all come."""
        room, now = self._room(), datetime.now(UTC)
        ended = replace(
            attempt(secrets.token_hex(16), exam_id=room.exam_id),
            state=AttemptState.SUBMITTED,
            submitted_at=now - timedelta(hours=1),
        )
        self._world.attempts.add(ended)
        with self._used.noted() as noted:
            answer = room.call("POST", f"/attempts/{ended.attempt_id}/report")
        assert answer.status == 201, answer
        return noted

    def _judging_anew(self) -> set[Right]:
        room = self._room(policy="relaxed")
        student, frames = room.join(), self._queue("frames")
        frames.drain()
        key = upload(student, *[0] * 8)  # too short for a relaxed policy
        self._invoke("detect_frames")(frames.event())
        self._tear(student.attempt_id, room, Kind.NO_FACE, FrameKey.parse(key).captured_ms)
        room.call("POST", "/close")
        with self._used.noted() as noted:
            answer = room.call("POST", "/rejudge", {"policy": "strict"})
        assert answer.body["standing"] == 1, answer
        return noted

    def detect_frames(self) -> set[Right]:
        self._queue("frames").drain()
        room = self._room()
        student = room.join()
        key = upload(student, *[2] * 6)
        self._tear(student.attempt_id, room, Kind.SEVERAL_PEOPLE, FrameKey.parse(key).captured_ms)
        upload_from_room(room.add_camera())
        event = self._queue("frames").event()
        return self._run("detect_frames", event, event)

    def live_socket(self) -> set[Right]:
        room, connection_id = self._room(), secrets.token_urlsafe(8) + "="
        message = json.dumps({"action": "subscribe", "ticket": room.draw_ticket().body["ticket"]})
        leaving = self._queue("live").event_of(
            json.dumps(
                {"version": 1, "signed_out": {"lecturer_id": self._lecturer.lecturer.lecturer_id}}
            )
        )
        self._queue("live").drain()
        record(self._world, room.join(), room.exam_id)
        record(self._world, room.add_camera(), room.exam_id)
        news = self._queue("live").event()
        forget_clients()
        return self._run(
            "live_socket",
            socket_event("$connect", connection_id),
            socket_event("$default", connection_id, message),
            news,
            leaving,
            socket_event("$disconnect", connection_id),
        )

    def send_alerts(self) -> set[Right]:
        room = self._room()
        key = "evidence/told.jpg"
        self._world.frames.keep(key, b"a picture")
        self._queue("alerts").drain()
        record(self._world, room.join(), room.exam_id, evidence=(Evidence(0, key),))
        event = self._queue("alerts").event()
        record(self._world, room.join("Trần Thị Bình"), room.exam_id)
        record(self._world, room.add_camera(), room.exam_id)
        within_the_first_ones_time = self._queue("alerts").event()
        came_back = self._queue("mail-reports").event_of(report_on("nobody@truong-mau.example"))
        return self._run("send_alerts", event, within_the_first_ones_time, came_back)

    def sweep_attempts(self) -> set[Right]:
        room, now = self._room(), datetime.now(UTC)
        made = attempt(secrets.token_hex(16), exam_id=room.exam_id)
        self._world.attempts.add(replace(made, deadline=now - timedelta(minutes=5)))
        silent = replace(
            attempt(secrets.token_hex(16), exam_id=room.exam_id),
            student=replace(made.student, number="SBD002"),
            started_at=now - timedelta(minutes=10),
            deadline=now + timedelta(minutes=10),
        )
        self._world.attempts.add(silent)
        since_ms = started_ms(silent)
        self._tear(silent.attempt_id, room, Kind.UNMONITORED, since_ms)
        away = event_at(since_ms, EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": 60_000})
        self._world.events.add(silent.attempt_id, [away])
        return self._run("sweep_attempts", {})

    def erase_data(self) -> set[Right]:
        for_one, for_all = (KeptExam.made(self._api, self._world, self._lecturer) for _ in "12")
        for_one.ask_to_erase(for_one.students[0])
        for_all.ask_to_erase()
        with self._used.noted() as noted:
            self._invoke("erase_data")({})
            look_again(self._world)
        return noted

    def _tear(self, attempt_id: str, room: Room, kind: Kind, started_ms: int) -> None:
        """Store two violations that are one, as late frames will show."""
        torn = [
            violation(
                kind,
                started_ms=moment,
                ended_ms=moment + 1_000,
                attempt_id=attempt_id,
                exam_id=room.exam_id,
                # More pictures than one violation keeps.
                evidence=tuple(
                    Evidence(taken, f"evidence/{attempt_id}/{kind}-{taken}.jpg")
                    for taken in range(moment, moment + 1_000, 100)
                ),
            )
            for moment in (started_ms, started_ms + 4_000)
        ]
        version = self._world.violations.read(attempt_id).version
        self._world.violations.apply(attempt_id, Reconciliation(save=tuple(torn)), version=version)

    def _room(self, **changes: str) -> Room:
        room = Room.opened(self._api, self._lecturer.id_token, **changes)
        return replace(room, access_token=self._lecturer.access_token)

    def _run(self, name: str, *events: dict[str, Any]) -> set[Right]:
        function = self._invoke(name)
        with self._used.noted() as noted:
            for event in events:
                function(event)
        return noted


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_functions_policy_allows_all_that_its_handler_does(
    name: str, needed: dict[str, set[Right]], terraform: Module
) -> None:
    assert needed[name], "nothing was noted"
    assert needed[name] - rights(terraform, name) == set()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_functions_policy_allows_nothing_else(
    name: str, needed: dict[str, set[Right]], terraform: Module
) -> None:
    assert rights(terraform, name) - needed[name] - GIVEN_ANYWAY[name].keys() == set()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_right_that_is_given_anyway_is_given_and_not_needed(
    name: str, needed: dict[str, set[Right]], terraform: Module
) -> None:
    given = GIVEN_ANYWAY[name].keys()
    assert given <= rights(terraform, name)
    assert not given & needed[name]
