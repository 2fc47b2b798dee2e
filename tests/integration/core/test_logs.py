"""What the functions log names nobody and opens nothing."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.aws_calls import AwsCalls, refusing_mail_to, throttled, timed_out
from tests.integration.core.conftest import PASSWORD, SignedIn
from tests.integration.core.queues import Invoke, Queue
from tests.integration.core.recording import record
from tests.integration.core.room import Attempt, Room
from tests.integration.core.test_detect_frames import upload
from tests.integration.core.test_send_alerts import report_on

QueueOf = Callable[[str], Queue]
FunctionOf = Callable[[str], Invoke]
FUNCTIONS: Final = ("detect_frames", "send_alerts", "live_socket", "sweep_attempts")
TELLING: Final = ("token", "signature", "policy", "ticket", "url")
"""The ends of the names under which answers hold what opens something."""
STUDENT: Final = "Phùng Thị Ngọc Uyển"


@contextlib.contextmanager
def logged() -> Iterator[io.StringIO]:
    """Give what the functions log in the block, and the warnings of libraries."""
    lines = io.StringIO()
    foreign = logging.StreamHandler(lines)
    foreign.setLevel(logging.WARNING)  # as Lambda's own handler
    root = logging.getLogger()
    root.addHandler(foreign)
    with contextlib.ExitStack() as later:
        later.callback(root.removeHandler, foreign)
        for name in ("api", *FUNCTIONS):
            for handler in logging.getLogger(name).handlers:
                if isinstance(handler, logging.StreamHandler):
                    later.callback(handler.setStream, handler.setStream(lines))
        yield lines


def secrets_in(body: Any) -> Iterator[str]:
    """Yield the tokens and signatures of an answer, those within its addresses too."""
    if isinstance(body, dict):
        for name, value in body.items():
            if isinstance(value, str) and value and name.casefold().endswith(TELLING):
                yield value
                yield from parse_qs(urlsplit(value).query).get("X-Amz-Signature", [])
            yield from secrets_in(value)
    elif isinstance(body, list):
        for value in body:
            yield from secrets_in(value)


class Exam:
    """An exam from the sign-in to the report, with everything that must stay out of the logs."""

    def __init__(self, api: ApiClient, lecturer: SignedIn, room: Room) -> None:
        self._api, self._lecturer, self.room = api, lecturer, room
        self.number = f"SBD-{secrets.token_hex(6)}"
        self.hidden = {
            lecturer.email,
            lecturer.lecturer.name,
            lecturer.id_token,
            lecturer.refresh_token,
            PASSWORD,
            STUDENT,
            self.number,
        }

    def sign_in(self, password: str = PASSWORD) -> None:
        content = {"email": self._lecturer.email, "password": password}
        self.hide(self._api.call("POST", "/sign-in", content).body)

    def enter(self) -> Attempt:
        """Let the student in; their answers to the page are hidden too."""
        joined = self.room.join_with(STUDENT, self.number)
        entered = Attempt(
            joined.body["attempt_id"], joined.body["attempt_token"], joined.body, self._api
        )
        started = entered.call("POST", "/start", {})
        for answer in (joined, started):
            self.hide(answer.body)
        return Attempt(entered.attempt_id, entered.token, started.body, self._api)

    def hide(self, body: Any) -> None:
        self.hidden |= {*secrets_in(body)}

    @property
    def address(self) -> str:
        """Where the lecturer gets mail."""
        return self._lecturer.email

    def leaks(self, text: str) -> list[str]:
        """Return what of the hidden stands in the logs, as it is or as JSON escapes it."""
        return [one for one in sorted(self.hidden) if one in text or escaped(one) in text]


def escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


@pytest.fixture
def exam(
    api: ApiClient, lecturer: SignedIn, room: Room, queue: QueueOf, invoke: FunctionOf
) -> Exam:
    for name in FUNCTIONS:
        invoke(name)  # loads it, and with it its logger
    for name in ("frames", "alerts", "urgent-alerts", "live"):
        queue(name).drain()
    return Exam(api, lecturer, room)


def test_an_exam_from_the_sign_in_to_the_report_names_nobody(
    exam: Exam, queue: QueueOf, invoke: FunctionOf
) -> None:
    with logged() as lines:
        exam.sign_in()
        exam.sign_in("sai-" + PASSWORD)
        student = exam.enter()
        student.answer(0, 1)
        exam.hide(student.call("POST", "/live-ticket").body)
        upload(student, *[2] * 6)
        upload(student, 1, after_s=-7_200)
        invoke("detect_frames")(queue("frames").event())
        invoke("send_alerts")(queue("alerts").event())
        invoke("live_socket")(queue("live").event())
        exam.hide(exam.room.call("GET", "/violations").body)
        student.call("POST", "/submit", {})
        exam.hide(exam.room.call("POST", f"/attempts/{student.attempt_id}/report").body)
        invoke("sweep_attempts")({})
    assert "upload set aside" in lines.getvalue()
    assert len(exam.hidden) > 15
    assert exam.leaks(lines.getvalue()) == []


def test_what_goes_wrong_is_logged_and_names_nobody(
    world: Collaborators, exam: Exam, queue: QueueOf, invoke: FunctionOf, aws_calls: AwsCalls
) -> None:
    student = exam.enter()
    record(world, student, exam.room.exam_id)
    event = queue("alerts").event()
    refused = refusing_mail_to(exam.address)
    upload(student, *[0] * 6)
    strange = json.dumps({"version": 1, "violation": {"student_name": STUDENT}})
    with logged() as lines:
        with aws_calls.failing("ses:", refused):
            invoke("send_alerts")(event)
        with aws_calls.failing("dynamodb:", throttled):
            assert student.answer(0, 1).status == 500
            assert exam.room.join_with(STUDENT, exam.number).status == 500
        with aws_calls.failing("s3:", timed_out):
            invoke("detect_frames")(queue("frames").event())
        invoke("send_alerts")(queue("alerts").event_of(strange, STUDENT, exam.number))
        invoke("live_socket")(queue("live").event_of(strange, STUDENT))
        invoke("send_alerts")(queue("mail-reports").event_of(report_on(exam.address)))
    text = lines.getvalue()
    for told in (
        "alert not sent",
        "unexpected error",
        "upload not analysed",
        "message not understood",
        "news not pushed",
        "mail came back",
    ):
        assert told in text
    assert exam.leaks(text) == []
