from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from deployment.doctor.__main__ import examine
from deployment.doctor.findings import Finding, State, as_table, exit_status
from deployment.doctor.gateways import check_relays
from deployment.doctor.quotas import NEEDS, judge
from deployment.doctor.reading import READING, WritingRefusedError, read_only
from deployment.doctor.site import check_site
from local.resources import qualified
from tests.integration.deployment.installation import (
    PREFIX,
    SENDER,
    install_everything,
    set_recovery,
)

SITE = "https://thi.truong-mau.example"
QUOTAS = {need.quota: 1000.0 for need in NEEDS}
MAIL_ACCOUNT = {
    "SendingEnabled": True,
    "ProductionAccessEnabled": True,
    "SendQuota": {"Max24HourSend": 50000.0, "MaxSendRate": 14.0},
}


ACCESS_LOG = {
    "destinationArn": "arn:aws:logs:ap-southeast-1:1:log-group:access",
    "format": '{"status":"$context.status"}',
}


def visit(host: str, path: str) -> tuple[int, float]:
    del host
    return (200 if path == "/" else 401), 90.0


class Installation:
    """One that is well until a test harms it; answers that the emulator lacks are set here."""

    def __init__(self, account: boto3.Session) -> None:
        self.account = account
        self.mail_account: dict[str, Any] = dict(MAIL_ACCOUNT)
        self.sender_is_proven = True
        self.quotas = dict(QUOTAS)
        self.log_role: dict[str, Any] = {"cloudwatchRoleArn": "arn:aws:iam::1:role/logs"}
        self.access_log = dict(ACCESS_LOG)
        self.channel = "ACTIVE"
        self.reading = boto3.Session(region_name=account.region_name)
        answers: dict[str, Callable[[], dict[str, Any]]] = {
            "sesv2.GetAccount": lambda: self.mail_account,
            "sesv2.GetEmailIdentity": lambda: {"VerifiedForSendingStatus": self.sender_is_proven},
            "service-quotas.ListServiceQuotas": lambda: {
                "Quotas": [{"QuotaName": name, "Value": v} for name, v in self.quotas.items()]
            },
        }
        answers |= {
            "api-gateway.GetAccount": lambda: self.log_role,
            "api-gateway.GetRestApis": lambda: {
                "items": [{"id": "r1", "name": qualified(PREFIX, "api")}]
            },
            "api-gateway.GetStages": lambda: {"item": [{"accessLogSettings": self.access_log}]},
            "apigatewayv2.GetApis": lambda: {
                "Items": [{"ApiId": "w1", "Name": qualified(PREFIX, "live")}]
            },
            "apigatewayv2.GetStages": lambda: {
                "Items": [
                    {
                        "AccessLogSettings": {
                            name[0].upper() + name[1:]: value
                            for name, value in self.access_log.items()
                        }
                    }
                ]
            },
            "kinesis-video.DescribeSignalingChannel": lambda: {
                "ChannelInfo": {"ChannelStatus": self.channel}
            },
        }
        for operation, answer in answers.items():
            self._answer(operation, answer)

    def _answer(self, operation: str, answer: Callable[[], dict[str, Any]]) -> None:
        def handler(**_: object) -> Any:  # botocore's stubs know no answering handler
            return SimpleNamespace(status_code=200), answer()

        self.reading.events.register(f"before-call.{operation}", handler)

    def findings(self, students: int = 1000) -> list[Finding]:
        return list(examine(self.reading, PREFIX, students, visit))

    def found(self, subject: str) -> Finding:
        return next(finding for finding in self.findings() if finding.subject == subject)


@pytest.fixture
def installation(account: boto3.Session) -> Installation:
    install_everything(account)
    return Installation(account)


def test_an_installation_that_is_well_gets_no_other_word(installation: Installation) -> None:
    assert [f for f in installation.findings() if f.state is not State.WELL] == []


def test_every_call_reads(installation: Installation) -> None:
    sent: list[str] = []

    def note(*, event_name: str, **_: object) -> None:
        sent.append(event_name.rpartition(".")[2])

    installation.reading.events.register("before-call", note)
    installation.findings()
    assert sent
    assert [operation for operation in sent if not operation.startswith(READING)] == []


def test_what_might_change_something_is_never_sent(account: boto3.Session) -> None:
    client = read_only(account).client("sqs")
    with pytest.raises(WritingRefusedError):
        client.create_queue(QueueName="anything")


def test_dead_letters_are_a_fault(installation: Installation) -> None:
    sqs = installation.account.client("sqs")
    url = sqs.get_queue_url(QueueName=qualified(PREFIX, "alerts-dead-letters"))["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")
    assert installation.found("queue alerts").state is State.FAULT


def test_a_table_that_cannot_be_restored_is_a_fault(installation: Installation) -> None:
    set_recovery(installation.account, "attempts", on=False)
    assert "cannot be restored" in installation.found("table attempts").said


def test_a_table_that_forgets_nothing_is_a_fault(installation: Installation) -> None:
    installation.account.client("dynamodb").update_time_to_live(
        TableName=qualified(PREFIX, "observations"),
        TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires_at"},
    )
    assert installation.found("table observations").said == "expires by nothing, not by expires_at"


def test_a_table_that_anybody_may_delete_is_noted(installation: Installation) -> None:
    installation.account.client("dynamodb").update_table(
        TableName=qualified(PREFIX, "exams"), DeletionProtectionEnabled=False
    )
    assert installation.found("table exams").state is State.NOTE


def test_frames_that_are_kept_for_ever_are_a_fault(installation: Installation) -> None:
    s3 = installation.account.client("s3")
    rule = {"ID": "x", "Status": "Disabled", "Filter": {"Prefix": "frames/"}}
    s3.put_bucket_lifecycle_configuration(
        Bucket=qualified(PREFIX, "frames"),
        LifecycleConfiguration=json.loads(
            json.dumps({"Rules": [rule | {"Expiration": {"Days": 1}}]})
        ),
    )
    assert installation.found("bucket of frames").said == "keeps frames for ever"


def test_uploads_that_nobody_hears_of_are_a_fault(installation: Installation) -> None:
    installation.account.client("s3").put_bucket_notification_configuration(
        Bucket=qualified(PREFIX, "frames"), NotificationConfiguration={}
    )
    assert "nothing is looked at" in installation.found("bucket of frames").said


def test_a_queue_that_nothing_reads_is_a_fault(installation: Installation) -> None:
    client = installation.account.client("lambda")
    name = qualified(PREFIX, "live-socket")
    (mapping,) = client.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
    client.delete_event_source_mapping(UUID=mapping["UUID"])
    assert "nothing reads" in installation.found("queue live -> live_socket").said


def test_an_alarm_that_is_switched_off_is_a_fault(installation: Installation) -> None:
    name = qualified(PREFIX, "concurrency")
    installation.account.client("cloudwatch").disable_alarm_actions(AlarmNames=[name])
    assert installation.found("alarms").said == f"{name} is switched off"


def test_an_alarm_that_sounds_is_a_fault(installation: Installation) -> None:
    name = qualified(PREFIX, "concurrency")
    installation.account.client("cloudwatch").set_alarm_state(
        AlarmName=name, StateValue="ALARM", StateReason="a rehearsal"
    )
    assert installation.found("alarms").said == f"{name} sounds"


def test_the_sandbox_is_noted(installation: Installation) -> None:
    installation.mail_account["ProductionAccessEnabled"] = False
    assert installation.found("mail account").state is State.NOTE


def test_a_sender_that_is_not_proven_is_a_fault(installation: Installation) -> None:
    installation.sender_is_proven = False
    assert installation.found("mail sender").said == f"open the link that AWS mailed to {SENDER}"


def test_what_may_not_be_read_is_said_and_the_rest_goes_on(installation: Installation) -> None:
    installation.mail_account = {}
    findings = installation.findings()
    assert [f.subject for f in findings if f.state is State.UNKNOWN] == ["mail"]
    assert findings[-1].subject == "certificate"


@pytest.mark.parametrize(
    ("value", "state"), [(None, State.UNKNOWN), (99.0, State.FAULT), (1000.0, State.WELL)]
)
def test_a_quota_is_held_against_what_the_students_need(value: float | None, state: State) -> None:
    assert judge(NEEDS[0], value, 10_000).state is state


def test_a_small_exam_needs_some_instances_all_the_same() -> None:
    assert judge(NEEDS[0], 10.0, 5).state is State.FAULT


def test_a_site_that_does_not_answer_is_a_fault() -> None:
    def nobody(host: str, path: str) -> tuple[int, float]:
        raise ConnectionRefusedError(host, path)

    assert {finding.state for finding in check_site(SITE, nobody)} == {State.FAULT}


def test_a_certificate_that_was_not_renewed_is_a_fault() -> None:
    def soon(host: str, path: str) -> tuple[int, float]:
        return visit(host, path)[0], 3.0

    assert list(check_site(SITE, soon))[-1] == Finding(
        "certificate", State.FAULT, "ends in 3 days and was not renewed: look in ACM"
    )


def test_the_table_has_a_line_a_finding_and_a_count() -> None:
    table = as_table([Finding("a", State.WELL, "fine"), Finding("bcd", State.FAULT, "broken")])
    assert table.splitlines() == [
        "ok     a    fine",
        "FAULT  bcd  broken",
        "",
        "1 faults, 0 notes, 0 not read, 1 well.",
    ]


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ([State.WELL, State.NOTE], 0),
        ([State.UNKNOWN], 2),
        ([State.UNKNOWN, State.FAULT], 1),
    ],
)
def test_the_exit_status_tells_the_worst(states: list[State], status: int) -> None:
    assert exit_status([Finding("a", state, "") for state in states]) == status


LOGS = ("access log of the API", "access log of live")


@pytest.mark.parametrize("subject", LOGS)
def test_an_access_log_that_is_not_written_is_a_fault(
    installation: Installation, subject: str
) -> None:
    installation.access_log = {}
    assert installation.found(subject).said == "nothing is written: apply again"


@pytest.mark.parametrize("subject", LOGS)
def test_an_access_log_that_names_who_asked_is_a_fault(
    installation: Installation, subject: str
) -> None:
    installation.access_log["format"] = '{"from":"$context.identity.sourceIp"}'
    assert "names who asked" in installation.found(subject).said


@pytest.mark.parametrize("subject", LOGS)
def test_logs_that_nobody_may_write_are_a_fault(installation: Installation, subject: str) -> None:
    installation.log_role = {}
    assert installation.found(subject).state is State.FAULT


CHANNEL = "arn:aws:kinesisvideo:ap-southeast-1:1:channel/relays/1"


@pytest.mark.parametrize(
    ("settings", "state"),
    [
        ({"ICE_URLS": "stun:a", "ICE_TRANSPORT": "all"}, State.WELL),
        ({"ICE_URLS": "stun:a", "ICE_TRANSPORT": "relay"}, State.FAULT),
        ({"ICE_URLS": "turns:a", "ICE_TRANSPORT": "relay"}, State.WELL),
        ({"ICE_URLS": f"stun:a,{CHANNEL}", "ICE_TRANSPORT": "relay"}, State.WELL),
    ],
)
def test_live_video_that_may_only_be_relayed_needs_a_relay(
    installation: Installation, settings: dict[str, str], state: State
) -> None:
    assert max(f.state for f in check_relays(installation.reading, settings)) is state


def test_a_channel_that_is_not_ready_is_a_fault(installation: Installation) -> None:
    installation.channel = "DELETING"
    first, *_ = check_relays(installation.reading, {"ICE_URLS": CHANNEL})
    assert first.said == "the channel is DELETING"
