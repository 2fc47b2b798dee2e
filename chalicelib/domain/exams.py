"""An exam: what it holds, who teaches it, how it goes from one state to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    CreatorOnlyError,
    ExamStateError,
    InvalidError,
    Problem,
)
from chalicelib.domain.exam_content import (
    ExamContent,
    check_draft,
    check_policy,
    check_ready,
)
from chalicelib.domain.exam_settings import ExamSettings, Reveal
from chalicelib.domain.exam_states import (
    ALLOWED,
    CREATOR_ONLY,
    ExamStage,
    ExamState,
    ExamStep,
    state_at,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import RuleSetting
from chalicelib.domain.questions import Paper
from chalicelib.domain.review_rules import ReviewRules

MAX_CO_LECTURERS: Final = 20


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam without its questions, which lie apart because few readers need them."""

    exam_id: str
    content: ExamContent
    question_count: int
    stage: ExamStage
    creator: Lecturer
    created_at: datetime
    version: int
    """Counts the saves; a save that does not name the present one is refused."""
    co_lecturers: tuple[Lecturer, ...] = ()
    """Who may do what the creator may, but for ``CREATOR_ONLY``."""

    def state(self, now: datetime) -> ExamState:
        """Return where the exam stands."""
        return state_at(self.stage, self.content.starts_at, self.content.ends_at, now)

    def holds_code(self, now: datetime) -> bool:
        """Say whether its room code is its own: from publishing until its end."""
        return self.state(now) in (ExamState.PUBLISHED, ExamState.OPEN)

    def receives(self, now: datetime) -> bool:
        """Say whether a student may be in the waiting room now: before the start, too."""
        return self.holds_code(now)

    def admits(self, now: datetime) -> bool:
        """Say whether a student may start now."""
        return self.state(now) is ExamState.OPEN

    def is_over(self, now: datetime) -> bool:
        """Say whether the exam has ended for everybody, but for extra time."""
        return self.state(now) in (ExamState.CLOSED, ExamState.ARCHIVED)

    def reveals(self, when: Reveal, now: datetime) -> bool:
        """Say whether a student who handed in is shown by now what is to be shown then."""
        return when is Reveal.AT_ONCE or (when is Reveal.AFTER_END and self.is_over(now))

    def is_taught_by(self, lecturer: Lecturer) -> bool:
        """Say whether the exam is a lecturer's to see and to run: the one rule of ownership."""
        teachers = (self.creator, *self.co_lecturers)
        return lecturer.lecturer_id in {teacher.lecturer_id for teacher in teachers}

    def require(self, step: ExamStep, now: datetime) -> None:
        """
        Check that the state allows a step.

        Raises:
            ExamStateError: It does not.
        """
        if step not in ALLOWED[self.state(now)].steps:
            raise ExamStateError(state=self.state(now).value, step=step.value)

    def steps_of(self, lecturer: Lecturer, now: datetime) -> frozenset[ExamStep]:
        """Return what a lecturer who teaches the exam may do with it now."""
        steps = ALLOWED[self.state(now)].steps
        return steps if self._is_by(lecturer) else steps - CREATOR_ONLY

    def changes(self, now: datetime) -> frozenset[str]:
        """Return the names of the fields that may change now."""
        return ALLOWED[self.state(now)].changes

    def _is_by(self, lecturer: Lecturer) -> bool:
        return lecturer.lecturer_id == self.creator.lecturer_id

    def require_of(self, lecturer: Lecturer, step: ExamStep) -> None:
        """
        Check that a lecturer who teaches the exam may take a step.

        Raises:
            CreatorOnlyError: It is the creator's alone.
        """
        if step in CREATOR_ONLY and not self._is_by(lecturer):
            raise CreatorOnlyError(step=step.value, creator=self.creator.name)

    def edited(self, content: ExamContent, paper: Paper, *, stored: Paper, now: datetime) -> Exam:
        """
        Return the exam with other content.

        Args:
            content: What is written now.
            paper: The questions as they are written now.
            stored: The questions as they were.
            now: Decides, with the stage, what may still change.

        Raises:
            InvalidError: The content or the questions break the rules, or the state fixes what
                was changed.
        """
        self._require_free(_changes(self.content, content), now)
        self._require_free(["questions"] if paper != stored else [], now)
        after = replace(self, content=content, question_count=len(paper))
        if after.holds_code(now):
            check_ready(content, paper, now)
        else:
            check_draft(content, paper)
        return after

    def under_policy(
        self,
        policy: str,
        settings: Mapping[Kind, RuleSetting],
        rules: ReviewRules,
        now: datetime,
    ) -> Exam:
        """
        Return the exam with another policy, or with other rules of review.

        Raises:
            InvalidError: There is no such policy, the rules contradict one another, or the state
                fixes what was changed.
        """
        content = replace(self.content, policy=policy, policy_settings=settings, review_rules=rules)
        self._require_free(_changes(self.content, content), now)
        check_policy(policy, settings, rules)
        return replace(self, content=content)

    def _require_free(self, changed: Iterable[str], now: datetime) -> None:
        free = self.changes(now)
        if fixed := tuple(Problem(name, "fixed") for name in changed if name not in free):
            raise InvalidError(fixed)

    def published(self, paper: Paper, now: datetime) -> Exam:
        """
        Return the exam announced: it opens at its start and closes at its end by itself.

        Raises:
            ExamStateError: It is no draft.
            InvalidError: It names everything that is missing.
        """
        self.require(ExamStep.PUBLISH, now)
        check_ready(self.content, paper, now)
        return replace(self, stage=ExamStage.PUBLISHED)

    def withdrawn(self, now: datetime) -> Exam:
        """Return the exam as a draft again; raises ExamStateError once it has opened."""
        self.require(ExamStep.WITHDRAW, now)
        return replace(self, stage=ExamStage.DRAFT)

    def opened(self, paper: Paper, now: datetime) -> Exam:
        """
        Return the exam open now; a start that was to come is now.

        Raises:
            ExamStateError: It is open already, or archived.
            InvalidError: It names everything that is missing, an end that has passed too.
        """
        self.require(ExamStep.OPEN, now)
        content = replace(self.content, starts_at=min(self.content.starts_at, now))
        check_ready(content, paper, now)
        return replace(self, content=content, stage=ExamStage.PUBLISHED)

    def closed(self, now: datetime) -> Exam:
        """Return the exam closed before its end; raises ExamStateError unless it is open."""
        self.require(ExamStep.CLOSE, now)
        return replace(self, stage=ExamStage.CLOSED)

    def archived(self, now: datetime) -> Exam:
        """Return the exam out of the way; raises ExamStateError unless it is closed."""
        self.require(ExamStep.ARCHIVE, now)
        return replace(self, stage=ExamStage.ARCHIVED)

    def restored(self, now: datetime) -> Exam:
        """Return the exam closed again; raises ExamStateError unless it is archived."""
        self.require(ExamStep.RESTORE, now)
        return replace(self, stage=ExamStage.CLOSED)

    def with_room_code(self, room_code: str, now: datetime) -> Exam:
        """Return the exam under another code; raises ExamStateError once it has closed."""
        self.require(ExamStep.CHANGE_CODE, now)
        return replace(self, content=replace(self.content, room_code=room_code))

    def shared_with(self, co_lecturers: tuple[Lecturer, ...], now: datetime) -> Exam:
        """
        Return the exam with others to teach it.

        Raises:
            ExamStateError: It is archived.
            InvalidError: They are too many.
        """
        self.require(ExamStep.SHARE, now)
        others = {
            one.lecturer_id: one
            for one in co_lecturers
            if one.lecturer_id != self.creator.lecturer_id
        }
        if len(others) > MAX_CO_LECTURERS:
            raise InvalidError((Problem("emails", "too_many"),))
        return replace(self, co_lecturers=tuple(others.values()))

    def rejudged(self, policy: str, settings: Mapping[Kind, RuleSetting], now: datetime) -> Exam:
        """
        Return the exam under another policy, for what is judged from now on.

        Raises:
            ExamStateError: It is not closed.
            InvalidError: There is no such policy.
        """
        self.require(ExamStep.REJUDGE, now)
        check_policy(policy, settings)
        return replace(self, content=replace(self.content, policy=policy, policy_settings=settings))


def _changes(before: ExamContent, after: ExamContent) -> Iterator[str]:
    """Yield the names of what differs, as ``ALLOWED`` calls it."""
    yield from _differing(before, after, exclude="settings")
    yield from (f"settings.{name}" for name in _differing(before.settings, after.settings))


def _differing(
    before: ExamContent | ExamSettings, after: ExamContent | ExamSettings, *, exclude: str = ""
) -> Iterator[str]:
    for one in fields(before):
        if one.name != exclude and getattr(before, one.name) != getattr(after, one.name):
            yield one.name
