"""
What is deployed runs: each package unpacked, alone in a clean interpreter, on real events.

Building and starting them takes half a minute and needs the runtime's own Python, so that the name
keeps this file out of a plain test run: ``make package-test``.
"""

from __future__ import annotations

import base64
import io
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.kinds import Kind
from deployment.cold_start import PROCESS, ColdStart, start, unpack
from deployment.contents import function
from deployment.interpreters import PYTHON_VERSION, find_interpreter
from tests.fakes.rest_event import rest_event
from tests.fakes.samples import attempt
from tests.integration.core.conftest import SignedIn
from tests.integration.core.management_api import ManagementApi
from tests.integration.core.queues import Queue, failures
from tests.integration.core.recording import record
from tests.integration.core.room import Room
from tests.integration.core.test_detect_frames import upload
from tests.integration.core.test_live_socket import socket_event
from tests.integration.core.test_send_alerts import mails_to

INTERPRETER = find_interpreter()
QueueOf = Callable[[str], Queue]
Start = Callable[..., ColdStart]

pytestmark = pytest.mark.skipif(
    INTERPRETER is None, reason=f"no Python {PYTHON_VERSION}, Lambda's runtime, on this machine"
)


@pytest.fixture(scope="module")
def start_packaged(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Return a function that starts a packaged function on some events."""
    assert INTERPRETER is not None
    interpreter: str = INTERPRETER
    packages = tmp_path_factory.mktemp("packages")

    def started(name: str, *events: dict[str, Any]) -> ColdStart:
        folder = tmp_path_factory.mktemp(name)
        unpacked = unpack(function(name), interpreter, folder, packages)
        cold = start(unpacked, interpreter, environment, events)
        assert strangers(cold, folder) == []
        return cold

    return started


def strangers(cold: ColdStart, folder: Path) -> list[Path]:
    """Return the imported files that Lambda would not have: neither unpacked nor Python's own."""
    assert INTERPRETER is not None
    python = Path(INTERPRETER).resolve().parents[1]
    return [
        file
        for file in cold.files
        if not file.is_relative_to(folder)
        and file != PROCESS
        and ("site-packages" in file.parts or not file.is_relative_to(python))
    ]


def test_the_packaged_api_verifies_a_lecturers_token(
    start_packaged: Start, lecturer: SignedIn
) -> None:
    cold = start_packaged("api", rest_event("GET", "/me", None, token=lecturer.id_token))
    [answer] = cold.answers
    assert answer["statusCode"] == 200, answer
    assert json.loads(answer["body"])["email"] == lecturer.email


def test_the_packaged_api_reads_questions_from_a_word_file(
    start_packaged: Start, lecturer: SignedIn
) -> None:
    written, file = docx.Document(), io.BytesIO()
    for line in ("Câu 1. Chất nào làm quỳ tím hóa đỏ?", "A. NaOH", "B. HCl", "Đáp án: B"):
        written.add_paragraph(line)
    written.save(file)
    content = {
        "format": "docx",
        "file_name": "de.docx",
        "content_base64": base64.b64encode(file.getvalue()).decode(),
    }
    event = rest_event("POST", "/question-imports", content, token=lecturer.id_token)
    [answer] = start_packaged("api", event).answers
    assert answer["statusCode"] == 200, answer
    assert "quỳ tím" in answer["body"]


def test_the_packaged_detector_finds_two_people_in_a_photograph(
    start_packaged: Start, room: Room, queue: QueueOf, world: Collaborators
) -> None:
    queue("frames").drain()
    student = room.join()
    upload(student, *[2] * 6)
    cold = start_packaged("detect_frames", queue("frames").event())
    assert failures(cold.answers[0]) == []
    found = world.violations.read(student.attempt_id).violations
    assert [violation.kind for violation in found] == [Kind.SEVERAL_PEOPLE]


def test_the_packaged_alerts_mail_a_digest(
    start_packaged: Start, room: Room, queue: QueueOf, world: Collaborators, lecturer: SignedIn
) -> None:
    queue("alerts").drain()
    record(world, room.join(), room.exam_id)
    before = len(mails_to(lecturer.email))
    cold = start_packaged("send_alerts", queue("alerts").event())
    assert failures(cold.answers[0]) == []
    assert len(mails_to(lecturer.email)) == before + 1


def test_the_packaged_live_socket_welcomes_and_pushes(
    start_packaged: Start,
    room: Room,
    queue: QueueOf,
    world: Collaborators,
    management_api: ManagementApi,
) -> None:
    ticket = room.draw_ticket().body["ticket"]
    message = json.dumps({"action": "subscribe", "ticket": ticket})
    queue("live").drain()
    record(world, room.join(), room.exam_id)
    start_packaged(
        "live_socket", socket_event("$default", "packaged=", message), queue("live").event()
    )
    heard = [news["type"] for news in management_api.heard_by("packaged=")]
    assert heard == ["subscribed", "violation"]


def test_the_packaged_sweep_hands_in_what_is_overdue(
    start_packaged: Start, room: Room, world: Collaborators
) -> None:
    made = attempt(secrets.token_hex(16), exam_id=room.exam_id)
    world.attempts.add(replace(made, deadline=datetime.now(UTC) - timedelta(minutes=5)))
    start_packaged("sweep_attempts", {})
    assert world.attempts.get(made.attempt_id).state is AttemptState.SUBMITTED
