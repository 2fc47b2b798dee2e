"""One student's way through one exam: the deadline, the answers, the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.allowances import NO_ALLOWANCE, Allowance
from chalicelib.domain.calibration import Calibration
from chalicelib.domain.cards import Card
from chalicelib.domain.consent import covers_camera, is_asked_for_card
from chalicelib.domain.drawing import arrange, drawn_from, select_questions
from chalicelib.domain.errors import AttemptNotStartedError, InvalidError, Problem
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.exams import Exam
from chalicelib.domain.guardians import Guardian
from chalicelib.domain.kinds import Kind
from chalicelib.domain.names import name_problems
from chalicelib.domain.numbers import fold_text
from chalicelib.domain.policies import Policy, make_policy
from chalicelib.domain.questions import Paper, text_problems
from chalicelib.domain.responses import Response, canonical
from chalicelib.domain.retention import USUAL_FRAME_DAYS
from chalicelib.domain.scoring import PLAIN, Score, ScoringScheme, score_paper
from chalicelib.domain.supervision import Supervision

DEFAULT_GRACE_SECONDS: Final = 60
FIRST_DEVICE: Final = 1
MAX_NAME: Final = 100
MAX_STUDENT_NUMBER: Final = 40


class AttemptState(StrEnum):
    """Where an attempt stands."""

    JOINED = "joined"
    """In the waiting room: the camera may be tried, no question is shown, no clock runs."""
    WRITING = "writing"
    SUBMITTED = "submitted"


class CameraRule(StrEnum):
    """Whether a student needs a camera."""

    NEEDED = "needed"
    ASKED = "asked"
    """They agreed to no camera and wait for a lecturer to grant it."""
    WAIVED = "waived"


class CameraState(StrEnum):
    """What the student's page says of its camera."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


class CardStep(StrEnum):
    """Whether a student is asked for a picture of their student card."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Student:
    """Who takes the exam, as they name themselves."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The latest answer to one question."""

    response: Response | None
    """None: the student took the answer back."""
    sequence: int
    """The page's own count of its saves; a lower one never replaces a higher one."""
    answered_ms: int
    """When it was chosen, milliseconds since the epoch, server time."""
    device: int = FIRST_DEVICE
    """Which of the attempt's devices it was chosen on; each counts its saves for itself."""

    @property
    def order(self) -> tuple[int, int]:
        """What a newer answer has more of: a device comes after the one that it took over from."""
        return self.device, self.sequence


@dataclass(frozen=True, slots=True)
class Attempt:
    """A student's answers to one exam, up to their score."""

    attempt_id: str
    exam_id: str
    student: Student
    consent_version: str
    """The notice that the student agreed to; see ``chalicelib.domain.consent``."""
    joined_at: datetime
    deadline: datetime
    """Of one that has not started: the latest that it may become."""
    started_at: datetime | None = None
    """When the clock began to run; None: it has not."""
    question_ids: tuple[str, ...] = ()
    """Those asked of this student; none before the start."""
    state: AttemptState = AttemptState.JOINED
    answers: Mapping[str, Answer] = field(default_factory=dict)
    revision: int = 0
    """Counts the saved answers, so that handing in never overlooks one."""
    submitted_at: datetime | None = None
    score: Score | None = None
    receipt: str | None = None
    calibration: Calibration = ()
    """When the student was asked to look where, before the start."""
    exempt: frozenset[Kind] = frozenset()
    """Kinds of violation that are not looked for in this student."""
    supervision: Supervision = field(default_factory=Supervision)
    ordinal: int = 1
    """The student's first attempt at the exam, their second, and so on."""
    extra_time: timedelta = timedelta()
    """What this student has beyond the exam's duration and beyond its end."""
    grace_seconds: int = DEFAULT_GRACE_SECONDS
    """How long after the deadline an answer chosen before it may still arrive."""
    device: int = FIRST_DEVICE
    """Which device the student works on; each that takes the attempt over counts one more."""
    device_since: datetime | None = None
    """When it took over; None: it is the first."""
    entry_key: str = ""
    """What that device calls its entry, so that a repetition is known as one; "": nothing."""
    frame_days: int = USUAL_FRAME_DAYS
    """How long pictures are kept that belong to nothing noted, as the student was told."""
    evidence_until: datetime | None = None
    """Until when kept pictures stay, as the student was told; None: for the usual time."""
    agreed_anew_at: datetime | None = None
    """When the student agreed last, entering again while waiting; None: as they joined."""
    guardian: Guardian | None = None
    """Who agreed for the student, where the exam asks for it."""
    card: Card | None = None
    """The picture of the student card, where the exam asks for it and one was handed in."""

    @property
    def camera_rule(self) -> CameraRule:
        """Whether the student needs a camera."""
        return camera_rule_of(self.supervision, self.consent_version)

    def card_step(self, settings: ExamSettings) -> CardStep:
        """
        Say whether the student is asked for their card, in an exam of these settings.

        Who needs no camera is not, and nobody who agreed to a notice that does not tell of it.
        """
        if self.card is not None:
            return CardStep.KEPT
        asked = is_asked_for_card(settings, self.consent_version)
        return CardStep.ASKED if asked and self.supervision.waiver is None else CardStep.NOT_ASKED

    @property
    def agreed_at(self) -> datetime:
        """When the student agreed to the notice."""
        return self.agreed_anew_at or self.joined_at

    @property
    def accepts_until(self) -> datetime:
        """Until when answers may arrive."""
        return self.deadline + timedelta(seconds=self.grace_seconds)

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(answer.response is not None for answer in self.answers.values())

    @property
    def responses(self) -> Mapping[str, Response | None]:
        """What was answered, by question."""
        return {question_id: answer.response for question_id, answer in self.answers.items()}

    @property
    def answers_of_earlier_devices(self) -> Mapping[str, Answer]:
        """What stands of the devices that the present one took over from, by question."""
        return {name: one for name, one in self.answers.items() if one.device < self.device}

    def policy_of(self, exam: Exam) -> Policy:
        """Return the rules that this attempt is judged by."""
        content = exam.content
        return make_policy(content.policy, content.policy_settings, exempt=self.exempt)

    def started(
        self, exam: Exam, paper: Paper, now: datetime, calibration: Calibration = ()
    ) -> Attempt:
        """
        Return the attempt with its clock running; once only, a second time changes nothing.

        The deadline is the start plus the duration, and never later than the exam's end; extra
        time moves both, or whoever starts on time would have none of it.

        Args:
            exam: What is taken.
            paper: All its questions; the student gets those that are drawn.
            now: The start.
            calibration: When the student was asked to look where, before.
        """
        if self.state is not AttemptState.JOINED:
            return self
        content = exam.content
        regular = min(now + timedelta(minutes=content.duration_minutes), content.ends_at)
        drawn = select_questions(paper, content.settings, self.attempt_id)
        return replace(
            self,
            state=AttemptState.WRITING,
            started_at=now,
            deadline=regular + self.extra_time,
            grace_seconds=content.settings.grace_seconds,
            question_ids=tuple(question.question_id for question in drawn),
            calibration=calibration,
        )

    def paper_of(self, exam: Exam, paper: Paper) -> Paper:
        """Return the questions of this student, in the order in which they see them."""
        drawn = drawn_from(paper, self.question_ids)
        return arrange(drawn, exam.content.settings, self.attempt_id)

    def heeds(self, answer: Answer) -> bool:
        """
        Say whether an answer's device may still give it.

        A device that was taken over may send what was chosen on it before, so that nothing that
        waited there is lost; what is chosen on it afterwards does not count.
        """
        return answer.device == self.device or (
            self.device_since is not None
            and answer.answered_ms <= self.device_since.timestamp() * 1000
        )

    def taken_over(self, now: datetime, entry_key: str = "") -> Attempt:
        """Return the attempt as it goes on on another device."""
        return replace(self, device=self.device + 1, device_since=now, entry_key=entry_key)

    def agreed(self, consent_version: str, guardian: Guardian | None, now: datetime) -> Attempt:
        """Return the attempt of a student who agrees anew; what began stays as it was agreed to."""
        if self.state is not AttemptState.JOINED:
            return self
        return replace(self, consent_version=consent_version, guardian=guardian, agreed_anew_at=now)

    def was_entered_by(self, entry_key: str) -> bool:
        """Say whether an entry is the one that the present device came in by, sent again."""
        return bool(entry_key) and entry_key == self.entry_key

    def takes(self, answer: Answer, now: datetime) -> bool:
        """Say whether an answer chosen before the deadline may still arrive now."""
        return (
            self.state is AttemptState.WRITING
            and now <= self.accepts_until
            and answer.answered_ms <= self.deadline.timestamp() * 1000
        )

    def submitted(self, paper: Paper, now: datetime, scheme: ScoringScheme = PLAIN) -> Attempt:
        """
        Return the attempt handed in and scored; once only, a second time changes nothing.

        The score is over the questions that this student drew.

        Raises:
            AttemptNotStartedError: There is nothing to hand in.
        """
        if self.state is AttemptState.SUBMITTED:
            return self
        if self.state is AttemptState.JOINED:
            raise AttemptNotStartedError(attempt_id=self.attempt_id)
        return replace(
            self,
            state=AttemptState.SUBMITTED,
            submitted_at=now,
            score=score_paper(drawn_from(paper, self.question_ids), self.responses, scheme),
            receipt=_receipt(self),
        )


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """What the sweep knows of an attempt that is being written."""

    attempt_id: str
    exam_id: str
    started_at: datetime
    deadline: datetime
    accepts_until: datetime
    exempt: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Presence:
    """What the last heartbeat of an attempt said."""

    last_seen_at: datetime
    camera: CameraState
    answered: int


def join_exam(
    exam: Exam,
    student: Student,
    *,
    attempt_id: str,
    consent_version: str,
    now: datetime,
    guardian: Guardian | None = None,
    allowance: Allowance = NO_ALLOWANCE,
    entry_key: str = "",
) -> Attempt:
    """
    Give a student a place in the waiting room, with what the class list gives them.

    Raises:
        InvalidError: The student's name or number is missing or too long.
    """
    check_student(student)
    extra_time = allowance.extra_time(exam.content.duration_minutes)
    return Attempt(
        attempt_id=attempt_id,
        exam_id=exam.exam_id,
        student=student,
        consent_version=consent_version,
        joined_at=now,
        deadline=exam.content.ends_at + extra_time,
        exempt=allowance.exempt,
        extra_time=extra_time,
        entry_key=entry_key,
        frame_days=exam.content.settings.frame_days,
        evidence_until=exam.content.evidence_until + extra_time,
        guardian=guardian,
        supervision=Supervision(waivers=() if allowance.waiver is None else (allowance.waiver,)),
    )


def camera_rule_of(supervision: Supervision, consent_version: str) -> CameraRule:
    """Return whether a camera is needed, by what lecturers did and the student agreed to."""
    if supervision.waiver is not None:
        return CameraRule.WAIVED
    return CameraRule.NEEDED if covers_camera(consent_version) else CameraRule.ASKED


def last_entry(content: ExamContent) -> datetime:
    """Return until when a student who has no attempt yet may enter."""
    minutes = content.settings.late_join_minutes
    if minutes is None:
        return content.ends_at
    return min(content.starts_at + timedelta(minutes=minutes), content.ends_at)


def check_student(student: Student) -> None:
    """
    Check how a student names themselves.

    Raises:
        InvalidError: The name or number is missing or too long.
    """
    problems = tuple(_student_problems(student))
    if problems:
        raise InvalidError(problems)


def _student_problems(student: Student) -> Iterator[Problem]:
    yield from name_problems(student.name, "student_name", MAX_NAME)
    yield from text_problems(student.number, "student_number", MAX_STUDENT_NUMBER)


def is_same_name(first: str, second: str) -> bool:
    """Say whether two spellings are one name, whatever the case, the spaces, the composition."""
    return fold_text(first) == fold_text(second)


def newest(first: Answer | None, second: Answer) -> Answer:
    """Return the answer that counts; saves may arrive late, repeated and out of order."""
    return second if first is None or second.order > first.order else first


def _receipt(attempt: Attempt) -> str:
    """Short code over what was handed in, so that a printed receipt can be checked later."""
    answers = sorted((key, *canonical(answer)) for key, answer in attempt.responses.items())
    digest = hashlib.sha256(repr((attempt.attempt_id, answers)).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"
