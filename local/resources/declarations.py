"""What the system keeps in the cloud, as plain data.

Terraform declares the same resources for AWS (``infra/terraform``); a test holds the
two against each other.  Names are the part after the prefix: table ``exams`` is called
``giam-thi-local-exams`` on a laptop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Attribute:
    """A key attribute of a table: its name and DynamoDB type."""

    name: str
    type: Literal["S", "N", "B"] = "S"


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index."""

    name: str
    hash_key: Attribute
    range_key: Attribute
    projection: Literal["ALL", "KEYS_ONLY", "INCLUDE"] = "ALL"
    included: tuple[str, ...] = ()
    """The attributes that an ``INCLUDE`` projection copies, beside the keys."""


@dataclass(frozen=True, slots=True)
class Table:
    """A DynamoDB table, billed on demand."""

    name: str
    hash_key: Attribute
    range_key: Attribute
    indexes: tuple[Index, ...] = ()
    expires_at: str | None = None
    """The attribute that holds the time to live."""


@dataclass(frozen=True, slots=True)
class Queue:
    """An SQS queue together with the queue of what could not be processed."""

    name: str
    visibility_timeout_s: int
    max_receive_count: int = 5

    @property
    def dead_letters(self) -> str:
        """Name the queue that a message goes to after its last failed receive."""
        return f"{self.name}-dead-letters"


@dataclass(frozen=True, slots=True)
class Topic:
    """An SNS topic."""

    name: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A queue that receives what is published on a topic."""

    topic: str
    queue: str
    raw_delivery: bool = True


@dataclass(frozen=True, slots=True)
class Bucket:
    """A private S3 bucket that the site's pages may reach with signed requests."""

    name: str
    allowed_methods: tuple[str, ...] = ("GET", "POST")
    allowed_headers: tuple[str, ...] = ("*",)
    exposed_headers: tuple[str, ...] = ("ETag",)


@dataclass(frozen=True, slots=True)
class Notification:
    """Messages that S3 sends to a queue about new objects."""

    bucket: str
    queue: str
    prefix: str
    suffix: str
    events: tuple[str, ...] = ("s3:ObjectCreated:*",)


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function; ``functions.<name>.handler.handler`` is its entry point."""

    name: str
    timeout_s: int
    memory_mb: int

    @property
    def handler(self) -> str:
        """Name the entry point as Lambda's configuration does."""
        return f"functions.{self.name}.handler.handler"


@dataclass(frozen=True, slots=True)
class EventSource:
    """A queue whose messages Lambda passes to a function in batches."""

    queue: str
    function: str
    batch_size: int
    window_s: int
    reports_failures: bool = True
    """Partial batch responses (``ReportBatchItemFailures``)."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A function that runs at a steady rate."""

    name: str
    function: str
    rate_minutes: int


@dataclass(frozen=True, slots=True)
class UserPool:
    """A Cognito user pool whose user names are e-mail addresses."""

    name: str
    client: str
    auth_flows: tuple[str, ...]
    groups: tuple[str, ...]
    password_length: int
    """The least; capitals, small letters and digits are wanted, too."""
    temporary_password_days: int
    token_minutes: int
    """How long id and access tokens live."""
    refresh_hours: int
    sign_in_minutes: int
    """How long a sign-in may take that asks for a new password or a code."""


_PARTITION_KEY: Final = Attribute("partition_key")
_SORT_KEY: Final = Attribute("sort_key")
_ATTEMPT_SUMMARY: Final = (
    "record_type",
    "student_name",
    "student_number",
    "state",
    "started_at",
    "deadline",
    "submitted_at",
    "question_count",
    "answered",
    "score",
    "max_score",
    "last_seen_at",
    "camera",
    "paused_at",
    "marked",
    "notices_read",
    "consent_version",
    "waivers",
)

TABLES: Final = (
    Table(
        "exams",
        _PARTITION_KEY,
        _SORT_KEY,
        indexes=(
            Index("by_lecturer", Attribute("lecturer_id"), Attribute("created_at"), "KEYS_ONLY"),
        ),
    ),
    Table(
        "questions",
        Attribute("lecturer_id"),
        Attribute("question_id"),
        expires_at="expires_at",
    ),
    Table(
        "attempts",
        _PARTITION_KEY,
        _SORT_KEY,
        indexes=(
            Index("by_exam", Attribute("exam_id"), _PARTITION_KEY, "INCLUDE", _ATTEMPT_SUMMARY),
            Index(
                "by_deadline",
                Attribute("open_shard"),
                Attribute("deadline"),
                "INCLUDE",
                ("exam_id", "started_at", "accepts_until", "exempt"),
            ),
            Index("by_unjudged", Attribute("unjudged_shard"), _PARTITION_KEY, "KEYS_ONLY"),
        ),
    ),
    Table("admissions", _PARTITION_KEY, _SORT_KEY, expires_at="expires_at"),
    Table(
        "observations",
        Attribute("attempt_id"),
        Attribute("bundle"),
        expires_at="expires_at",
    ),
    Table(
        "violations",
        Attribute("attempt_id"),
        Attribute("violation_id"),
        indexes=(Index("by_exam", Attribute("exam_id"), Attribute("started_ms", "N")),),
    ),
    Table(
        "connections",
        Attribute("channel"),
        Attribute("listener"),
        expires_at="expires_at",
    ),
    Table("alerts", Attribute("address"), Attribute("subject"), expires_at="expires_at"),
    Table(
        "cameras",
        _PARTITION_KEY,
        _SORT_KEY,
        indexes=(Index("by_exam", Attribute("exam_id"), _PARTITION_KEY),),
        expires_at="expires_at",
    ),
)

# AWS advises a visibility time-out of at least six times the function's time-out.
QUEUES: Final = (
    Queue("frames", visibility_timeout_s=180),
    Queue("alerts", visibility_timeout_s=180),
    Queue("urgent-alerts", visibility_timeout_s=180),
    Queue("live", visibility_timeout_s=60),
    Queue("mail-reports", visibility_timeout_s=180),
)
TOPICS: Final = (Topic("violations"), Topic("mail-reports"))
SUBSCRIPTIONS: Final = (
    Subscription("violations", "alerts"),
    Subscription("violations", "urgent-alerts"),
    Subscription("violations", "live"),
    Subscription("mail-reports", "mail-reports"),
)
FRAMES_BUCKET: Final = Bucket("frames")
BUCKETS: Final = (FRAMES_BUCKET,)
NOTIFICATIONS: Final = (Notification("frames", "frames", prefix="frames/", suffix=".mjpg"),)
USER_POOL: Final = UserPool(
    "lecturers",
    client="site",
    auth_flows=("ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
    groups=("admin", "lecturer"),
    password_length=12,
    temporary_password_days=7,
    token_minutes=15,
    refresh_hours=12,
    sign_in_minutes=10,
)
ATTEMPT_TOKEN_KEY: Final = "attempt-token-key"  # noqa: S105 - a name, not a secret
"""SSM SecureString ``/<prefix>/attempt-token-key``: signs the students' tokens."""

FUNCTIONS: Final = (
    Function("detect_frames", timeout_s=30, memory_mb=885),
    Function("send_alerts", timeout_s=25, memory_mb=512),
    Function("live_socket", timeout_s=10, memory_mb=512),
    Function("sweep_attempts", timeout_s=50, memory_mb=512),
    Function("erase_data", timeout_s=50, memory_mb=512),
)
EVENT_SOURCES: Final = (
    EventSource("frames", "detect_frames", batch_size=10, window_s=0),
    EventSource("alerts", "send_alerts", batch_size=100, window_s=30),
    EventSource("urgent-alerts", "send_alerts", batch_size=100, window_s=0),
    EventSource("live", "live_socket", batch_size=10, window_s=0),
    EventSource("mail-reports", "send_alerts", batch_size=10, window_s=0),
)
SCHEDULES: Final = (
    Schedule("sweep-attempts", "sweep_attempts", rate_minutes=1),
    Schedule("erase-data", "erase_data", rate_minutes=1),
)

ENVIRONMENT: Final = (
    "RESOURCE_PREFIX",
    "FRAMES_BUCKET",
    "VIOLATIONS_TOPIC_ARN",
    "LIVE_QUEUE_URL",
    "LECTURER_CLIENT_ID",
    "LECTURER_ISSUER",
    "LECTURER_KEYS_URL",
    "ATTEMPT_KEY_PARAMETER",
    "EDGE_KEY",
    "ICE_URLS",
    "ICE_TRANSPORT",
    "TURN_SECRET",
    "MAIL_SENDER",
    "SITE_URL",
    "WEBSOCKET_URL",
    "WEBSOCKET_MANAGEMENT_URL",
    "FACE_EMBEDDER",
    "MODELS_PATH",
)
"""What every function and the API read from their environment."""


def function(name: str) -> Function:
    """
    Return the declaration of a function.

    Raises:
        KeyError: No function has the name.
    """
    return {declared.name: declared for declared in FUNCTIONS}[name]


def qualified(prefix: str, name: str) -> str:
    """Return the name that a resource carries in an account."""
    return f"{prefix}-{name}"
