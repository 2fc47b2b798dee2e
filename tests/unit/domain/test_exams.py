"""How an exam goes from one state to the next, and who teaches it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import CreatorOnlyError, ExamStateError, InvalidError, Problem
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.exam_states import ExamStage, ExamState, ExamStep
from chalicelib.domain.exams import MAX_CO_LECTURERS
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import RuleSetting
from chalicelib.domain.review_rules import PLAIN_REVIEW, ReviewRules
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, content, exam, paper, question

BEFORE = NOW - timedelta(days=1)
AFTER = NOW + timedelta(hours=2)


def problems_of(error: pytest.ExceptionInfo[InvalidError]) -> set[tuple[str, str]]:
    return {(problem.path, problem.code) for problem in error.value.problems}


def test_a_published_exam_waits_for_its_start() -> None:
    published = exam(stage=ExamStage.DRAFT).published(paper(), BEFORE)
    assert published.state(BEFORE) is ExamState.PUBLISHED
    assert published.content == exam().content


def test_publishing_names_all_that_is_missing() -> None:
    with pytest.raises(InvalidError) as caught:
        exam(stage=ExamStage.DRAFT).published((question(text=""),), AFTER)
    assert problems_of(caught) == {("questions[0].text", "required"), ("ends_at", "in_the_past")}


def test_a_withdrawn_exam_is_a_draft() -> None:
    assert exam().withdrawn(BEFORE).state(BEFORE) is ExamState.DRAFT


def test_opening_before_the_start_moves_the_start() -> None:
    opened = exam().opened(paper(), BEFORE)
    assert opened.state(BEFORE) is ExamState.OPEN
    assert (opened.content.starts_at, opened.content.ends_at) == (BEFORE, AFTER)


def test_opening_after_the_start_keeps_the_start() -> None:
    opened = exam(stage=ExamStage.DRAFT).opened(paper(), NOW + timedelta(minutes=5))
    assert opened.content.starts_at == NOW


def test_opening_so_early_that_it_would_stay_open_too_long_is_refused() -> None:
    with pytest.raises(InvalidError) as caught:
        exam().opened(paper(), NOW - timedelta(days=40))
    assert problems_of(caught) == {("ends_at", "too_long")}


def test_an_exam_closed_by_hand_opens_again_until_its_end() -> None:
    closed = exam().closed(NOW)
    assert closed.state(NOW) is ExamState.CLOSED
    assert closed.opened(paper(), NOW).state(NOW) is ExamState.OPEN
    with pytest.raises(InvalidError) as caught:
        closed.opened(paper(), AFTER)
    assert problems_of(caught) == {("ends_at", "in_the_past")}


def test_an_archived_exam_comes_back_closed() -> None:
    archived = exam().archived(AFTER)
    assert archived.state(AFTER) is ExamState.ARCHIVED
    assert archived.restored(AFTER).state(NOW) is ExamState.CLOSED


def test_an_exam_under_another_code_is_the_same_exam() -> None:
    coded = exam().with_room_code("ABC234", NOW)
    assert coded == replace(exam(), content=content(room_code="ABC234"))


def test_an_edited_exam_counts_its_new_questions() -> None:
    draft = exam(stage=ExamStage.DRAFT)
    edited = draft.edited(content(title="Mới"), paper(5), stored=paper(), now=NOW)
    assert (edited.content.title, edited.question_count) == ("Mới", 5)


def test_a_draft_is_edited_with_questions_unfinished() -> None:
    unfinished = (question(text="", correct_choice_id=""),)
    edited = exam(stage=ExamStage.DRAFT).edited(content(), unfinished, stored=paper(), now=NOW)
    assert edited.question_count == 1


def test_a_published_exam_stays_complete_when_edited() -> None:
    with pytest.raises(InvalidError) as caught:
        exam().edited(content(), (question(text=""),), stored=paper(), now=BEFORE)
    assert problems_of(caught) == {("questions[0].text", "required")}


def test_what_the_state_fixes_is_named_field_by_field() -> None:
    changed = content(
        title="Mới",
        duration_minutes=50,
        settings=ExamSettings(shuffle_choices=True, pass_mark=1.0),
    )
    with pytest.raises(InvalidError) as caught:
        exam().edited(changed, paper(), stored=paper(), now=NOW)
    assert problems_of(caught) == {
        ("duration_minutes", "fixed"),
        ("settings.shuffle_choices", "fixed"),
    }


def test_the_questions_of_an_open_exam_are_fixed() -> None:
    with pytest.raises(InvalidError) as caught:
        exam().edited(content(), paper(3), stored=paper(), now=NOW)
    assert problems_of(caught) == {("questions", "fixed")}


def test_an_open_exam_goes_on_for_longer_when_its_end_moves() -> None:
    longer = content(ends_at=AFTER + timedelta(hours=1))
    assert exam().edited(longer, paper(), stored=paper(), now=NOW).admits(AFTER)


def test_an_exam_that_ended_opens_again_when_its_end_moves() -> None:
    longer = content(ends_at=AFTER + timedelta(hours=1))
    assert exam().edited(longer, paper(), stored=paper(), now=AFTER).admits(AFTER)


def test_what_is_looked_for_is_fixed_once_students_write() -> None:
    settings = {Kind.PHONE: RuleSetting(enabled=False)}
    assert exam().under_policy("strict", settings, PLAIN_REVIEW, BEFORE).content.policy == "strict"
    with pytest.raises(InvalidError) as caught:
        exam().under_policy("strict", settings, PLAIN_REVIEW, NOW)
    assert problems_of(caught) == {("policy", "fixed"), ("policy_settings", "fixed")}


def test_the_rules_of_review_change_at_any_time() -> None:
    rules = ReviewRules(students_see=True)
    changed = exam().under_policy("standard", {}, rules, AFTER)
    assert changed.content.review_rules == rules


def test_only_a_closed_exam_is_judged_anew() -> None:
    assert exam().rejudged("strict", {}, AFTER).content.policy == "strict"
    with pytest.raises(ExamStateError):
        exam().rejudged("strict", {}, NOW)


def test_an_exam_is_its_creators_and_its_co_lecturers() -> None:
    alone = exam()
    shared = alone.shared_with((SOMEBODY_ELSE,), NOW)
    assert alone.is_taught_by(LECTURER)
    assert not alone.is_taught_by(SOMEBODY_ELSE)
    assert shared.is_taught_by(SOMEBODY_ELSE)


def test_a_lecturer_is_known_by_their_identifier_whatever_the_token_calls_them() -> None:
    assert exam().is_taught_by(replace(LECTURER, email="khac@truong-mau.example", name="Lan"))


def test_the_creator_and_the_twice_named_teach_once() -> None:
    shared = exam().shared_with((LECTURER, SOMEBODY_ELSE, SOMEBODY_ELSE), NOW)
    assert shared.co_lecturers == (SOMEBODY_ELSE,)


def test_too_many_co_lecturers_are_refused() -> None:
    many = tuple(Lecturer(str(n), f"{n}@x.example", "?") for n in range(MAX_CO_LECTURERS + 1))
    with pytest.raises(InvalidError) as caught:
        exam().shared_with(many, NOW)
    assert caught.value.problems == (Problem("emails", "too_many"),)


@pytest.mark.parametrize("step", ExamStep)
def test_a_co_lecturer_may_do_all_but_delete_erase_and_share(step: ExamStep) -> None:
    shared = exam().shared_with((SOMEBODY_ELSE,), NOW)
    shared.require_of(LECTURER, step)
    if step not in {ExamStep.DELETE, ExamStep.ERASE, ExamStep.SHARE}:
        shared.require_of(SOMEBODY_ELSE, step)
        return
    with pytest.raises(CreatorOnlyError):
        shared.require_of(SOMEBODY_ELSE, step)
