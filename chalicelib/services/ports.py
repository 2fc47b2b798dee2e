"""What the use cases need of the world, as protocols; the adapters fulfil them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from chalicelib.domain.attempts import Answer, Attempt, AttemptState, Presence, Student
from chalicelib.domain.baseline import Baseline
from chalicelib.domain.exams import Exam, Lecturer
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.questions import Paper
from chalicelib.domain.scoring import Score
from chalicelib.domain.violations import Reconciliation, Violation

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a long list."""

    items: tuple[Item, ...]
    next_cursor: str | None
    """Give it back to get what follows; None: this was the end."""


@dataclass(frozen=True, slots=True)
class Session:
    """A lecturer's sign-in."""

    id_token: str
    refresh_token: str
    expires_in_s: int
    lecturer: Lecturer


@dataclass(frozen=True, slots=True)
class AttemptClaim:
    """Whom a student's token speaks for."""

    attempt_id: str
    exam_id: str


@dataclass(frozen=True, slots=True)
class LiveTicket:
    """A lecturer's right to listen to one exam, to be used once."""

    ticket_id: str
    exam_id: str


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """A signed permission to post frames under one attempt's prefix."""

    url: str
    fields: Mapping[str, str]
    """Form fields to send before the file, unchanged."""
    key_prefix: str
    content_type: str
    max_bytes: int
    max_frames: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """An upload as it lies in the bucket."""

    body: bytes
    content_type: str
    offsets: str
    """As sent; see ``chalicelib.domain.frame_uploads.parse_offsets``."""


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One line of a room's list: an attempt without its answers, and its last heartbeat."""

    attempt_id: str
    student: Student
    state: AttemptState
    started_at: datetime
    deadline: datetime
    submitted_at: datetime | None
    question_count: int
    answered: int
    score: Score | None
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class Email:
    """A message to one person, as HTML and as plain text."""

    to: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Tells a connection that it listens now."""

    exam_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Tells a connection that what it asked for was refused, and why."""

    code: str


@dataclass(frozen=True, slots=True)
class ViolationNews:
    """Tells a connection of a new violation."""

    violation: Violation
    student: Student


LiveMessage = Subscribed | Refused | ViolationNews


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class Identifiers(Protocol):
    """New names for new things."""

    def new_id(self) -> str:
        """Return 32 hexadecimal digits that nobody can guess."""
        ...

    def new_room_code(self) -> str:
        """Return a random room code."""
        ...


class ExamStore(Protocol):
    """Exams and their papers."""

    def add(self, exam: Exam, paper: Paper) -> None:
        """Store a new exam."""
        ...

    def get(self, exam_id: str) -> Exam:
        """Return an exam; raises ExamNotFoundError."""
        ...

    def get_paper(self, exam_id: str) -> Paper:
        """Return an exam's questions with their keys; raises ExamNotFoundError."""
        ...

    def replace(self, exam: Exam, paper: Paper) -> Exam:
        """
        Store new content over the version that ``exam`` names.

        Raises:
            StaleVersionError: Another version is stored by now.
        """
        ...

    def open_room(self, exam: Exam) -> Exam:
        """
        Store an opened exam and take its room code.

        Raises:
            RoomCodeTakenError: Another open exam has it.
            StaleVersionError: Another version is stored by now.
        """
        ...

    def close_room(self, exam: Exam) -> Exam:
        """Store a closed exam and free its room code; raises StaleVersionError."""
        ...

    def delete(self, exam: Exam) -> None:
        """Remove an exam and its paper; raises StaleVersionError."""
        ...

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        """Return a lecturer's exams, newest first."""
        ...

    def find_open(self, room_code: str) -> Exam:
        """Return the open exam that has a room code; raises RoomNotFoundError."""
        ...


class AttemptStore(Protocol):
    """Attempts, their answers and their heartbeats."""

    def add(self, attempt: Attempt) -> Attempt:
        """Store a new attempt, or return the one its student number already has."""
        ...

    def get(self, attempt_id: str) -> Attempt:
        """Return an attempt with its answers; raises AttemptNotFoundError."""
        ...

    def save_answer(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        """
        Store an answer unless a newer one is stored; return the newest.

        Raises:
            AttemptNotFoundError: There is no such attempt.
            AttemptOverError: It takes no answers any more.
        """
        ...

    def record_presence(self, attempt: Attempt, presence: Presence) -> None:
        """Store the last heartbeat."""
        ...

    def submit(self, attempt: Attempt) -> bool:
        """
        Store a handed-in attempt.

        Returns:
            False when an answer or another hand-in came first: read again.
        """
        ...

    def list_of(self, exam_id: str) -> tuple[AttemptRow, ...]:
        """Return every attempt of an exam, without answers."""
        ...

    def with_answers(self, exam_id: str) -> tuple[Attempt, ...]:
        """Return every attempt of an exam with its answers, in no order."""
        ...

    def exempt(self, attempt_id: str, kinds: Collection[Kind]) -> None:
        """Store which kinds are not looked for; raises AttemptNotFoundError."""
        ...

    def writing(self) -> Iterable[str]:
        """Yield the attempts that were not handed in yet."""
        ...

    def overdue(self, before: datetime) -> Iterable[str]:
        """Yield the attempts still being written whose deadline lies before a moment."""
        ...


class ObservationStore(Protocol):
    """What was seen, bundle by bundle."""

    def add(self, bundle: ObservationBundle) -> None:
        """Store a bundle; one already stored under its name stays as it is."""
        ...

    def between(self, attempt_id: str, from_ms: int, to_ms: int) -> tuple[ObservationBundle, ...]:
        """Return an attempt's bundles that begin in a stretch of time, in order."""
        ...

    def first_since(self, attempt_id: str, from_ms: int) -> ObservationBundle | None:
        """Return the first of an attempt's bundles that begins then or later."""
        ...

    def last_before(self, attempt_id: str, to_ms: int) -> ObservationBundle | None:
        """Return the last of an attempt's bundles that begins before a moment."""
        ...

    def baseline(self, attempt_id: str) -> Baseline | None:
        """Return the student's baseline, once it stands."""
        ...

    def fix_baseline(self, attempt_id: str, baseline: Baseline) -> Baseline:
        """Store the student's baseline once and for all; return the one that stands."""
        ...


@dataclass(frozen=True, slots=True)
class Ledger:
    """An attempt's violations as of one moment."""

    violations: tuple[Violation, ...]
    version: int
    """Counts the changes; a change must name the present one."""


class ViolationStore(Protocol):
    """Violations, changed by one writer at a time."""

    def read(self, attempt_id: str) -> Ledger:
        """
        Return an attempt's violations, as the last finished write left them.

        Those that were superseded are among them.
        """
        ...

    def apply(self, attempt_id: str, changes: Reconciliation, *, version: int) -> None:
        """
        Store a reconciliation, whole or not at all.

        Raises:
            StaleVersionError: The ledger changed since it was read.
        """
        ...

    def mark_announced(self, violation: Violation) -> None:
        """Record that the world was told of a violation."""
        ...

    def claim_mail(self, violation: Violation) -> bool:
        """Reserve the mail about a violation; False when it was sent or is being sent."""
        ...

    def release_mail(self, violation: Violation) -> None:
        """Give a reservation back after sending failed."""
        ...

    def list_of_exam(self, exam_id: str, *, limit: int) -> tuple[Violation, ...]:
        """Return an exam's violations that stand, newest first."""
        ...


class FrameStore(Protocol):
    """Uploaded frames and kept evidence."""

    def read(self, key: str) -> StoredUpload | None:
        """Return an upload, or None when it has expired."""
        ...

    def keep(self, key: str, picture: bytes) -> None:
        """Store one JPEG picture out of the expiry's reach."""
        ...

    def discard(self, key: str) -> None:
        """Remove a kept picture that nothing refers to any more."""
        ...

    def sign_upload(self, attempt_id: str, *, now: datetime) -> UploadPolicy:
        """Return a permission to upload; costs no call."""
        ...

    def sign_read(self, key: str) -> str:
        """Return an address that shows one object for some minutes; costs no call."""
        ...


class FrameDetector(Protocol):
    """The eyes."""

    models: str
    """The versions of the networks."""

    def detect(
        self, frames: Sequence[bytes], captured_ms: Sequence[int]
    ) -> tuple[Observation, ...]:
        """Look at JPEG pictures; one observation each, in order; never raises for a picture."""
        ...


class ViolationTopic(Protocol):
    """Where new violations are told to whom it may concern."""

    def publish(self, violation: Violation) -> None:
        """Tell of a violation; may reach a subscriber more than once."""
        ...

    def read(self, message: str) -> Violation:
        """Return what a subscriber received; raises ValueError for anything else."""
        ...


class Mailer(Protocol):
    """The post."""

    def send(self, email: Email) -> None:
        """Hand a message to the mail service."""
        ...


class LecturerIdentity(Protocol):
    """Who a lecturer is."""

    def sign_in(self, email: str, password: str) -> Session:
        """Open a session; raises WrongPasswordError or NewPasswordRequiredError."""
        ...

    def refresh(self, refresh_token: str) -> Session:
        """Renew a session; raises NotSignedInError."""
        ...

    def verify(self, id_token: str) -> Lecturer:
        """Return whom a token speaks for; raises NotSignedInError."""
        ...


class Tokens(Protocol):
    """Tokens that the system itself signs."""

    def issue_attempt(self, claim: AttemptClaim, *, expires_at: datetime) -> str:
        """Return a token for one attempt."""
        ...

    def verify_attempt(self, token: str) -> AttemptClaim:
        """Return what a token speaks for; raises NotSignedInError."""
        ...

    def issue_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> str:
        """Return a ticket for a live connection."""
        ...

    def verify_ticket(self, token: str) -> LiveTicket:
        """Return what a ticket speaks for; raises NotSignedInError."""
        ...


class ConnectionStore(Protocol):
    """Who listens to what over a WebSocket."""

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        """Use a ticket up; False when it was used before."""
        ...

    def add(self, exam_id: str, connection_id: str, *, expires_at: datetime) -> None:
        """Subscribe a connection to an exam."""
        ...

    def remove(self, connection_id: str) -> None:
        """Forget a connection."""
        ...

    def listening_to(self, exam_id: str) -> tuple[str, ...]:
        """Return the connections subscribed to an exam."""
        ...


class Sockets(Protocol):
    """Open WebSocket connections."""

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        """Send a message; False when the connection is gone."""
        ...
