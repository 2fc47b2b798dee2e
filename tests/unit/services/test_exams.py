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


def test_a_long_list_comes_in_pages_newest_first(exams: FakeExamStore) -> None:
    for number in range(services.PAGE_SIZE + 1):
        exams.add(exam(f"exam-{number}", created_at=NOW + timedelta(minutes=number)), paper())
    first = services.list_exams(lecturer=LECTURER, cursor=None, exams=exams)
    rest = services.list_exams(lecturer=LECTURER, cursor=first.next_cursor, exams=exams)
    assert first.items[0].exam_id == f"exam-{services.PAGE_SIZE}"
    assert [e.exam_id for e in rest.items] == ["exam-0"]
    assert rest.next_cursor is None
