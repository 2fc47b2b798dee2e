"""Wires the services to the adapters, for every entry point alike.

Nothing here touches the network or reads the environment before it is called:
``chalice package`` imports ``app.py`` without any of the settings.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from chalicelib.adapters.accounts import CognitoAccountDirectory, CognitoOwnAccount
from chalicelib.adapters.clock import RandomIdentifiers, SystemClock
from chalicelib.adapters.frame_store import S3FrameStore
from chalicelib.adapters.identity import CognitoIdentity
from chalicelib.adapters.mail import SesMailer
from chalicelib.adapters.picture_store import S3PictureStore
from chalicelib.adapters.relays import relays_at
from chalicelib.adapters.report_store import S3ReportStore
from chalicelib.adapters.room_news import SqsRoomNewsQueue
from chalicelib.adapters.sockets import GatewaySockets
from chalicelib.adapters.tables.accesses import AccessRecord, DynamoAccessStore
from chalicelib.adapters.tables.acts import ActRecord, DynamoActStore
from chalicelib.adapters.tables.admissions import (
    AdmissionTableModel,
    DynamoAdmissionStore,
    RefusalRecord,
    RosterEntryRecord,
    RosterRecord,
    SourceRecord,
)
from chalicelib.adapters.tables.alerts import (
    DynamoAlertStore,
    PreferencesRecord,
    ToldRecord,
    TroubleRecord,
)
from chalicelib.adapters.tables.attempt_events import (
    AttemptEventRecord,
    DynamoAttemptEventStore,
    UnjudgedEventRecord,
)
from chalicelib.adapters.tables.attempt_records import (
    AttemptRecord,
    AttemptTableModel,
    OpenAttemptRecord,
    PresenceRecord,
    StudentRecord,
)
from chalicelib.adapters.tables.attempts import DynamoAttemptStore
from chalicelib.adapters.tables.bank import BankRecord, DynamoQuestionBank, SavedRecord
from chalicelib.adapters.tables.base import bind
from chalicelib.adapters.tables.cameras import CameraKeyRecord, CameraRecord, DynamoCameraStore
from chalicelib.adapters.tables.connections import ConnectionRecord, DynamoConnectionStore
from chalicelib.adapters.tables.corrections import CorrectionRecord
from chalicelib.adapters.tables.erasures import (
    DynamoErasureStore,
    ErasureRecord,
    ErasureTaskRecord,
)
from chalicelib.adapters.tables.exam_records import (
    ExamRecord,
    PaperRecord,
    RoomRecord,
    TeacherRecord,
)
from chalicelib.adapters.tables.exams import DynamoExamStore
from chalicelib.adapters.tables.key_models import KEY_MODELS
from chalicelib.adapters.tables.observations import (
    BaselineRecord,
    DynamoObservationStore,
    IdentityRecord,
    ObservationRecord,
    SealRecord,
)
from chalicelib.adapters.tables.violations import (
    DynamoViolationStore,
    LedgerRecord,
    ViolationRecord,
)
from chalicelib.adapters.tokens import SignedTokens
from chalicelib.adapters.traces import StoredTraces
from chalicelib.adapters.violation_topic import SnsViolationTopic
from chalicelib.config import Config
from chalicelib.services import ports

MODELS = (
    ExamRecord,
    PaperRecord,
    CorrectionRecord,
    RoomRecord,
    ActRecord,
    BankRecord,
    SavedRecord,
    TeacherRecord,
    AttemptTableModel,
    AttemptRecord,
    OpenAttemptRecord,
    PresenceRecord,
    StudentRecord,
    AttemptEventRecord,
    UnjudgedEventRecord,
    AccessRecord,
    ObservationRecord,
    BaselineRecord,
    IdentityRecord,
    SealRecord,
    ViolationRecord,
    LedgerRecord,
    ConnectionRecord,
    PreferencesRecord,
    ToldRecord,
    TroubleRecord,
    CameraRecord,
    CameraKeyRecord,
    AdmissionTableModel,
    RosterRecord,
    RosterEntryRecord,
    RefusalRecord,
    SourceRecord,
    ErasureRecord,
    ErasureTaskRecord,
    *KEY_MODELS,
)


@dataclass(frozen=True, slots=True)
class Collaborators:
    """Everything that the services may ask for, behind its port."""

    config: Config
    exams: ports.ExamStore
    admissions: ports.AdmissionStore
    attempts: ports.AttemptStore
    acts: ports.ActStore
    events: ports.AttemptEventStore
    observations: ports.ObservationStore
    violations: ports.ViolationStore
    connections: ports.ConnectionStore
    alerts: ports.AlertStore
    cameras: ports.CameraStore
    camera_tokens: ports.CameraTokens
    frames: ports.FrameStore
    pictures: ports.PictureStore
    reports: ports.ReportStore
    accesses: ports.AccessStore
    erasures: ports.ErasureStore
    traces: ports.Traces
    bank: ports.QuestionBank
    topic: ports.ViolationTopic
    news: ports.RoomNewsQueue
    mailer: ports.Mailer
    identity: ports.LecturerIdentity
    own_account: ports.OwnAccount
    directory: ports.AccountDirectory
    tokens: ports.Tokens
    sockets: ports.Sockets
    relays: ports.Relays
    clock: ports.Clock
    identifiers: ports.Identifiers


@cache
def collaborators() -> Collaborators:
    """
    Return the process's collaborators, made once.

    Raises:
        ConfigurationError: The environment lacks settings.
    """
    config = Config.read(os.environ)
    bind(config.resource_prefix, *MODELS)
    tokens = SignedTokens(config.attempt_key_parameter)
    admissions, connections = DynamoAdmissionStore(), DynamoConnectionStore()
    return Collaborators(
        config=config,
        exams=DynamoExamStore(),
        admissions=admissions,
        attempts=DynamoAttemptStore(),
        acts=DynamoActStore(),
        events=DynamoAttemptEventStore(),
        observations=DynamoObservationStore(),
        violations=DynamoViolationStore(),
        connections=connections,
        alerts=DynamoAlertStore(),
        cameras=DynamoCameraStore(),
        camera_tokens=tokens,
        frames=S3FrameStore(config.frames_bucket),
        pictures=S3PictureStore(config.frames_bucket),
        reports=S3ReportStore(config.frames_bucket),
        accesses=DynamoAccessStore(),
        erasures=DynamoErasureStore(),
        traces=StoredTraces(config.frames_bucket, admissions=admissions, connections=connections),
        bank=DynamoQuestionBank(),
        topic=SnsViolationTopic(config.violations_topic_arn),
        news=SqsRoomNewsQueue(config.live_queue_url),
        mailer=SesMailer(config.mail_sender),
        identity=CognitoIdentity(
            client_id=config.lecturer_client_id,
            issuer=config.lecturer_issuer,
            keys_url=config.lecturer_keys_url,
        ),
        own_account=CognitoOwnAccount(),
        directory=CognitoAccountDirectory(issuer=config.lecturer_issuer),
        tokens=tokens,
        sockets=GatewaySockets(config.websocket_management_url),
        relays=relays_at(config.ice_urls.split(","), config.turn_secret),
        clock=SystemClock(),
        identifiers=RandomIdentifiers(),
    )
