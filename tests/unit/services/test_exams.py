"""A lecturer's exams, from draft to closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.errors import (
    ExamNotFoundError,
    ExamStateError,
    InvalidError,
    RoomCodeTakenError,
    StaleVersionError,
)
from chalicelib.domain.exams import Exam, ExamContent, ExamState
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import RuleSetting
from chalicelib.domain.review_rules import ReviewRules
from chalicelib.services import exams as services
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, content, exam, paper
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock


@pytest.fixture
def exams() -> FakeExamStore:
    return FakeExamStore()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def create(exams: FakeExamStore, written: ExamContent, *, clock: FakeClock) -> Exam:
    return services.create_exam(
        written,
        paper(),
        lecturer=LECTURER,
        exams=exams,
        identifiers=CountingIdentifiers(),
        clock=clock,
    )


def stored(exams: FakeExamStore, state: ExamState, exam_id: str = "exam-1") -> Exam:
    made = exam(exam_id, state=state)
    exams.add(made, paper())
    return made


def test_a_new_exam_is_the_lecturers_first_draft(exams: FakeExamStore, clock: FakeClock) -> None:
    made = create(exams, content(), clock=clock)
    assert (made.state, made.version, made.creator) == (ExamState.DRAFT, 1, LECTURER)
    assert services.read_exam(made.exam_id, lecturer=LECTURER, exams=exams) == (made, paper())


def test_a_bad_exam_is_not_stored(exams: FakeExamStore, clock: FakeClock) -> None:
    with pytest.raises(InvalidError):
        create(exams, content(title=""), clock=clock)
    assert services.list_exams(lecturer=LECTURER, cursor=None, exams=exams).items == ()


def test_an_edit_raises_the_version(exams: FakeExamStore) -> None:
    stored(exams, ExamState.DRAFT)
    edited = services.update_exam(
        "exam-1", content(title="Mới"), paper(3), version=1, lecturer=LECTURER, exams=exams
    )
    assert (edited.version, edited.content.title, edited.question_count) == (2, "Mới", 3)


def test_an_edit_of_an_old_version_is_refused(exams: FakeExamStore) -> None:
    stored(exams, ExamState.DRAFT)
    with pytest.raises(StaleVersionError) as caught:
        services.update_exam(
            "exam-1", content(), paper(), version=9, lecturer=LECTURER, exams=exams
        )
    assert caught.value.details == {"stored": 1}


def test_only_a_draft_is_deleted(exams: FakeExamStore) -> None:
    stored(exams, ExamState.DRAFT)
    services.delete_exam("exam-1", lecturer=LECTURER, exams=exams)
    with pytest.raises(ExamNotFoundError):
        exams.get("exam-1")
    stored(exams, ExamState.CLOSED)
    with pytest.raises(ExamStateError):
        services.delete_exam("exam-1", lecturer=LECTURER, exams=exams)


def test_a_room_opens_closes_and_opens_again(exams: FakeExamStore, clock: FakeClock) -> None:
    stored(exams, ExamState.DRAFT)
    services.open_exam("exam-1", lecturer=LECTURER, exams=exams, clock=clock)
    services.close_exam("exam-1", lecturer=LECTURER, exams=exams)
    opened = services.open_exam("exam-1", lecturer=LECTURER, exams=exams, clock=clock)
    assert (opened.state, opened.version) == (ExamState.OPEN, 4)


def test_a_room_does_not_open_after_its_end(exams: FakeExamStore, clock: FakeClock) -> None:
    stored(exams, ExamState.DRAFT)
    clock.pass_by(hours=2)
    with pytest.raises(InvalidError):
        services.open_exam("exam-1", lecturer=LECTURER, exams=exams, clock=clock)


def test_a_room_code_of_another_open_exam_is_refused(
    exams: FakeExamStore, clock: FakeClock
) -> None:
    stored(exams, ExamState.OPEN, "exam-1")
    stored(exams, ExamState.DRAFT, "exam-2")
    with pytest.raises(RoomCodeTakenError):
        services.open_exam("exam-2", lecturer=LECTURER, exams=exams, clock=clock)


def test_somebody_elses_exam_is_not_found(exams: FakeExamStore, clock: FakeClock) -> None:
    stored(exams, ExamState.DRAFT)
    attempts = (
        lambda: services.read_exam("exam-1", lecturer=SOMEBODY_ELSE, exams=exams),
        lambda: services.update_exam(
            "exam-1", content(), paper(), version=1, lecturer=SOMEBODY_ELSE, exams=exams
        ),
        lambda: services.delete_exam("exam-1", lecturer=SOMEBODY_ELSE, exams=exams),
        lambda: services.open_exam("exam-1", lecturer=SOMEBODY_ELSE, exams=exams, clock=clock),
        lambda: services.close_exam("exam-1", lecturer=SOMEBODY_ELSE, exams=exams),
    )
    for attempt in attempts:
        with pytest.raises(ExamNotFoundError):
            attempt()
    assert exams.get("exam-1").state is ExamState.DRAFT


def test_what_an_update_leaves_out_stays(exams: FakeExamStore) -> None:
    settings = {Kind.PHONE: RuleSetting(enabled=False)}
    exams.add(exam(state=ExamState.DRAFT, content=content(policy_settings=settings)), paper())
    updated = services.update_exam(
        "exam-1",
        content(title="Khác"),
        paper(),
        keep=("policy_settings",),
        version=1,
        lecturer=LECTURER,
        exams=exams,
    )
    assert (updated.content.title, updated.content.policy_settings) == ("Khác", settings)


def change_policy(
    exams: FakeExamStore,
    *,
    preset: str | None = None,
    rules: ReviewRules | None = None,
    version: int = 1,
) -> Exam:
    return services.change_policy(
        "exam-1",
        preset=preset,
        settings=None,
        rules=rules,
        version=version,
        lecturer=LECTURER,
        exams=exams,
    )[0]


def test_a_drafts_policy_changes(exams: FakeExamStore) -> None:
    stored(exams, ExamState.DRAFT)
    changed = change_policy(exams, preset="strict")
    assert (changed.content.policy, changed.version) == ("strict", 2)


@pytest.mark.parametrize("state", [ExamState.OPEN, ExamState.CLOSED])
def test_what_is_looked_for_does_not_change_under_who_writes(
    exams: FakeExamStore, state: ExamState
) -> None:
    stored(exams, state)
    with pytest.raises(ExamStateError):
        change_policy(exams, preset="strict")


@pytest.mark.parametrize("state", ExamState)
def test_the_rules_of_review_change_at_any_time(exams: FakeExamStore, state: ExamState) -> None:
    stored(exams, state)
    rules = ReviewRules(students_see=True)
    assert change_policy(exams, rules=rules).content.review_rules == rules


def test_nobody_explains_what_they_may_not_see(exams: FakeExamStore) -> None:
    stored(exams, ExamState.DRAFT)
    with pytest.raises(InvalidError):
        change_policy(exams, rules=ReviewRules(students_explain=True))


def test_a_policy_that_was_changed_elsewhere_is_not_overwritten(exams: FakeExamStore) -> None:
    stored(exams, ExamState.DRAFT)
    change_policy(exams, preset="strict")
    with pytest.raises(StaleVersionError):
        change_policy(exams, preset="relaxed")


def test_a_long_list_comes_in_pages_newest_first(exams: FakeExamStore) -> None:
    for number in range(services.PAGE_SIZE + 1):
        exams.add(exam(f"exam-{number}", created_at=NOW + timedelta(minutes=number)), paper())
    first = services.list_exams(lecturer=LECTURER, cursor=None, exams=exams)
    rest = services.list_exams(lecturer=LECTURER, cursor=first.next_cursor, exams=exams)
    assert first.items[0].exam_id == f"exam-{services.PAGE_SIZE}"
    assert [e.exam_id for e in rest.items] == ["exam-0"]
    assert rest.next_cursor is None
