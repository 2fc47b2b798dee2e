"""An open room for students, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import (
    Answer,
    CameraState,
    Student,
)
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.consent import CAMERA_NOTICE
from chalicelib.domain.guardians import Guardian
from chalicelib.domain.scoring import Score
from chalicelib.services import joining, taking
from chalicelib.services.admitting import Visitor
from chalicelib.services.sweeping import Sweep, sweep_attempts
from tests.fakes.admission_store import FakeAdmissionStore
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.event_store import FakeAttemptEventStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import (
    FakeFrameStore,
    FakeObservationStore,
    FakeTopic,
    FakeViolationStore,
)
from tests.fakes.samples import STUDENT, exam, paper
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock, OpenTokens


@dataclass
class Room:
    """An open room with two questions, and everything behind it."""

    clock: FakeClock = field(default_factory=FakeClock)
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    admissions: FakeAdmissionStore = field(default_factory=FakeAdmissionStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    cameras: FakeCameraStore = field(default_factory=FakeCameraStore)
    events: FakeAttemptEventStore = field(default_factory=FakeAttemptEventStore)
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    observations: FakeObservationStore = field(default_factory=FakeObservationStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    topic: FakeTopic = field(default_factory=FakeTopic)
    identifiers: CountingIdentifiers = field(default_factory=CountingIdentifiers)

    def __post_init__(self) -> None:
        self.tokens = OpenTokens(self.clock)
        self.exams.add(exam(), paper())

    def join(
        self,
        student: Student = STUDENT,
        *,
        room_code: str = "HHC234",
        consent_version: str = CAMERA_NOTICE,
        pin: str = "",
        source: str = "203.0.113.7",
        further: bool = False,
        guardian: Guardian | None = None,
        key: str = "",
    ) -> joining.Joined:
        visitor = Visitor(student, source, pin)
        return joining.join_room(
            room_code,
            joining.Entry(visitor, consent_version, further, guardian, key),
            exams=self.exams,
            admissions=self.admissions,
            attempts=self.attempts,
            events=self.events,
            frames=self.frames,
            tokens=self.tokens,
            identifiers=self.identifiers,
            clock=self.clock,
        )

    def start(self, claim: AttemptClaim) -> taking.AttemptPage:
        return taking.start_attempt(
            claim,
            exams=self.exams,
            attempts=self.attempts,
            events=self.events,
            frames=self.frames,
            clock=self.clock,
        )

    def claim(self, student: Student = STUDENT) -> AttemptClaim:
        """Join and start; return what the token speaks for."""
        claim = self.tokens.verify_attempt(self.join(student).token)
        self.start(claim)
        return claim

    def save(self, claim: AttemptClaim, question_id: str, chosen: Answer) -> Answer:
        return taking.save_answer(
            claim, question_id, chosen, attempts=self.attempts, clock=self.clock
        )

    def submit(self, claim: AttemptClaim) -> Score | None:
        attempt = taking.submit_attempt(
            claim, exams=self.exams, attempts=self.attempts, clock=self.clock
        )
        return attempt.score

    def beat(self, claim: AttemptClaim, *told: AttemptEvent) -> taking.Heartbeat:
        return taking.record_heartbeat(
            claim,
            CameraState.ON,
            told,
            attempts=self.attempts,
            events=self.events,
            frames=self.frames,
            clock=self.clock,
        )

    def sweep(self) -> Sweep:
        return sweep_attempts(
            exams=self.exams,
            attempts=self.attempts,
            cameras=self.cameras,
            observations=self.observations,
            violations=self.violations,
            topic=self.topic,
            clock=self.clock,
        )
