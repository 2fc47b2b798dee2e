"""What the scenes of all subjects need: rooms, students, what was noticed of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Evidence, Reconciliation
from tests.fakes.samples import looking, stretch, violation
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Room, now_ms, roster_content
from tests.integration.core.spot_checks import due_for_spot_checks

Send = Callable[[], Answer]


@dataclass(frozen=True)
class Stage:
    """All that a request may need."""

    api: ApiClient
    world: Collaborators
    lecturer: SignedIn

    def draft(self) -> Room:
        return Room.draft(self.api, self.lecturer.id_token)

    def opened(self) -> Room:
        room = Room.opened(self.api, self.lecturer.id_token)
        return replace(room, access_token=self.lecturer.access_token)

    def watched(self) -> Room:
        """A room with one student and one violation with a picture."""
        return self.watched_student()[0]

    def watched_student(self, **review_rules: bool) -> tuple[Room, Attempt]:
        room = self.opened()
        if review_rules:
            version = {"if-match": f'"{room.exam["version"]}"'}
            room.call("PUT", "/policy", {"review_rules": review_rules}, headers=version)
        student = room.join()
        student.call("POST", "/heartbeat", {"camera": "on"})
        found = violation(
            started_ms=now_ms(),
            attempt_id=student.attempt_id,
            exam_id=room.exam_id,
            evidence=(Evidence(now_ms(), f"evidence/{student.attempt_id}/1.jpg"),),
        )
        self.world.violations.apply(student.attempt_id, Reconciliation(save=(found,)), version=0)
        return room, student

    def reviewed(self, *acts: str) -> tuple[Room, Attempt, str]:
        """A closed room that tells its students, one of them, and a violation's name."""
        room, student = self.watched_student(students_see=True, students_explain=True)
        student.call("POST", "/submit")
        room.call("POST", "/close")
        [found] = room.call("GET", "/violations").body["items"]
        name = str(found["violation_id"])
        for act in acts:
            done = room.call("POST", review_path(student, name), {"act": act})
            assert done.status == HTTPStatus.OK
        return room, student, name

    def observed(self) -> Room:
        """A room with one student who was not there for a while."""
        return self.observed_student()[0]

    def observed_student(self) -> tuple[Room, Attempt]:
        room = self.opened()
        student = room.join()
        start = now_ms() + 1_000
        seen = tuple(stretch(0, start_ms=start, seconds=8))
        name = FrameKey(student.attempt_id, start, 0).bundle
        self.world.observations.add(ObservationBundle(student.attempt_id, name, seen, "m-1"))
        return room, student

    def spot_checked(self) -> tuple[Room, Attempt, tuple[int, ...]]:
        """A room with one student whose face was due to be compared, and when."""
        room = self.opened()
        student = room.join()
        return room, student, due_for_spot_checks(self.world, student.attempt_id)

    def listed(self) -> Room:
        """A room with a class list."""
        room = self.opened()
        content = roster_content("SBD001", "SBD002")
        written = room.call("PUT", "/roster", content, headers={"if-match": '"0"'})
        assert written.status == 200, written
        return room

    def seen(self, student: Attempt) -> None:
        """Let the camera see somebody now."""
        name = FrameKey(student.attempt_id, now_ms(), 0).bundle
        bundle = ObservationBundle(student.attempt_id, name, (looking(now_ms()),), "m-1")
        self.world.observations.add(bundle)


def review_path(student: Attempt, violation: str) -> str:
    """Return where a lecturer judges a flag."""
    return f"/attempts/{student.attempt_id}/violations/{violation}/review"
