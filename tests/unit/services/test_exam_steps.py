"""What a lecturer does with an exam beside writing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    CreatorOnlyError,
    ExamNotFoundError,
    InvalidError,
    RoomCodeTakenError,
    StaleVersionError,
)
from chalicelib.domain.exam_states import ExamStage, ExamState, ExamStep
from chalicelib.domain.exams import Exam
from chalicelib.domain.review_rules import ReviewRules
from chalicelib.services import exam_steps as services
from tests.fakes.lecturer_desk import Desk
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, content, question

LATER = content(starts_at=NOW + timedelta(hours=1))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def step(desk: Desk, name: str, exam_id: str = "exam-1", *, lecturer: Lecturer = LECTURER) -> Exam:
    return services.take_step(
        exam_id, ExamStep(name), lecturer=lecturer, exams=desk.exams, clock=desk.clock
    )[0]


def redraw(desk: Desk, *, lecturer: Lecturer = LECTURER) -> Exam:
    return services.redraw_code(
        "exam-1",
        lecturer=lecturer,
        exams=desk.exams,
        identifiers=desk.identifiers,
        clock=desk.clock,
    )[0]


def share(desk: Desk, *emails: str, lecturer: Lecturer = LECTURER, version: int = 1) -> Exam:
    return services.share_exam(
        "exam-1",
        emails,
        version=version,
        lecturer=lecturer,
        exams=desk.exams,
        identity=desk.identity,
        clock=desk.clock,
    )


def change_policy(
    desk: Desk, *, preset: str | None = None, rules: ReviewRules | None = None, version: int = 1
) -> Exam:
    return services.change_policy(
        "exam-1",
        preset=preset,
        settings=None,
        rules=rules,
        version=version,
        lecturer=LECTURER,
        exams=desk.exams,
        clock=desk.clock,
    )[0]


def test_an_exam_passes_through_all_its_states(desk: Desk) -> None:
    desk.store(content=LATER)
    seen = [
        step(desk, name).state(desk.clock.now())
        for name in ("publish", "withdraw", "publish", "open", "close", "open", "close")
    ]
    assert seen == ["published", "draft", "published", "open", "closed", "open", "closed"]
    archived, restored = step(desk, "archive"), step(desk, "restore")
    assert (archived.stage, restored.stage) == (ExamStage.ARCHIVED, ExamStage.CLOSED)
    assert restored.version == 10


def test_an_exam_that_is_not_complete_stays_a_draft(desk: Desk) -> None:
    desk.store(questions=(question(text=""),))
    for name in ("publish", "open"):
        with pytest.raises(InvalidError):
            step(desk, name)
    assert desk.exams.get("exam-1").stage is ExamStage.DRAFT


def test_a_code_of_another_published_exam_is_refused(desk: Desk) -> None:
    desk.store(ExamStage.PUBLISHED, "exam-1")
    desk.store(ExamStage.DRAFT, "exam-2")
    with pytest.raises(RoomCodeTakenError):
        step(desk, "publish", "exam-2")


def test_a_code_is_free_again_when_its_exam_has_ended_by_the_clock(desk: Desk) -> None:
    desk.store(ExamStage.PUBLISHED, "exam-1")
    desk.clock.pass_by(hours=2)
    tomorrow = content(starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=2))
    desk.store(ExamStage.DRAFT, "exam-2", content=tomorrow)
    assert step(desk, "publish", "exam-2").state(desk.clock.now()) is ExamState.PUBLISHED
    assert desk.exams.find_by_code("HHC234").exam_id == "exam-2"


def test_a_new_code_finds_the_exam_and_the_old_one_does_not(desk: Desk) -> None:
    desk.store(ExamStage.PUBLISHED)
    assert redraw(desk).content.room_code == "ABC234"
    assert desk.exams.find_by_code("ABC234").exam_id == "exam-1"


def test_a_code_that_another_exam_holds_is_drawn_anew_and_not_for_ever(desk: Desk) -> None:
    desk.store(ExamStage.PUBLISHED)
    desk.store(ExamStage.PUBLISHED, "exam-2", content=content(room_code="ABC234"))
    with pytest.raises(RoomCodeTakenError):
        redraw(desk)


def test_a_colleague_is_named_by_their_address(desk: Desk) -> None:
    desk.store()
    assert share(desk, SOMEBODY_ELSE.email).co_lecturers == (SOMEBODY_ELSE,)
    assert step(desk, "publish", lecturer=SOMEBODY_ELSE).stage is ExamStage.PUBLISHED


def test_who_is_not_named_any_more_teaches_no_more(desk: Desk) -> None:
    desk.store(co_lecturers=(SOMEBODY_ELSE,))
    share(desk)
    with pytest.raises(ExamNotFoundError):
        step(desk, "publish", lecturer=SOMEBODY_ELSE)


def test_who_teaches_already_is_not_asked_for_again(desk: Desk) -> None:
    desk.store(co_lecturers=(SOMEBODY_ELSE,))
    share(desk, SOMEBODY_ELSE.email.upper())
    assert desk.identity.asked == []


def test_every_address_that_is_nobodys_is_named(desk: Desk) -> None:
    desk.store()
    with pytest.raises(InvalidError) as caught:
        share(desk, "ai@x.example", SOMEBODY_ELSE.email, "do@x.example")
    assert [(p.path, p.code) for p in caught.value.problems] == [
        ("emails[0]", "no_such_lecturer"),
        ("emails[2]", "no_such_lecturer"),
    ]


def test_too_many_addresses_are_not_looked_up(desk: Desk) -> None:
    desk.store()
    with pytest.raises(InvalidError):
        share(desk, *(f"{number}@x.example" for number in range(21)))
    assert desk.identity.asked == []


def test_only_the_creator_says_who_teaches(desk: Desk) -> None:
    desk.store(co_lecturers=(SOMEBODY_ELSE,))
    with pytest.raises(CreatorOnlyError):
        share(desk, lecturer=SOMEBODY_ELSE)


def test_two_who_share_at_once_do_not_undo_one_another(desk: Desk) -> None:
    desk.store()
    share(desk, SOMEBODY_ELSE.email)
    with pytest.raises(StaleVersionError):
        share(desk)


def test_somebody_elses_exam_is_not_found(desk: Desk) -> None:
    desk.store(ExamStage.PUBLISHED)
    attempts: tuple[Callable[[], Exam], ...] = (
        lambda: step(desk, "close", lecturer=SOMEBODY_ELSE),
        lambda: redraw(desk, lecturer=SOMEBODY_ELSE),
        lambda: share(desk, lecturer=SOMEBODY_ELSE),
    )
    for attempt in attempts:
        with pytest.raises(ExamNotFoundError):
            attempt()
    assert desk.exams.get("exam-1").stage is ExamStage.PUBLISHED


def test_a_drafts_policy_changes(desk: Desk) -> None:
    desk.store()
    changed = change_policy(desk, preset="strict")
    assert (changed.content.policy, changed.version) == ("strict", 2)


@pytest.mark.parametrize("stage", [ExamStage.PUBLISHED, ExamStage.CLOSED])
def test_what_is_looked_for_does_not_change_under_who_writes(desk: Desk, stage: ExamStage) -> None:
    desk.store(stage)
    with pytest.raises(InvalidError):
        change_policy(desk, preset="strict")


@pytest.mark.parametrize("stage", sorted(set(ExamStage) - {ExamStage.ARCHIVED}))
def test_the_rules_of_review_change_until_it_is_archived(desk: Desk, stage: ExamStage) -> None:
    desk.store(stage)
    rules = ReviewRules(students_see=True)
    assert change_policy(desk, rules=rules).content.review_rules == rules


def test_nobody_explains_what_they_may_not_see(desk: Desk) -> None:
    desk.store()
    with pytest.raises(InvalidError):
        change_policy(desk, rules=ReviewRules(students_explain=True))


def test_a_policy_that_was_changed_elsewhere_is_not_overwritten(desk: Desk) -> None:
    desk.store()
    change_policy(desk, preset="strict")
    with pytest.raises(StaleVersionError):
        change_policy(desk, preset="relaxed")
