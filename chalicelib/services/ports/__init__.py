"""What the use cases need of the world, as protocols; the adapters fulfil them."""

from chalicelib.services.ports.accesses import AccessStore
from chalicelib.services.ports.accounts import AccountDirectory, OwnAccount
from chalicelib.services.ports.acts import ActStore, RoomNews, RoomNewsQueue, SignedOut
from chalicelib.services.ports.admissions import AdmissionStore
from chalicelib.services.ports.alerts import Alert, AlertStore, recipients_of
from chalicelib.services.ports.attempt_events import AttemptEventStore
from chalicelib.services.ports.attempts import AttemptRow, AttemptStore
from chalicelib.services.ports.bank import QuestionBank
from chalicelib.services.ports.common import Clock, Identifiers, Page
from chalicelib.services.ports.erasures import ErasureStore, Traces
from chalicelib.services.ports.exams import ExamSource, ExamStore
from chalicelib.services.ports.frames import (
    FaceEmbedder,
    FrameDetector,
    FrameStore,
    ReportStore,
    StoredUpload,
    UploadPolicy,
)
from chalicelib.services.ports.identity import (
    LecturerIdentity,
    LiveTicket,
    Session,
    SignInStep,
    Tokens,
)
from chalicelib.services.ports.judging import (
    Ledger,
    ObservationStore,
    ViolationStore,
    ViolationTopic,
)
from chalicelib.services.ports.live import (
    AttemptChanged,
    ConnectionStore,
    Listener,
    LiveMessage,
    LiveRequest,
    Ping,
    Pong,
    Refused,
    Relays,
    RoomChanged,
    Signal,
    SignalKind,
    SignalNews,
    SignalRequest,
    Sockets,
    Subscribed,
    SubscribeRequest,
    ViolationNews,
)
from chalicelib.services.ports.mail import Email, Mailer
from chalicelib.services.ports.pictures import PictureStore, PictureUpload
from chalicelib.services.ports.room_cameras import CameraStore, CameraTokens

__all__ = [
    "AccessStore",
    "AccountDirectory",
    "ActStore",
    "AdmissionStore",
    "Alert",
    "AlertStore",
    "AttemptChanged",
    "AttemptEventStore",
    "AttemptRow",
    "AttemptStore",
    "CameraStore",
    "CameraTokens",
    "Clock",
    "ConnectionStore",
    "Email",
    "ErasureStore",
    "ExamSource",
    "ExamStore",
    "FaceEmbedder",
    "FrameDetector",
    "FrameStore",
    "Identifiers",
    "LecturerIdentity",
    "Ledger",
    "Listener",
    "LiveMessage",
    "LiveRequest",
    "LiveTicket",
    "Mailer",
    "ObservationStore",
    "OwnAccount",
    "Page",
    "PictureStore",
    "PictureUpload",
    "Ping",
    "Pong",
    "QuestionBank",
    "Refused",
    "Relays",
    "ReportStore",
    "RoomChanged",
    "RoomNews",
    "RoomNewsQueue",
    "Session",
    "SignInStep",
    "Signal",
    "SignalKind",
    "SignalNews",
    "SignalRequest",
    "SignedOut",
    "Sockets",
    "StoredUpload",
    "SubscribeRequest",
    "Subscribed",
    "Tokens",
    "Traces",
    "UploadPolicy",
    "ViolationNews",
    "ViolationStore",
    "ViolationTopic",
    "recipients_of",
]
