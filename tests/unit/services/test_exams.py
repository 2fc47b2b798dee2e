"""A lecturer's exams: written, found, changed, copied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    CreatorOnlyError,
    ExamNotFoundError,
    ExamStateError,
    InvalidError,
    StaleVersionError,
)
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.exam_states import ExamStage, ExamState
from chalicelib.domain.exams import Exam
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import RuleSetting
from chalicelib.domain.questions import Paper
from chalicelib.services import exams as services
from chalicelib.services.exams import Repeatable
from chalicelib.services.ports import Page
from tests.fakes.lecturer_desk import Desk
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, content, exam, paper, question

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def create(desk: Desk, written: ExamContent, *, repeatable: Repeatable | None = None) -> Exam:
    return services.create_exam(
        written,
        paper(),
        lecturer=LECTURER,
        exams=desk.exams,
        identifiers=desk.identifiers,
        clock=desk.clock,
        repeatable=repeatable,
    )[0]


def update(
    desk: Desk,
    written: ExamContent,
    questions: Paper,
    *,
    version: int = 1,
    keep: tuple[str, ...] = (),
) -> Exam:
    return services.update_exam(
        "exam-1",
        written,
        questions,
        keep=keep,
        version=version,
        lecturer=LECTURER,
        exams=desk.exams,
        clock=desk.clock,
    )


def clone(
    desk: Desk, *, lecturer: Lecturer = LECTURER, repeatable: Repeatable | None = None
) -> tuple[Exam, Paper]:
    return services.clone_exam(
        "exam-1",
        title=None,
        starts_at=TOMORROW,
        ends_at=None,
        lecturer=lecturer,
        exams=desk.exams,
        identifiers=desk.identifiers,
        clock=desk.clock,
        repeatable=repeatable,
    )


def listed(desk: Desk, words: str = "", *states: ExamState) -> list[str]:
    page = services.list_exams(
        lecturer=LECTURER,
        cursor=None,
        exams=desk.exams,
        clock=desk.clock,
        words=words,
        states=states or services.LISTED,
    )
    return [found.exam_id for found in page.items]


def test_a_new_exam_is_the_lecturers_first_draft(desk: Desk) -> None:
    made = create(desk, content())
    assert (made.stage, made.version, made.creator) == (ExamStage.DRAFT, 1, LECTURER)
    assert services.read_exam(made.exam_id, lecturer=LECTURER, exams=desk.exams) == (made, paper())


def test_a_bad_exam_is_not_stored(desk: Desk) -> None:
    with pytest.raises(InvalidError):
        create(desk, content(title=""))
    assert listed(desk) == []


def test_a_creation_sent_again_returns_the_exam_it_made(desk: Desk) -> None:
    first = create(desk, content(), repeatable=Repeatable("key", b"body"))
    desk.clock.pass_by(minutes=1)
    assert create(desk, content(), repeatable=Repeatable("key", b"body")) == first


def test_a_creation_sent_again_returns_what_became_of_the_exam(desk: Desk) -> None:
    first = create(desk, content(), repeatable=Repeatable("key", b"body"))
    later = desk.exams.replace(first, first.published(paper(), NOW), now=NOW)
    assert create(desk, content(), repeatable=Repeatable("key", b"body")) == later


@pytest.mark.parametrize(
    "other", [Repeatable("key 2", b"body"), Repeatable("key", b"body 2"), None]
)
def test_another_key_another_body_or_none_makes_another_exam(
    desk: Desk, other: Repeatable | None
) -> None:
    first = create(desk, content(), repeatable=Repeatable("key", b"body"))
    assert create(desk, content(), repeatable=other).exam_id != first.exam_id


def test_a_copy_is_a_draft_with_a_code_and_times_of_its_own(desk: Desk) -> None:
    first = desk.store(ExamStage.ARCHIVED, co_lecturers=(SOMEBODY_ELSE,))
    copy, questions = clone(desk)
    assert copy.stage is ExamStage.DRAFT
    assert copy.co_lecturers == ()
    assert copy.content.room_code != first.content.room_code
    assert (copy.content.starts_at, copy.content.ends_at) == (
        TOMORROW,
        TOMORROW + timedelta(hours=2),
    )
    assert (copy.content.title, questions) == (first.content.title, paper())


def test_a_copy_is_its_makers(desk: Desk) -> None:
    desk.store(co_lecturers=(SOMEBODY_ELSE,))
    assert clone(desk, lecturer=SOMEBODY_ELSE)[0].creator == SOMEBODY_ELSE


def test_a_copy_asked_for_again_is_the_same_copy(desk: Desk) -> None:
    desk.store()
    first = clone(desk, repeatable=Repeatable("key", b"body"))
    assert clone(desk, repeatable=Repeatable("key", b"body")) == first


def test_an_unfinished_exam_can_be_copied(desk: Desk) -> None:
    desk.store(questions=(question(text=""),))
    assert clone(desk)[0].stage is ExamStage.DRAFT


def test_an_edit_raises_the_version(desk: Desk) -> None:
    desk.store()
    edited = update(desk, content(title="Mới"), paper(3))
    assert (edited.version, edited.content.title, edited.question_count) == (2, "Mới", 3)
    assert len(desk.exams.get_paper("exam-1")) == 3


def test_an_edit_of_an_old_version_is_refused(desk: Desk) -> None:
    desk.store()
    with pytest.raises(StaleVersionError) as caught:
        update(desk, content(), paper(), version=9)
    assert caught.value.details == {"stored": 1}


def test_what_an_update_leaves_out_stays(desk: Desk) -> None:
    settings = {Kind.PHONE: RuleSetting(enabled=False)}
    desk.store(content=content(policy_settings=settings))
    updated = update(desk, content(title="Khác"), paper(), keep=("policy_settings",))
    assert (updated.content.title, updated.content.policy_settings) == ("Khác", settings)


def test_only_a_draft_is_deleted(desk: Desk) -> None:
    desk.store()
    services.delete_exam("exam-1", lecturer=LECTURER, exams=desk.exams, clock=desk.clock)
    with pytest.raises(ExamNotFoundError):
        desk.exams.get("exam-1")
    desk.store(ExamStage.CLOSED)
    with pytest.raises(ExamStateError):
        services.delete_exam("exam-1", lecturer=LECTURER, exams=desk.exams, clock=desk.clock)


def test_a_co_lecturer_edits_and_does_not_delete(desk: Desk) -> None:
    desk.store(creator=SOMEBODY_ELSE, co_lecturers=(LECTURER,))
    assert update(desk, content(title="Mới"), paper()).content.title == "Mới"
    with pytest.raises(CreatorOnlyError):
        services.delete_exam("exam-1", lecturer=LECTURER, exams=desk.exams, clock=desk.clock)


def test_somebody_elses_exam_is_not_found(desk: Desk) -> None:
    desk.store(creator=SOMEBODY_ELSE)
    attempts = (
        lambda: services.read_exam("exam-1", lecturer=LECTURER, exams=desk.exams),
        lambda: update(desk, content(), paper()),
        lambda: clone(desk),
        lambda: services.delete_exam(
            "exam-1", lecturer=LECTURER, exams=desk.exams, clock=desk.clock
        ),
    )
    for attempt in attempts:
        with pytest.raises(ExamNotFoundError):
            attempt()


def test_a_list_holds_what_the_lecturer_created_and_what_they_teach(desk: Desk) -> None:
    desk.store(exam_id="own")
    desk.store(exam_id="shared", creator=SOMEBODY_ELSE, co_lecturers=(LECTURER,))
    desk.store(exam_id="foreign", creator=SOMEBODY_ELSE)
    assert set(listed(desk)) == {"own", "shared"}


def test_archived_exams_are_listed_when_asked_for(desk: Desk) -> None:
    desk.store(ExamStage.ARCHIVED, "old")
    desk.store(ExamStage.PUBLISHED, "new")
    assert listed(desk) == ["new"]
    assert listed(desk, "", ExamState.ARCHIVED) == ["old"]


def test_a_list_by_state_goes_by_the_clock(desk: Desk) -> None:
    desk.store(ExamStage.PUBLISHED)
    assert listed(desk, "", ExamState.OPEN) == ["exam-1"]
    desk.clock.pass_by(hours=2)
    assert listed(desk, "", ExamState.OPEN) == []
    assert listed(desk, "", ExamState.CLOSED) == ["exam-1"]


@pytest.mark.parametrize("words", ["hóa", "HOA hoc", "12a1", "hhc234", "kiem tra 12A1"])
def test_an_exam_is_found_by_words_typed_without_accents(desk: Desk, words: str) -> None:
    desk.store()
    assert listed(desk, words) == ["exam-1"]


def test_an_exam_that_lacks_one_of_the_words_is_not_found(desk: Desk) -> None:
    desk.store()
    assert listed(desk, "hóa 12A2") == []


def many(desk: Desk, count: int) -> None:
    for number in range(count):
        made = exam(f"exam-{number}", created_at=NOW + timedelta(minutes=number))
        desk.exams.add(made, paper())


def page(desk: Desk, cursor: str | None, words: str = "") -> Page[Exam]:
    return services.list_exams(
        lecturer=LECTURER, cursor=cursor, exams=desk.exams, clock=desk.clock, words=words
    )


def test_a_long_list_comes_in_pages_newest_first(desk: Desk) -> None:
    many(desk, services.PAGE_SIZE + 1)
    first = page(desk, None)
    rest = page(desk, first.next_cursor)
    assert first.items[0].exam_id == f"exam-{services.PAGE_SIZE}"
    assert [found.exam_id for found in rest.items] == ["exam-0"]
    assert rest.next_cursor is None


def test_a_search_that_finds_little_stops_in_time_and_can_go_on(desk: Desk) -> None:
    many(desk, services.PAGE_SIZE * services.MAX_PAGES_SEARCHED)
    oldest = exam("oldest", content=content(title="Địa lí"), created_at=NOW - timedelta(days=9))
    desk.exams.add(oldest, paper())
    first = page(desk, None, "dia li")
    assert first.items == ()
    assert [found.exam_id for found in page(desk, first.next_cursor, "dia li").items] == ["oldest"]
