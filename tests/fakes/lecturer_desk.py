"""A lecturer's desk in memory: exams, colleagues, a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import LecturerNotFoundError, NotSignedInError
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.services.ports import Session, SignInStep
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.samples import LECTURER, SOMEBODY_ELSE, exam, paper
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock


class FakeIdentity:
    """Lecturers by e-mail address; nobody signs in here."""

    def __init__(self, *lecturers: Lecturer) -> None:
        self._lecturers = {lecturer.email: lecturer for lecturer in lecturers}
        self.asked: list[str] = []

    def sign_in(self, email: str, password: str) -> Session:
        raise NotSignedInError(email=email, password=password)

    def replace_password(self, step: SignInStep, new_password: str) -> Session:
        raise NotSignedInError(step=step, new_password=new_password)

    def answer_code(self, step: SignInStep, code: str) -> Session:
        raise NotSignedInError(step=step, code=code)

    def forget_password(self, email: str) -> None:
        raise NotSignedInError(email=email)

    def reset_password(self, email: str, code: str, new_password: str) -> None:
        raise NotSignedInError(email=email, code=code, new_password=new_password)

    def refresh(self, refresh_token: str) -> Session:
        raise NotSignedInError(refresh_token=refresh_token)

    def verify(self, id_token: str) -> Lecturer:
        raise NotSignedInError(id_token=id_token)

    def find(self, email: str) -> Lecturer:
        self.asked.append(email)
        try:
            return self._lecturers[email]
        except KeyError:
            raise LecturerNotFoundError(email=email) from None


class FakeOwnAccount:
    """
    Sessions by their access tokens; nothing else of an account is changed here.

    Args:
        sessions: Whose session each access token is of.
    """

    def __init__(self, **sessions: str) -> None:
        self._sessions = sessions

    def change_password(self, access_token: str, *, old: str, new: str) -> None:
        raise NotSignedInError(access_token=access_token, old=old, new=new)

    def begin_authenticator(self, access_token: str) -> str:
        raise NotSignedInError(access_token=access_token)

    def confirm_authenticator(self, access_token: str, code: str) -> None:
        raise NotSignedInError(access_token=access_token, code=code)

    def remove_authenticator(self, access_token: str) -> None:
        raise NotSignedInError(access_token=access_token)

    def owner_of(self, access_token: str) -> str:
        try:
            return self._sessions[access_token]
        except KeyError:
            raise NotSignedInError from None

    def sign_out_everywhere(self, access_token: str) -> None:
        owner = self.owner_of(access_token)
        self._sessions = {one: whose for one, whose in self._sessions.items() if whose != owner}


@dataclass
class Desk:
    """What the services of a lecturer ask for."""

    clock: FakeClock = field(default_factory=FakeClock)
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    identifiers: CountingIdentifiers = field(default_factory=CountingIdentifiers)
    identity: FakeIdentity = field(default_factory=lambda: FakeIdentity(LECTURER, SOMEBODY_ELSE))

    def store(
        self,
        stage: ExamStage = ExamStage.DRAFT,
        exam_id: str = "exam-1",
        questions: Paper | None = None,
        **changes: Any,
    ) -> Exam:
        made = exam(exam_id, stage=stage, **changes)
        self.exams.add(made, paper() if questions is None else questions)
        return made
