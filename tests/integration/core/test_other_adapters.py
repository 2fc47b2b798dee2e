"""Observations, connections, frames, tokens, topic and transactions, against the emulator."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
from pynamodb.exceptions import (
    CancellationReason,
    PynamoDBException,
    TransactWriteError,
    VerboseClientError,
)

from chalicelib.adapters.tables.base import condition_failed, item_failed
from chalicelib.bootstrap import Collaborators
from chalicelib.config import Config, ConfigurationError
from chalicelib.domain.baseline import Baseline, Range
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import InvalidError, NotSignedInError
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.observations import (
    Box,
    MainFace,
    Observation,
    ObservationBundle,
    Scene,
    SeenObject,
)
from chalicelib.services.ports import Listener, LiveTicket, ObservationStore
from tests.fakes.invigilation import FakeObservationStore
from tests.fakes.samples import NOW_MS, seen
from tests.integration.core.at_once import at_once

SOON = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def attempt_id() -> str:
    return secrets.token_hex(16)


def bundle(attempt_id: str, captured_ms: int, *observations: Observation) -> ObservationBundle:
    name = FrameKey(attempt_id, captured_ms, 0).bundle
    return ObservationBundle(attempt_id, name, observations or (seen(captured_ms),), "m-1")


def test_observations_come_back_whole(world: Collaborators, attempt_id: str) -> None:
    whole = Observation(
        NOW_MS,
        2,
        MainFace(Box(0.1, 0.2, 0.3, 0.4), 0.9, -12.5, 0.0, 3.0, 0.25, -0.5, 0.1),
        (SeenObject("phone", 0.7, Box(0.0, 0.5, 0.1, 0.1)),),
        Scene(brightness=0.5, sharpness=120.0, frozen=False),
        "face_covered",
    )
    stored = bundle(attempt_id, NOW_MS, whole, seen(NOW_MS + 1, 0), seen(NOW_MS + 2, None))
    world.observations.add(stored)
    assert world.observations.between(attempt_id, NOW_MS, NOW_MS) == (stored,)


def test_no_part_of_an_observation_is_lost_on_the_way(
    world: Collaborators, attempt_id: str
) -> None:
    nearby = Observation(
        NOW_MS,
        2,
        scene=Scene(0.5, 1.0, frozen=True, contrast=0.2, perceptual_hash="0" * 64),
        others=(Box(0.1, 0.1, 0.2, 0.2),),
    )
    stored = bundle(attempt_id, NOW_MS, nearby)
    world.observations.add(stored)
    assert world.observations.between(attempt_id, NOW_MS, NOW_MS) == (stored,)


@pytest.mark.parametrize("kind", ["fake", "dynamo"])
def test_observations_are_read_in_parts_one_after_the_other(
    world: Collaborators, attempt_id: str, kind: str
) -> None:
    store: ObservationStore = FakeObservationStore() if kind == "fake" else world.observations
    stored = [bundle(attempt_id, NOW_MS + n * 5_000) for n in range(3)]
    for each in stored:
        store.add(each)
    store.fix_baseline(attempt_id, Baseline())
    first = store.page(attempt_id, cursor=None, limit=2)
    assert (first.items, first.next_cursor) == (tuple(stored[:2]), stored[1].bundle)
    rest = store.page(attempt_id, cursor=first.next_cursor, limit=2)
    assert (rest.items, rest.next_cursor) == ((stored[2],), None)


def test_a_cursor_of_nobodys_making_is_refused(world: Collaborators, attempt_id: str) -> None:
    with pytest.raises(InvalidError):
        world.observations.page(attempt_id, cursor="baseline", limit=2)


def test_the_first_observations_of_an_upload_stay(world: Collaborators, attempt_id: str) -> None:
    first = bundle(attempt_id, NOW_MS, seen(NOW_MS, 0))
    for stored in (first, bundle(attempt_id, NOW_MS, seen(NOW_MS, 2))):
        world.observations.add(stored)
    assert world.observations.between(attempt_id, 0, 2 * NOW_MS) == (first,)


def test_bundles_come_in_order_of_time_ends_included(world: Collaborators, attempt_id: str) -> None:
    times = [NOW_MS + n * 1_000 for n in range(4)]
    for moment in reversed(times):
        world.observations.add(bundle(attempt_id, moment))
    found = world.observations.between(attempt_id, times[1], times[3])
    assert [b.observations[0].captured_ms for b in found] == times[1:]


@pytest.mark.parametrize("moment", [0, 10**13 - 1])
def test_the_first_and_the_last_moment_that_a_key_can_name_have_a_window(
    world: Collaborators, attempt_id: str, moment: int
) -> None:
    stored = bundle(attempt_id, moment)
    world.observations.add(stored)
    found = world.observations.between(attempt_id, moment - 120_000, moment + 120_000)
    assert found == (stored,)


@pytest.fixture(params=["fake", "dynamo"])
def observations(request: pytest.FixtureRequest, world: Collaborators) -> ObservationStore:
    return FakeObservationStore() if request.param == "fake" else world.observations


def test_the_neighbours_of_a_moment_are_found(
    observations: ObservationStore, attempt_id: str
) -> None:
    early, late = bundle(attempt_id, NOW_MS), bundle(attempt_id, NOW_MS + 5_000)
    for stored in (late, early, bundle(secrets.token_hex(16), NOW_MS + 2_000)):
        observations.add(stored)
    observations.fix_baseline(attempt_id, Baseline())
    assert observations.first_since(attempt_id, NOW_MS) == early
    assert observations.first_since(attempt_id, NOW_MS + 1) == late
    assert observations.first_since(attempt_id, NOW_MS + 5_001) is None
    assert observations.last_before(attempt_id, NOW_MS + 9_000) == late
    assert observations.last_before(attempt_id, NOW_MS + 5_000) == early
    assert observations.last_before(attempt_id, NOW_MS) is None


def test_the_first_baseline_stands(observations: ObservationStore, attempt_id: str) -> None:
    assert observations.baseline(attempt_id) is None
    first = Baseline(yaw=Range(1.5, -2.25, 3.0), mouth=Range(0.05, 0.04, 0.0625))
    assert observations.fix_baseline(attempt_id, first) == first
    assert observations.fix_baseline(attempt_id, Baseline()) == first
    assert observations.baseline(attempt_id) == first


def test_a_baseline_is_no_upload(observations: ObservationStore, attempt_id: str) -> None:
    observations.fix_baseline(attempt_id, Baseline())
    assert observations.between(attempt_id, 0, 10**13 - 1) == ()


def test_of_many_who_fix_a_baseline_at_once_one_does(world: Collaborators, attempt_id: str) -> None:
    fixed: list[Baseline] = []
    made = [Baseline(yaw=Range(float(n), 0.0, 9.0)) for n in range(4)]
    at_once(
        [lambda b=b: fixed.append(world.observations.fix_baseline(attempt_id, b)) for b in made]  # type: ignore[misc]
    )
    assert fixed == [world.observations.baseline(attempt_id)] * 4


def test_a_ticket_is_used_once_even_at_once(world: Collaborators) -> None:
    ticket = LiveTicket(secrets.token_hex(8), "exam-1")
    uses = at_once([lambda: world.connections.use_ticket(ticket, expires_at=SOON)] * 4)
    assert sorted(map(str, uses)) == ["False", "False", "False", "True"]


def test_a_connection_is_forgotten_on_every_channel(world: Collaborators) -> None:
    exams = [secrets.token_hex(4) for _ in range(2)]
    for exam_id in exams:
        for connection in ("one=", "two="):
            world.connections.add(Listener(connection, exam_id), expires_at=SOON)
    world.connections.remove("one=")
    for exam_id in exams:
        assert world.connections.lecturers_of(exam_id) == (Listener("two=", exam_id),)


def test_students_connections_are_found_by_their_attempt_and_not_among_lecturers(
    world: Collaborators,
) -> None:
    exam_id = secrets.token_hex(4)
    mine, other = Listener("one=", exam_id, "a"), Listener("two=", exam_id, "b")
    for listener in (mine, other):
        world.connections.add(listener, expires_at=SOON)
    assert world.connections.students_of(exam_id, "a") == (mine,)
    assert set(world.connections.students_of(exam_id)) == {mine, other}
    assert world.connections.lecturers_of(exam_id) == ()


def test_forgetting_an_unknown_connection_is_no_fault(world: Collaborators) -> None:
    world.connections.remove("nobody=")


def post(world: Collaborators, attempt_id: str, key: str, body: bytes, **more: str) -> int:
    policy = world.frames.sign_upload(attempt_id, now=datetime.now(UTC))
    fields = {**policy.fields, "key": key, **more}
    answer = httpx.post(policy.url, data=fields, files={"file": body}, trust_env=False)
    return answer.status_code


def test_an_upload_by_the_signed_policy_is_read_with_its_offsets(
    world: Collaborators, attempt_id: str
) -> None:
    key = str(FrameKey(attempt_id, NOW_MS, 0))
    assert post(world, attempt_id, key, b"jpeg", **{"x-amz-meta-offsets": "1000"}) == 204
    upload = world.frames.read(key)
    assert upload is not None
    assert (upload.body, upload.offsets) == (b"jpeg", "1000")
    assert upload.content_type == "video/x-motion-jpeg"


def test_an_upload_under_another_attempts_prefix_is_refused(
    world: Collaborators, attempt_id: str
) -> None:
    key = str(FrameKey("f" * 32, NOW_MS, 0))
    assert post(world, attempt_id, key, b"jpeg", **{"x-amz-meta-offsets": ""}) == 403
    assert world.frames.read(key) is None


def test_evidence_is_shown_by_its_signed_address(world: Collaborators) -> None:
    world.frames.keep("evidence/a/1.jpg", b"picture")
    shown = httpx.get(world.frames.sign_read("evidence/a/1.jpg"), trust_env=False)
    assert (shown.content, shown.headers["content-type"]) == (b"picture", "image/jpeg")


def test_a_lecturers_connections_are_found_by_whose_they_are_until_they_go(
    world: Collaborators,
) -> None:
    lecturer_id, other = secrets.token_hex(8), secrets.token_hex(8)
    exams = [secrets.token_hex(4) for _ in range(2)]
    own = [Listener("own=", exam_id, lecturer_id=lecturer_id) for exam_id in exams]
    theirs = Listener("theirs=", exams[0], lecturer_id=other)
    for listener in (*own, theirs):
        world.connections.add(listener, expires_at=SOON)
    world.connections.note_sign_out(other, at=SOON, expires_at=SOON)
    assert set(world.connections.of_lecturer(lecturer_id)) == set(own)
    assert world.connections.of_lecturer(other) == (theirs,)
    world.connections.remove("own=")
    assert world.connections.of_lecturer(lecturer_id) == ()
    assert world.connections.lecturers_of(exams[0]) == (theirs,)


def test_when_a_lecturer_was_signed_out_is_known_to_the_microsecond(world: Collaborators) -> None:
    lecturer_id, at = secrets.token_hex(8), datetime.now(UTC)
    assert world.connections.signed_out_at(lecturer_id) is None
    world.connections.note_sign_out(lecturer_id, at=at, expires_at=SOON)
    assert world.connections.signed_out_at(lecturer_id) == at


def test_a_lecturers_ticket_says_whose_it_is_and_when_it_was_drawn(world: Collaborators) -> None:
    ticket = LiveTicket("t", "e", lecturer_id="l", drawn_at=datetime.now(UTC))
    token = world.tokens.issue_ticket(ticket, expires_at=SOON)
    assert world.tokens.verify_ticket(token) == ticket


@pytest.mark.parametrize("message", ["{}", "[]", '{"version": 2}', '{"version": 1, "other": {}}'])
def test_what_is_no_news_of_ours_is_refused(world: Collaborators, message: str) -> None:
    with pytest.raises(ValueError, match=r"not a message|neither"):
        world.news.read(message)


def test_a_students_token_and_a_live_ticket_are_not_taken_for_each_other(
    world: Collaborators,
) -> None:
    claim, ticket = AttemptClaim("a", "e"), LiveTicket("t", "e", "a")
    student = world.tokens.issue_attempt(claim, expires_at=SOON)
    listener = world.tokens.issue_ticket(ticket, expires_at=SOON)
    assert world.tokens.verify_attempt(student) == claim
    assert world.tokens.verify_ticket(listener) == ticket
    with pytest.raises(NotSignedInError):
        world.tokens.verify_attempt(listener)
    with pytest.raises(NotSignedInError):
        world.tokens.verify_ticket(student)


def test_a_token_that_expired_is_refused(world: Collaborators) -> None:
    late = datetime.now(UTC) - timedelta(seconds=1)
    token = world.tokens.issue_attempt(AttemptClaim("a", "e"), expires_at=late)
    with pytest.raises(NotSignedInError):
        world.tokens.verify_attempt(token)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_somebody_else_signed_is_refused(world: Collaborators, algorithm: str) -> None:
    claims = {"aud": "attempt", "sub": "a", "exam": "e", "exp": time.time() + 60}
    key = "" if algorithm == "none" else "k" * 48
    with pytest.raises(NotSignedInError):
        world.tokens.verify_attempt(jwt.encode(claims, key, algorithm=algorithm))


@pytest.mark.parametrize("token", ["", "a.b.c", "é", "." * 9])
def test_what_is_no_token_is_refused(world: Collaborators, token: str) -> None:
    for verify in (
        world.tokens.verify_attempt,
        world.tokens.verify_ticket,
        world.identity.verify,
    ):
        with pytest.raises(NotSignedInError):
            verify(token)


@pytest.mark.parametrize("message", ["", "[]", "{}", '{"version": 2, "violation": {}}', "null"])
def test_what_is_no_violation_message_is_refused(world: Collaborators, message: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        world.topic.read(message)


def cancelled(*codes: str | None) -> TransactWriteError:
    response = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
    reasons = [CancellationReason(code, "") if code else None for code in codes]
    cause = VerboseClientError(response, "TransactWriteItems", {}, cancellation_reasons=reasons)
    return TransactWriteError("cancelled", cause)


def test_a_transaction_that_met_another_one_lost() -> None:
    failure = cancelled(None, "TransactionConflict")
    assert condition_failed(failure)
    assert [item_failed(failure, n) for n in range(2)] == [False, True]


def test_a_transaction_that_the_table_throttled_did_not_lose() -> None:
    assert not condition_failed(cancelled(None, "ThrottlingError"))


def test_a_failure_without_a_cause_is_no_lost_condition() -> None:
    assert not condition_failed(PynamoDBException("broken"))


def test_every_missing_setting_is_named_at_once() -> None:
    with pytest.raises(ConfigurationError, match=r"FRAMES_BUCKET.*SITE_URL"):
        Config.read({"RESOURCE_PREFIX": "x"})
