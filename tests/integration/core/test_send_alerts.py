"""Mail about violations, by the events that AWS would pass."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.alerts import AlertPreferences
from chalicelib.domain.kinds import Severity
from chalicelib.domain.violations import Evidence
from local.emulator.cloud import sent_messages
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.queues import Invoke, Queue, failures
from tests.integration.core.recording import record
from tests.integration.core.room import Room, now_ms

QueueOf = Callable[[str], Queue]
FunctionOf = Callable[[str], Invoke]
PICTURE = b"\xff\xd8\xff\xd9"


def mails_to(address: str) -> list[EmailMessage]:
    mails: list[Any] = [
        email.message_from_string(sent.raw_data, policy=email.policy.default)
        for sent in sent_messages()
    ]
    return [mail for mail in mails if mail["To"] == address]


def test_a_batch_of_violations_is_one_mail_an_exam_and_a_repeated_one_none(
    world: Collaborators, lecturer: SignedIn, room: Room, queue: QueueOf, invoke: FunctionOf
) -> None:
    queue("alerts").drain()
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        record(world, room.join(name), room.exam_id)
    event = queue("alerts").event()
    before = len(mails_to(lecturer.email))
    assert [failures(invoke("send_alerts")(event)) for _ in range(2)] == [[], []]
    [mail] = mails_to(lecturer.email)[before:]
    assert mail["Subject"] == "[Giám Thị] Hóa học: 2 điều cần xem"
    text = mail.get_body(("plain",))
    assert text is not None
    assert {"Nguyễn Văn An", "Trần Thị Bình"} <= {
        line.partition(" (")[0] for line in text.get_content().splitlines()
    }


def test_what_is_no_violation_returns_to_the_queue_and_holds_up_nothing(
    world: Collaborators, lecturer: SignedIn, room: Room, queue: QueueOf, invoke: FunctionOf
) -> None:
    alerts = queue("alerts")
    junk = alerts.event_of("junk", "[]", '{"version": 1, "violation": {}}')
    record(world, room.join(), room.exam_id)
    event = {"Records": junk["Records"] + alerts.event()["Records"]}
    before = len(mails_to(lecturer.email))
    answer = invoke("send_alerts")(event)
    assert failures(answer) == [r["messageId"] for r in junk["Records"]]
    assert len(mails_to(lecturer.email)) == before + 1


def test_what_is_grave_is_mailed_from_the_queue_that_does_not_gather_with_its_picture(
    world: Collaborators, lecturer: SignedIn, room: Room, queue: QueueOf, invoke: FunctionOf
) -> None:
    queue("urgent-alerts").drain()
    student, key = room.join(), "evidence/grave.jpg"
    world.frames.keep(key, PICTURE)
    record(
        world,
        student,
        room.exam_id,
        severity=Severity.HIGH,
        evidence=(Evidence(now_ms(), key),),
    )
    before = len(mails_to(lecturer.email))
    event = queue("urgent-alerts").event()
    assert [failures(invoke("send_alerts")(event)) for _ in range(2)] == [[], []]
    [mail] = mails_to(lecturer.email)[before:]
    pictures = [part for part in mail.walk() if part.get_content_type() == "image/jpeg"]
    assert [part.get_content() for part in pictures] == [PICTURE]
    html = mail.get_body(("related", "html"))
    assert html is not None
    assert f"cid:{pictures[0]['Content-ID'].strip('<>')}" in html.as_string().replace("=\n", "")


def test_copies_go_to_whom_the_lecturer_chose(
    world: Collaborators, lecturer: SignedIn, room: Room, queue: QueueOf, invoke: FunctionOf
) -> None:
    copy = "phong.dao.tao@truong-mau.example"
    world.alerts.save_preferences(lecturer.email, AlertPreferences(copies_to=(copy,)))
    queue("alerts").drain()
    record(world, room.join(), room.exam_id)
    invoke("send_alerts")(queue("alerts").event())
    world.alerts.save_preferences(lecturer.email, AlertPreferences())
    assert mails_to(lecturer.email)[-1]["Cc"] == copy
    assert set([*sent_messages()][-1].destinations) == {lecturer.email, copy}


def test_a_violation_of_no_exam_returns_to_the_queue(
    world: Collaborators, room: Room, queue: QueueOf, invoke: FunctionOf
) -> None:
    queue("alerts").drain()
    record(world, room.join(), "nowhere")
    event = queue("alerts").event()
    assert failures(invoke("send_alerts")(event)) == [event["Records"][0]["messageId"]]


def report_on(address: str) -> str:
    bounce = {
        "bounceType": "Permanent",
        "bouncedRecipients": [{"emailAddress": address, "diagnosticCode": "550 user unknown"}],
        "timestamp": "2026-11-22T08:00:00.000Z",
    }
    return json.dumps({"eventType": "Bounce", "bounce": bounce})


def test_a_mail_that_came_back_is_told_its_lecturer_and_the_address_rests_until_tried_again(
    world: Collaborators,
    lecturer: SignedIn,
    room: Room,
    queue: QueueOf,
    invoke: FunctionOf,
    api: ApiClient,
) -> None:
    event = queue("mail-reports").event_of("junk", report_on(lecturer.email))
    assert failures(invoke("send_alerts")(event)) == [event["Records"][0]["messageId"]]
    [told] = api.call("GET", "/me/alerts", token=lecturer.id_token).body["troubles"]
    assert (told["address"], told["reason"]) == (lecturer.email, "bounced")
    assert (told["detail"], told["may_try_again"]) == ("550 user unknown", True)

    queue("alerts").drain()
    record(world, room.join(), room.exam_id)
    before = len(mails_to(lecturer.email))
    invoke("send_alerts")(queue("alerts").event())
    assert len(mails_to(lecturer.email)) == before

    address = {"address": lecturer.email}
    answer = api.call("POST", "/me/alerts/retries", address, token=lecturer.id_token)
    assert answer.body["troubles"] == []
    record(world, room.join("Trần Thị Bình"), room.exam_id)
    invoke("send_alerts")(queue("alerts").event())
    assert len(mails_to(lecturer.email)) == before + 1
