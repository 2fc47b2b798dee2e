"""Wires the services to the adapters, for every entry point alike.

Nothing here touches the network or reads the environment before it is called:
``chalice package`` imports ``app.py`` without any of the settings.
"""

from __future__ import annotations

import os
from functools import cache, cached_property
from typing import TYPE_CHECKING

from chalicelib.adapters.tables.base import bind
from chalicelib.config import Config

if TYPE_CHECKING:
    from chalicelib.adapters.tokens import SignedTokens
    from chalicelib.services import ports


class Collaborators:
    """
    Everything that the services may ask for, behind its port.

    Each is made, and its module loaded, when it is first asked for: an instance starts with
    what its first request needs, and not with all that any request may.
    """

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def exams(self) -> ports.ExamStore:
        from chalicelib.adapters.tables.exams import DynamoExamStore

        return DynamoExamStore()

    @cached_property
    def admissions(self) -> ports.AdmissionStore:
        from chalicelib.adapters.tables.admissions import DynamoAdmissionStore

        return DynamoAdmissionStore()

    @cached_property
    def attempts(self) -> ports.AttemptStore:
        from chalicelib.adapters.tables.attempts import DynamoAttemptStore

        return DynamoAttemptStore()

    @cached_property
    def acts(self) -> ports.ActStore:
        from chalicelib.adapters.tables.acts import DynamoActStore

        return DynamoActStore()

    @cached_property
    def events(self) -> ports.AttemptEventStore:
        from chalicelib.adapters.tables.attempt_events import DynamoAttemptEventStore

        return DynamoAttemptEventStore()

    @cached_property
    def observations(self) -> ports.ObservationStore:
        from chalicelib.adapters.tables.observations import DynamoObservationStore

        return DynamoObservationStore()

    @cached_property
    def violations(self) -> ports.ViolationStore:
        from chalicelib.adapters.tables.violations import DynamoViolationStore

        return DynamoViolationStore()

    @cached_property
    def connections(self) -> ports.ConnectionStore:
        from chalicelib.adapters.tables.connections import DynamoConnectionStore

        return DynamoConnectionStore()

    @cached_property
    def alerts(self) -> ports.AlertStore:
        from chalicelib.adapters.tables.alerts import DynamoAlertStore

        return DynamoAlertStore()

    @cached_property
    def cameras(self) -> ports.CameraStore:
        from chalicelib.adapters.tables.cameras import DynamoCameraStore

        return DynamoCameraStore()

    @cached_property
    def camera_tokens(self) -> ports.CameraTokens:
        return self._signed_tokens

    @cached_property
    def frames(self) -> ports.FrameStore:
        from chalicelib.adapters.frame_store import S3FrameStore

        return S3FrameStore(self.config.frames_bucket)

    @cached_property
    def pictures(self) -> ports.PictureStore:
        from chalicelib.adapters.picture_store import S3PictureStore

        return S3PictureStore(self.config.frames_bucket)

    @cached_property
    def reports(self) -> ports.ReportStore:
        from chalicelib.adapters.report_store import S3ReportStore

        return S3ReportStore(self.config.frames_bucket)

    @cached_property
    def accesses(self) -> ports.AccessStore:
        from chalicelib.adapters.tables.accesses import DynamoAccessStore

        return DynamoAccessStore()

    @cached_property
    def erasures(self) -> ports.ErasureStore:
        from chalicelib.adapters.tables.erasures import DynamoErasureStore

        return DynamoErasureStore()

    @cached_property
    def traces(self) -> ports.Traces:
        from chalicelib.adapters.traces import StoredTraces

        return StoredTraces(
            self.config.frames_bucket, admissions=self.admissions, connections=self.connections
        )

    @cached_property
    def bank(self) -> ports.QuestionBank:
        from chalicelib.adapters.tables.bank import DynamoQuestionBank

        return DynamoQuestionBank()

    @cached_property
    def topic(self) -> ports.ViolationTopic:
        from chalicelib.adapters.violation_topic import SnsViolationTopic

        return SnsViolationTopic(self.config.violations_topic_arn)

    @cached_property
    def news(self) -> ports.RoomNewsQueue:
        from chalicelib.adapters.room_news import SqsRoomNewsQueue

        return SqsRoomNewsQueue(self.config.live_queue_url)

    @cached_property
    def mailer(self) -> ports.Mailer:
        from chalicelib.adapters.mail import SesMailer

        return SesMailer(self.config.mail_sender)

    @cached_property
    def identity(self) -> ports.LecturerIdentity:
        from chalicelib.adapters.identity import CognitoIdentity

        return CognitoIdentity(
            client_id=self.config.lecturer_client_id,
            issuer=self.config.lecturer_issuer,
            keys_url=self.config.lecturer_keys_url,
        )

    @cached_property
    def own_account(self) -> ports.OwnAccount:
        from chalicelib.adapters.accounts import CognitoOwnAccount

        return CognitoOwnAccount()

    @cached_property
    def directory(self) -> ports.AccountDirectory:
        from chalicelib.adapters.accounts import CognitoAccountDirectory

        return CognitoAccountDirectory(issuer=self.config.lecturer_issuer)

    @cached_property
    def tokens(self) -> ports.Tokens:
        return self._signed_tokens

    @cached_property
    def sockets(self) -> ports.Sockets:
        from chalicelib.adapters.sockets import GatewaySockets

        return GatewaySockets(self.config.websocket_management_url)

    @cached_property
    def relays(self) -> ports.Relays:
        from chalicelib.adapters.relays import relays_at

        return relays_at(self.config.ice_urls.split(","), self.config.turn_secret)

    @cached_property
    def clock(self) -> ports.Clock:
        from chalicelib.adapters.clock import SystemClock

        return SystemClock()

    @cached_property
    def identifiers(self) -> ports.Identifiers:
        from chalicelib.adapters.clock import RandomIdentifiers

        return RandomIdentifiers()

    @cached_property
    def _signed_tokens(self) -> SignedTokens:
        from chalicelib.adapters.tokens import SignedTokens

        return SignedTokens(self.config.attempt_key_parameter)


@cache
def collaborators() -> Collaborators:
    """
    Return the process's collaborators, made once.

    Raises:
        ConfigurationError: The environment lacks settings.
    """
    config = Config.read(os.environ)
    bind(config.resource_prefix)
    return Collaborators(config)
