"""Exams in DynamoDB; what is asked of one request alone is asked of the fake store too."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.adapters.clock import RandomIdentifiers
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    ExamNotFoundError,
    InvalidError,
    RoomCodeTakenError,
    RoomNotFoundError,
    StaleVersionError,
)
from chalicelib.domain.exam_settings import ExamSettings, Reveal
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.services.ports import ExamStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, content, exam, paper, question
from tests.integration.core.at_once import at_once


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, world: Collaborators) -> ExamStore:
    return FakeExamStore() if request.param == "fake" else world.exams


@pytest.fixture
def dynamo(world: Collaborators) -> ExamStore:
    return world.exams


def draft(store: ExamStore, code: str | None = None, lecturer: Lecturer = LECTURER) -> Exam:
    made = exam(
        secrets.token_hex(16),
        stage=ExamStage.DRAFT,
        content=content(room_code=code or RandomIdentifiers().new_room_code()),
        creator=lecturer,
    )
    store.add(made, paper())
    return made


def published(store: ExamStore, made: Exam, now: datetime = NOW) -> Exam:
    return store.replace(made, replace(made, stage=ExamStage.PUBLISHED), now=now)


def closed(store: ExamStore, made: Exam, now: datetime = NOW) -> Exam:
    return store.replace(made, replace(made, stage=ExamStage.CLOSED), now=now)


def titled(made: Exam, title: str) -> Exam:
    return replace(made, content=replace(made.content, title=title))


def test_an_exam_comes_back_as_it_was_stored(store: ExamStore) -> None:
    made = draft(store)
    assert store.get(made.exam_id) == made
    assert store.get_paper(made.exam_id) == paper()


def test_an_exam_that_is_not_there_is_not_found(store: ExamStore) -> None:
    for read in (store.get, store.get_paper):
        with pytest.raises(ExamNotFoundError):
            read("nowhere")


def test_a_change_raises_the_version_and_replaces_the_paper(store: ExamStore) -> None:
    made = draft(store)
    changed = titled(made, "Mới")
    saved = store.replace(made, changed, now=NOW, paper=paper(5))
    assert saved == replace(changed, version=2) == store.get(made.exam_id)
    assert len(store.get_paper(made.exam_id)) == 5


def test_a_change_of_an_old_version_changes_nothing(store: ExamStore) -> None:
    made = draft(store)
    store.replace(made, made, now=NOW, paper=paper(3))
    for change in (
        lambda: store.replace(made, made, now=NOW, paper=paper(9)),
        lambda: published(store, made),
        lambda: closed(store, made),
        lambda: store.delete(made),
    ):
        with pytest.raises(StaleVersionError):
            change()
    assert store.get(made.exam_id).version == 2
    assert len(store.get_paper(made.exam_id)) == 3


def test_an_open_room_is_found_by_its_code_until_it_closes(store: ExamStore) -> None:
    made = published(store, draft(store))
    code = made.content.room_code
    assert store.find_by_code(code) == made
    closed(store, made)
    with pytest.raises(RoomNotFoundError):
        store.find_by_code(code)


def test_a_draft_is_not_found_by_its_code(store: ExamStore) -> None:
    with pytest.raises(RoomNotFoundError):
        store.find_by_code(draft(store).content.room_code)


def test_a_room_code_is_unique_among_open_exams_and_free_again_after(store: ExamStore) -> None:
    first = draft(store)
    second = draft(store, first.content.room_code)
    standing = published(store, first)
    with pytest.raises(RoomCodeTakenError):
        published(store, second)
    assert store.get(second.exam_id) == second
    closed(store, standing)
    assert published(store, second).stage is ExamStage.PUBLISHED


def test_an_opening_that_came_too_late_takes_no_room_code(store: ExamStore) -> None:
    late = draft(store)
    store.replace(late, late, now=NOW)
    with pytest.raises(StaleVersionError):
        published(store, late)
    assert published(store, draft(store, late.content.room_code)).stage is ExamStage.PUBLISHED


def test_a_closed_room_opens_again(store: ExamStore) -> None:
    again = published(store, closed(store, published(store, draft(store))))
    assert store.find_by_code(again.content.room_code).version == 4


def test_a_name_is_given_once(store: ExamStore) -> None:
    made = draft(store)
    assert not store.add(titled(made, "Khác"), paper(9))
    assert store.get(made.exam_id) == made


def test_what_is_set_comes_back_as_it_was_stored(store: ExamStore) -> None:
    settings = ExamSettings(
        instructions="Được dùng máy tính.",
        late_join_minutes=15,
        attempts_allowed=2,
        pass_mark=5.0,
        show_score=Reveal.AFTER_END,
        show_keys=Reveal.AT_ONCE,
        grace_seconds=120,
        shuffle_questions=True,
        shuffle_choices=True,
        student_sound=True,
        guardian_consent=True,
        student_card=True,
        draws={"Phần I": 1},
    )
    made = exam(secrets.token_hex(16), content=content(settings=settings, time_zone="Europe/Paris"))
    store.add(made, paper())
    assert store.get(made.exam_id) == made


def test_a_code_is_free_from_the_end_of_its_exam_on(store: ExamStore) -> None:
    first = published(store, draft(store))
    second = draft(store, first.content.room_code)
    end = first.content.ends_at
    with pytest.raises(RoomCodeTakenError):
        published(store, second, end - timedelta(seconds=1))
    later = replace(second, content=replace(second.content, ends_at=end + timedelta(days=1)))
    taken = published(store, later, end)
    assert store.find_by_code(first.content.room_code) == taken


def test_an_exam_that_ended_leaves_its_code_to_who_took_it(store: ExamStore) -> None:
    first = published(store, draft(store))
    end = first.content.ends_at
    second = draft(store, first.content.room_code)
    later = replace(second, content=replace(second.content, ends_at=end + timedelta(days=1)))
    taken = published(store, later, end)
    store.replace(first, replace(first, stage=ExamStage.ARCHIVED), now=end)
    assert store.find_by_code(first.content.room_code) == taken


def test_an_end_that_moves_keeps_the_code_for_longer(store: ExamStore) -> None:
    first = published(store, draft(store))
    end = first.content.ends_at
    longer = replace(first, content=replace(first.content, ends_at=end + timedelta(hours=1)))
    store.replace(first, longer, now=NOW)
    with pytest.raises(RoomCodeTakenError):
        published(
            store, replace(draft(store, first.content.room_code), content=longer.content), end
        )


def test_an_exam_whose_code_changes_is_found_by_the_new_one_alone(store: ExamStore) -> None:
    first = published(store, draft(store))
    code = RandomIdentifiers().new_room_code()
    coded = replace(first, content=replace(first.content, room_code=code))
    saved = store.replace(first, coded, now=NOW)
    assert store.find_by_code(code) == saved
    with pytest.raises(RoomNotFoundError):
        store.find_by_code(first.content.room_code)
    assert published(store, draft(store, first.content.room_code)).stage is ExamStage.PUBLISHED


def test_who_teaches_an_exam_has_it_in_their_list_and_no_longer_than_that(
    store: ExamStore,
) -> None:
    colleague = replace(SOMEBODY_ELSE, lecturer_id=secrets.token_hex(4))

    def listed() -> tuple[Exam, ...]:
        return store.list_of(colleague.lecturer_id, cursor=None, limit=9).items

    made = draft(store)
    shared = store.replace(made, replace(made, co_lecturers=(colleague,)), now=NOW)
    assert listed() == (shared,)
    changed = store.replace(shared, titled(shared, "Mới"), now=NOW)
    assert listed() == (changed,)
    store.replace(changed, replace(changed, co_lecturers=()), now=NOW)
    assert listed() == ()


def test_a_deleted_exam_is_in_nobodys_list(store: ExamStore) -> None:
    colleague = replace(SOMEBODY_ELSE, lecturer_id=secrets.token_hex(4))
    made = draft(store)
    store.delete(store.replace(made, replace(made, co_lecturers=(colleague,)), now=NOW))
    assert store.list_of(colleague.lecturer_id, cursor=None, limit=9).items == ()


def test_a_deleted_exam_and_its_paper_are_gone(store: ExamStore) -> None:
    made = draft(store)
    store.delete(made)
    for read in (store.get, store.get_paper):
        with pytest.raises(ExamNotFoundError):
            read(made.exam_id)


def test_a_long_list_comes_in_pages_newest_first(store: ExamStore) -> None:
    lecturer = replace(LECTURER, lecturer_id=secrets.token_hex(4))
    names = [secrets.token_hex(16) for _ in range(5)]
    for minute, name in enumerate(names):
        made = exam(name, creator=lecturer, created_at=NOW + timedelta(minutes=minute))
        store.add(made, paper())
    found, cursor = [], None
    for _ in range(3):
        page = store.list_of(lecturer.lecturer_id, cursor=cursor, limit=2)
        found += [e.exam_id for e in page.items]
        cursor = page.next_cursor
    assert found == names[::-1]
    assert cursor is None


def test_a_list_holds_the_whole_exam_without_its_questions(store: ExamStore) -> None:
    lecturer = replace(LECTURER, lecturer_id=secrets.token_hex(4))
    made = draft(store, lecturer=lecturer)
    assert store.list_of(lecturer.lecturer_id, cursor=None, limit=9).items == (made,)


@pytest.mark.parametrize(
    "cursor",
    ["%", "é", "MTIz", base64.urlsafe_b64encode(b"a b c").decode(), "bnVsbA==", "e30="],
)
def test_a_cursor_that_is_none_of_ours_is_named(dynamo: ExamStore, cursor: str) -> None:
    with pytest.raises(InvalidError):
        dynamo.list_of("somebody", cursor=cursor, limit=9)


def test_a_cursor_of_another_lecturers_shows_nothing_of_theirs(dynamo: ExamStore) -> None:
    theirs = replace(LECTURER, lecturer_id=secrets.token_hex(4))
    for _ in range(2):
        draft(dynamo, lecturer=theirs)
    cursor = dynamo.list_of(theirs.lecturer_id, cursor=None, limit=1).next_cursor
    assert cursor is not None
    assert dynamo.list_of("somebody-else", cursor=cursor, limit=9).items == ()


def test_a_paper_with_every_letter_comes_back_whole(dynamo: ExamStore) -> None:
    made = draft(dynamo)
    odd = (question("q-1", text='“$x^2$” \\ce{H2O} 😀\n\t"', points=0.25),)
    dynamo.replace(made, made, now=NOW, paper=odd)
    assert dynamo.get_paper(made.exam_id) == odd


def test_a_paper_too_large_to_store_is_named(dynamo: ExamStore) -> None:
    long = tuple(question(f"q{n}", text="ế" * 5_000) for n in range(30))
    with pytest.raises(InvalidError) as caught:
        dynamo.add(exam(secrets.token_hex(16)), long)
    assert [(p.path, p.code) for p in caught.value.problems] == [("questions", "too_large")]


def outcomes(found: list[Exam | Exception]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in found)


def test_two_exams_that_open_at_once_with_one_code_are_one(dynamo: ExamStore) -> None:
    first = draft(dynamo)
    second = draft(dynamo, first.content.room_code)
    functions: list[Callable[[], Exam]] = [
        lambda: published(dynamo, first),
        lambda: published(dynamo, second),
    ]
    assert outcomes(at_once(functions)) == ["Exam", "RoomCodeTakenError"]


def test_two_edits_at_once_are_one(dynamo: ExamStore) -> None:
    made = draft(dynamo)
    functions: list[Callable[[], Exam]] = [
        lambda: dynamo.replace(made, titled(made, "Một"), now=NOW),
        lambda: dynamo.replace(made, titled(made, "Hai"), now=NOW),
    ]
    found = at_once(functions)
    assert outcomes(found) == ["Exam", "StaleVersionError"]
    assert dynamo.get(made.exam_id).version == 2


def test_an_edit_and_an_opening_at_once_are_one(dynamo: ExamStore) -> None:
    made = draft(dynamo)
    functions: list[Callable[[], Exam]] = [
        lambda: dynamo.replace(made, titled(made, "Mới"), now=NOW),
        lambda: published(dynamo, made),
    ]
    assert outcomes(at_once(functions)) == ["Exam", "StaleVersionError"]
