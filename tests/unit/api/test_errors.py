"""Which status and body an error becomes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

import msgspec
import pytest

from chalicelib.api import exam_schemas as schemas
from chalicelib.api.errors import UNREADABLE, body_of, read_validation_error, status_of
from chalicelib.domain import errors
from chalicelib.domain.errors import InvalidError, Problem

STATUSES: dict[type[errors.GiamThiError], HTTPStatus] = {
    errors.GiamThiError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ExamNotFoundError: HTTPStatus.NOT_FOUND,
    errors.RoomNotFoundError: HTTPStatus.NOT_FOUND,
    errors.AttemptNotFoundError: HTTPStatus.NOT_FOUND,
    errors.QuestionNotFoundError: HTTPStatus.NOT_FOUND,
    errors.PictureNotFoundError: HTTPStatus.NOT_FOUND,
    errors.BankQuestionNotFoundError: HTTPStatus.NOT_FOUND,
    errors.NotSignedInError: HTTPStatus.UNAUTHORIZED,
    errors.WrongPasswordError: HTTPStatus.UNAUTHORIZED,
    errors.NewPasswordRequiredError: HTTPStatus.FORBIDDEN,
    errors.CodeRequiredError: HTTPStatus.FORBIDDEN,
    errors.AdminOnlyError: HTTPStatus.FORBIDDEN,
    errors.WrongCodeError: HTTPStatus.CONFLICT,
    errors.LecturerExistsError: HTTPStatus.CONFLICT,
    errors.OwnAccountError: HTTPStatus.CONFLICT,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.CardNotAskedError: HTTPStatus.CONFLICT,
    errors.CardKeptError: HTTPStatus.CONFLICT,
    errors.ForbiddenError: HTTPStatus.FORBIDDEN,
    errors.CreatorOnlyError: HTTPStatus.FORBIDDEN,
    errors.LecturerNotFoundError: HTTPStatus.NOT_FOUND,
    errors.ExamStateError: HTTPStatus.CONFLICT,
    errors.StaleVersionError: HTTPStatus.CONFLICT,
    errors.RoomCodeTakenError: HTTPStatus.CONFLICT,
    errors.RoomNotOpenError: HTTPStatus.CONFLICT,
    errors.StudentNumberTakenError: HTTPStatus.CONFLICT,
    errors.StudentNotListedError: HTTPStatus.CONFLICT,
    errors.WrongPinError: HTTPStatus.CONFLICT,
    errors.AttemptsUsedUpError: HTTPStatus.CONFLICT,
    errors.TooLateToJoinError: HTTPStatus.CONFLICT,
    errors.TooManyTriesError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.ConsentMissingError: HTTPStatus.CONFLICT,
    errors.CameraNotWaivedError: HTTPStatus.CONFLICT,
    errors.GuardianConsentMissingError: HTTPStatus.CONFLICT,
    errors.DataNotReadyError: HTTPStatus.CONFLICT,
    errors.AttemptStartedError: HTTPStatus.CONFLICT,
    errors.AttemptNotStartedError: HTTPStatus.CONFLICT,
    errors.AttemptOverError: HTTPStatus.CONFLICT,
    errors.ViolationNotFoundError: HTTPStatus.NOT_FOUND,
    errors.NothingToUndoError: HTTPStatus.CONFLICT,
    errors.TooManyStepsError: HTTPStatus.CONFLICT,
    errors.ExplanationRefusedError: HTTPStatus.CONFLICT,
    errors.NothingExplainedError: HTTPStatus.CONFLICT,
    errors.CameraNotFoundError: HTTPStatus.NOT_FOUND,
    errors.CameraKeyUnknownError: HTTPStatus.NOT_FOUND,
    errors.CameraKeyUsedError: HTTPStatus.CONFLICT,
    errors.ExamOverError: HTTPStatus.CONFLICT,
    errors.AttemptTakenOverError: HTTPStatus.CONFLICT,
    errors.AttemptPausedError: HTTPStatus.CONFLICT,
    errors.NobodyToReachError: HTTPStatus.CONFLICT,
    errors.NoticeNotFoundError: HTTPStatus.NOT_FOUND,
    errors.MailTroubleNotFoundError: HTTPStatus.NOT_FOUND,
    errors.MailNotWantedError: HTTPStatus.CONFLICT,
    errors.AttemptRunningError: HTTPStatus.CONFLICT,
    errors.ErasureNotFoundError: HTTPStatus.NOT_FOUND,
}
EXAM: dict[str, Any] = {
    "title": "Kiểm tra",
    "room_name": "12A1",
    "starts_at": "2026-11-22T08:00:00Z",
    "ends_at": "2026-11-22T09:00:00Z",
    "duration_minutes": 45,
    "questions": [
        {
            "type": "single_choice",
            "text": "2 + 2?",
            "points": 1,
            "choices": [{"text": "4"}, {"text": "5"}],
            "correct_choice": 0,
        }
    ],
}


def defined() -> set[type[errors.GiamThiError]]:
    named = vars(errors).values()
    return {e for e in named if isinstance(e, type) and issubclass(e, errors.GiamThiError)}


def problem_of(body: bytes, kind: Any = schemas.ExamContent) -> Problem:
    with pytest.raises(UNREADABLE) as caught:
        msgspec.json.decode(body, type=kind)
    [problem] = read_validation_error(caught.value).problems
    return problem


def with_question(**changes: Any) -> bytes:
    written = {**EXAM["questions"][0], **changes}
    return msgspec.json.encode({**EXAM, "questions": [EXAM["questions"][0], written]})


def without(field: str) -> bytes:
    return msgspec.json.encode({k: v for k, v in EXAM.items() if k != field})


def test_every_error_is_in_the_table_but_the_one_of_problems() -> None:
    assert defined() == {*STATUSES, InvalidError}


@pytest.mark.parametrize(("kind", "status"), STATUSES.items(), ids=str)
def test_an_error_becomes_its_status(kind: type[errors.GiamThiError], status: HTTPStatus) -> None:
    assert status_of(kind()) is status


def test_an_invalid_value_is_a_bad_request() -> None:
    assert status_of(InvalidError(())) is HTTPStatus.BAD_REQUEST


def test_a_body_has_code_message_and_details() -> None:
    assert body_of(errors.RoomNotFoundError(room_code="ABC234"), "en") == {
        "code": "room_not_found",
        "message": "No open room has the code “ABC234”. Please check the code.",
        "details": {"room_code": "ABC234"},
    }


def test_every_problem_has_its_own_message_in_the_callers_language() -> None:
    error = InvalidError((Problem("title", "required"), Problem("ends_at", "in_the_past")))
    assert body_of(error, "vi")["details"] == {
        "problems": [
            {"path": "title", "code": "required", "message": "Cần điền mục này."},
            {"path": "ends_at", "code": "in_the_past", "message": "Thời điểm này đã qua."},
        ]
    }


def test_what_is_no_json_says_so() -> None:
    assert problem_of(b"{") == Problem("", "not_json")


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b'{"title": "\xff"}', b'{"title": "\\ud800"}', b'{"x": ' + b"[" * 100_000],
    ids=["empty", "no-text", "no-utf-8", "half-a-letter", "bottomless"],
)
def test_bytes_that_are_no_text_are_no_json(body: bytes) -> None:
    assert problem_of(body).code == "not_json"


def test_a_value_of_another_type_names_the_whole() -> None:
    assert problem_of(b"[]") == Problem("", "malformed")


@pytest.mark.parametrize("field", ["title", "questions", "duration_minutes"])
def test_a_missing_field_is_named_at_its_place(field: str) -> None:
    assert problem_of(without(field)) == Problem(field, "required")


def test_a_missing_field_deep_inside_is_named_with_its_place() -> None:
    body = with_question(choices=[{"text": "4"}, {}])
    assert problem_of(body) == Problem("questions[1].choices[1].text", "required")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"text": 5}, "questions[1].text"),
        ({"points": "one"}, "questions[1].points"),
        ({"type": "essay"}, "questions[1].type"),
    ],
)
def test_a_malformed_value_is_named_at_its_place(changes: dict[str, Any], path: str) -> None:
    assert problem_of(with_question(**changes)) == Problem(path, "malformed")


def test_a_moment_without_a_time_zone_is_malformed() -> None:
    body = msgspec.json.encode({**EXAM, "starts_at": "2026-11-22T08:00:00"})
    assert problem_of(body) == Problem("starts_at", "malformed")


@pytest.mark.parametrize(
    ("schema", "body", "code"),
    [
        (Annotated[int, msgspec.Meta(le=5)], b"6", "out_of_range"),
        (Annotated[str, msgspec.Meta(max_length=1)], b'"ab"', "too_long"),
        (Annotated[list[int], msgspec.Meta(max_length=1)], b"[1, 2]", "too_many"),
        (Annotated[dict[str, int], msgspec.Meta(max_length=0)], b'{"a": 1}', "too_many"),
        (int, b'"a"', "malformed"),
    ],
)
def test_what_passes_a_schemas_maximum_is_called_so(schema: Any, body: bytes, code: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.json.decode(body, type=schema)
    [problem] = read_validation_error(caught.value).problems
    assert problem.code == code
