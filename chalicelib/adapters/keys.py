"""Every key of every table that holds several kinds of record, built in one place.

See ``docs/access-patterns.md`` for who reads them how.
"""

from __future__ import annotations

from typing import Final

from chalicelib.domain.names import fold_number

EXAM: Final = "exam"
PAPER: Final = "paper"
CLAIM: Final = "claim"
CORRECTIONS: Final = "correction#"
ATTEMPT: Final = "attempt"
PRESENCE: Final = "presence"
LEDGER: Final = "ledger"
BASELINE: Final = "baseline"
IDENTITY: Final = "identity"
SEAL: Final = "seal"
EVENT: Final = "event"
PREFERENCES: Final = "preferences"
TROUBLE: Final = "trouble"
CAMERA: Final = "camera"
ROSTER: Final = "roster"
LISTED: Final = "student"
REFUSAL: Final = "refusal"
SOURCE: Final = "source"

ACCESS: Final = "access"

OPEN_SHARDS: Final = 10
"""Attempts that start in the same second spread over this many index partitions,
each of which takes 1,000 writes a second."""
ERASURES: Final = "erasures"
"""Names the partition of what is still to be erased."""


def erasures_of(lecturer_id: str) -> str:
    """Name the partition of the receipts of what a lecturer had erased."""
    return f"{ERASURES}#{lecturer_id}"


def correction(version: int) -> str:
    """Name the record of a correction by the exam's version that it made."""
    return f"{CORRECTIONS}{version:08d}"


def room(room_code: str) -> str:
    """Name the record that holds a room code for one published exam."""
    return f"room#{room_code}"


def teacher(lecturer_id: str) -> str:
    """Name the record, beside an exam, that puts it into a lecturer's list."""
    return f"teacher#{lecturer_id}"


def student(exam_id: str, student_number: str) -> str:
    """Name the record that gives a student number one attempt at an exam."""
    return f"student#{exam_id}#{fold_number(student_number)}"


def event(name: str) -> str:
    """Name the record of one event beside its attempt; sorts by time."""
    return f"{EVENT}#{name}"


def access(hour: int, kind: str, lecturer_id: str) -> str:
    """Name the record of who looked at an attempt, or a room, within one hour; sorts by time."""
    return f"{ACCESS}#{hour:08d}#{kind}#{lecturer_id}"


def accesses_since(hour: int) -> tuple[str, str]:
    """Return the names between which those of an hour and after sort."""
    return f"{ACCESS}#{hour:08d}", f"{ACCESS}#~"


def camera_key(digest: str) -> str:
    """Name the record of a key that enrols a room camera."""
    return f"camera-key#{digest}"


def open_shard(attempt_id: str) -> str:
    """Name the index partition in which an open attempt waits for its deadline."""
    return f"open#{int(attempt_id, 16) % OPEN_SHARDS}"


def open_shards() -> tuple[str, ...]:
    """Name them all."""
    return tuple(f"open#{shard}" for shard in range(OPEN_SHARDS))


def act(name: str) -> str:
    """Name the record of one act of a lecturer, beside the exam."""
    return f"act#{name}"


def unjudged_shard(attempt_id: str) -> str:
    """Name the index partition in which an attempt's events wait to be judged."""
    return f"unjudged#{int(attempt_id, 16) % OPEN_SHARDS}"


def unjudged_shards() -> tuple[str, ...]:
    """Name them all."""
    return tuple(f"unjudged#{shard}" for shard in range(OPEN_SHARDS))


def exam_channel(exam_id: str) -> str:
    """Name the channel of everything about one exam."""
    return f"exam#{exam_id}"


def connection(connection_id: str) -> str:
    """Name the records that say what a connection listens to."""
    return f"connection#{connection_id}"


OWN_CONNECTIONS: Final = "exam#"
"""Begins the name of a connection among its lecturer's own."""
LECTURERS: Final = "lecturer#"
"""Begins the name of a lecturer's connection on an exam's channel."""


def students(attempt_id: str | None = None) -> str:
    """Begin the name of a student's connection on an exam's channel; of one student's, if named."""
    return "attempt#" if attempt_id is None else f"attempt#{attempt_id}#"


def lecturer_channel(lecturer_id: str) -> str:
    """Name the partition of a lecturer's own connections, and of when they were signed out."""
    return f"lecturer#{lecturer_id}"


def own_connection(exam_id: str, connection_id: str) -> str:
    """Name a lecturer's connection to an exam among their own."""
    return f"{OWN_CONNECTIONS}{exam_id}#{connection_id}"


def ticket(ticket_id: str) -> str:
    """Name the record that says a live ticket was used."""
    return f"ticket#{ticket_id}"


def address(mail_address: str) -> str:
    """Name who gets mail; the letter case of an address means nothing in practice."""
    return mail_address.strip().casefold()


def told_of(attempt_id: str, violation_id: str) -> str:
    """Name the record that says somebody was told of a violation."""
    return f"told#{attempt_id}#{violation_id}"


def quiet_about(attempt_id: str, kind: str) -> str:
    """Name the record that keeps mails about a student and a kind apart in time."""
    return f"quiet#{attempt_id}#{kind}"


def digest_of(exam_id: str) -> str:
    """Name the record that keeps digests about an exam apart in time."""
    return f"digest#{exam_id}"


def roster(exam_id: str) -> str:
    """Name the partition of an exam's class list."""
    return f"roster#{exam_id}"


def listed(student_number: str) -> str:
    """Name the record of one student within a class list."""
    return f"{LISTED}#{fold_number(student_number)}"


def refusals(exam_id: str) -> str:
    """Name the partition of who was turned away from an exam."""
    return f"refusals#{exam_id}"


def source(address: str) -> str:
    """Name the partition of what came from one address."""
    return f"{SOURCE}#{address}"


def window(number: int, student_number: str | None = None) -> str:
    """Name a count within one window; sorts by time."""
    stretch = f"{number:010d}"
    return stretch if student_number is None else f"{stretch}#{fold_number(student_number)}"


def saved(lecturer_id: str) -> str:
    """Return where it is noted what a lecturer's requests saved in the bank."""
    return f"saved#{lecturer_id}"
