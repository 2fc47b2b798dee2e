"""A wrong key, corrected: everybody gets the score that is theirs, and the trail says why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from chalicelib.domain.attempt_events import EventKind, EventSource
from chalicelib.domain.attempts import AttemptState, Student
from chalicelib.domain.errors import (
    ExamNotFoundError,
    ExamStateError,
    InvalidError,
    StaleVersionError,
)
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Question
from chalicelib.domain.scoring import Score, score_paper
from chalicelib.services import rescoring
from chalicelib.services.rescoring import CorrectionPreview, Rescoring
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.event_store import FakeAttemptEventStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.samples import (
    LECTURER,
    SOMEBODY_ELSE,
    answers,
    attempt,
    content,
    exam,
    paper,
    question,
)
from tests.fakes.time_and_names import FakeClock

REASON = "Đáp án in sai"
CORRECTED = question("q1", correct_choice_id="c1")


@dataclass
class School:
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    events: FakeAttemptEventStore = field(default_factory=FakeAttemptEventStore)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.exams.add(exam(stage=ExamStage.CLOSED, content=content()), paper())

    def hand_in(self, choice_id: str, place: int = 1) -> str:
        made = attempt(
            f"{place:032x}",
            student=Student("An", f"SBD{place:03}"),
            answers=answers({"q1": choice_id, "q2": "c2"}),
        )
        score = score_paper(paper(), made.responses)
        self.attempts.add(replace(made, state=AttemptState.SUBMITTED, score=score))
        return made.attempt_id

    def preview(self, *corrected: Question) -> CorrectionPreview:
        return rescoring.preview_correction(
            "exam-1",
            corrected,
            REASON,
            lecturer=LECTURER,
            exams=self.exams,
            attempts=self.attempts,
            clock=self.clock,
        )

    def correct(self, *corrected: Question, version: int = 1) -> Exam:
        return rescoring.correct_keys(
            "exam-1",
            corrected,
            REASON,
            version=version,
            lecturer=LECTURER,
            exams=self.exams,
            clock=self.clock,
        )

    def rescore(self, cursor: str | None = None, page_size: int = 100) -> Rescoring:
        return rescoring.rescore(
            "exam-1",
            cursor=cursor,
            lecturer=LECTURER,
            exams=self.exams,
            attempts=self.attempts,
            events=self.events,
            clock=self.clock,
            page_size=page_size,
        )

    def points(self, attempt_id: str) -> float | None:
        score = self.attempts.get(attempt_id).score
        return None if score is None else score.points


@pytest.fixture
def school() -> School:
    return School()


def test_a_preview_says_whose_score_would_change_and_changes_nothing(school: School) -> None:
    wrong, right = school.hand_in("c2", 1), school.hand_in("c1", 2)
    school.hand_in("c3", 3)
    found = school.preview(CORRECTED)
    changed = {c.attempt.attempt_id: (c.before.points, c.after.points) for c in found.changes}
    assert found.handed_in == 3
    assert changed == {wrong: (2, 1), right: (1, 2)}
    assert (school.points(wrong), school.exams.get_paper("exam-1")) == (2, paper())


def test_a_correction_is_stored_with_who_when_and_why(school: School) -> None:
    assert school.correct(CORRECTED).version == 2
    [kept] = school.exams.corrections("exam-1")
    assert (kept.at, kept.by, kept.reason) == (school.clock.now(), LECTURER, REASON)
    assert (kept.before, kept.after) == ((question("q1"),), (CORRECTED,))


def test_scoring_anew_gives_the_new_score_and_notes_why(school: School) -> None:
    one = school.hand_in("c1")
    school.correct(CORRECTED)
    assert [change.after for change in school.rescore().changes] == [Score(2, 2)]
    assert school.points(one) == 2
    [event] = school.events.list_of(one)
    assert (event.kind, event.source) == (EventKind.RESCORED, EventSource.LECTURER)
    assert (event.details["from"], event.details["to"]) == (1, 2)
    assert (event.details["by"], event.details["reason"]) == (LECTURER.name, REASON)


def test_scoring_anew_again_changes_and_notes_nothing(school: School) -> None:
    one = school.hand_in("c1")
    school.correct(CORRECTED)
    school.rescore()
    school.clock.pass_by(seconds=1)
    assert school.rescore().changes == ()
    assert len(school.events.list_of(one)) == 1


def test_who_hands_in_with_the_old_key_meanwhile_is_found_by_doing_it_again(
    school: School,
) -> None:
    school.correct(CORRECTED)
    school.rescore()
    late = school.hand_in("c1")
    assert school.points(late) == 1
    school.rescore()
    assert school.points(late) == 2


def test_many_are_scored_page_by_page(school: School) -> None:
    for place in range(1, 6):
        school.hand_in("c1", place)
    school.correct(CORRECTED)
    pages, cursor = [], None
    while True:
        done = school.rescore(cursor, page_size=2)
        pages.append(len(done.changes))
        cursor = done.next_cursor
        if cursor is None:
            break
    assert pages == [2, 2, 1]


def test_an_exam_nobody_took_is_scored_at_once(school: School) -> None:
    assert school.rescore() == Rescoring((), None)


def test_another_version_is_refused(school: School) -> None:
    school.correct(CORRECTED)
    with pytest.raises(StaleVersionError):
        school.correct(question("q1", correct_choice_id="c3"))


def test_while_students_write_keys_stay(school: School) -> None:
    school.exams = FakeExamStore()
    school.exams.add(exam(stage=ExamStage.PUBLISHED), paper())
    with pytest.raises(ExamStateError):
        school.correct(CORRECTED)


def test_what_students_read_stays(school: School) -> None:
    with pytest.raises(InvalidError):
        school.correct(question("q1", text="Một câu khác?"))


def test_another_lecturers_exam_is_not_found(school: School) -> None:
    with pytest.raises(ExamNotFoundError):
        rescoring.rescore(
            "exam-1",
            cursor=None,
            lecturer=SOMEBODY_ELSE,
            exams=school.exams,
            attempts=school.attempts,
            events=school.events,
            clock=school.clock,
        )


def test_an_exam_over_by_the_clock_takes_corrections(school: School) -> None:
    school.exams = FakeExamStore()
    school.exams.add(exam(stage=ExamStage.PUBLISHED), paper())
    school.clock = FakeClock(content().ends_at + timedelta(seconds=1))
    assert school.correct(CORRECTED).version == 2
