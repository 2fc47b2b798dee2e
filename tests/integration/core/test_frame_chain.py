"""Pictures that were changed in the store show in the report."""

from __future__ import annotations

import io
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cv2
import httpx
import numpy as np
import pytest
from pypdf import PdfReader

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.frame_chain import Seal, digests_of, upload_digest
from chalicelib.domain.frame_uploads import FrameKey, evidence_key
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Evidence, Reconciliation
from tests.fakes.samples import attempt, looking, violation
from tests.integration.core.room import Room


def picture(shade: int = 127) -> bytes:
    """Return a JPEG picture of one grey."""
    return cv2.imencode(".jpg", np.full((120, 160, 3), shade, np.uint8))[1].tobytes()


@pytest.fixture
def handed_in(world: Collaborators, room: Room) -> tuple[str, int]:
    """An attempt that ended an hour ago, with one picture kept; and when that was captured."""
    now = datetime.now(UTC)
    ended = replace(
        attempt(secrets.token_hex(16), exam_id=room.exam_id),
        started_at=now - timedelta(hours=2),
        deadline=now - timedelta(hours=1),
        submitted_at=now - timedelta(hours=1),
        state=AttemptState.SUBMITTED,
    )
    world.attempts.add(ended)
    at = round((now - timedelta(minutes=90)).timestamp() * 1_000)
    upload = FrameKey(ended.attempt_id, at, 0)
    world.observations.add(
        ObservationBundle(
            ended.attempt_id,
            upload.bundle,
            (looking(at),),
            "m-1",
            upload_digest([picture()]),
        )
    )
    key = evidence_key(ended.attempt_id, at)
    world.frames.keep(key, picture())
    found = violation(
        started_ms=at,
        attempt_id=ended.attempt_id,
        exam_id=room.exam_id,
        evidence=(Evidence(at, key, digests_of([picture()])),),
    )
    world.violations.apply(ended.attempt_id, Reconciliation(save=(found,)), version=0)
    return ended.attempt_id, at


def report(room: Room, attempt_id: str) -> str:
    offered = room.call(
        "POST", f"/attempts/{attempt_id}/report", headers={"accept-language": "en"}
    ).body
    pdf = httpx.get(offered["url"], trust_env=False).raise_for_status().content
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_a_report_proves_its_pictures_and_shows_the_one_that_was_changed(
    world: Collaborators, room: Room, handed_in: tuple[str, int]
) -> None:
    attempt_id, at = handed_in
    first = report(room, attempt_id)
    assert "the one that was looked at" in first
    assert "What is stored still makes the sealed link." in first
    world.frames.keep(evidence_key(attempt_id, at), picture(90))
    assert "NOT the one that was looked at" in report(room, attempt_id)


def test_a_record_that_was_slipped_in_later_breaks_the_seal_or_is_told_apart(
    world: Collaborators, room: Room, handed_in: tuple[str, int]
) -> None:
    attempt_id, at = handed_in
    report(room, attempt_id)
    name = FrameKey(attempt_id, at + 1_000, 1).bundle
    world.observations.add(ObservationBundle(attempt_id, name, (looking(at + 1_000),), "m-1"))
    told = report(room, attempt_id)
    assert "Uploads looked at after the sealing, which are not part of it: 1." in told
    assert "What is stored still makes the sealed link." in told


def test_the_first_seal_stands(world: Collaborators) -> None:
    attempt_id = secrets.token_hex(16)
    assert world.observations.seal(attempt_id) is None
    first = Seal("ab" * 32, uploads=2, frames=9, sealed_ms=1_790_000_000_000)
    assert world.observations.fix_seal(attempt_id, first) == first
    assert world.observations.fix_seal(attempt_id, replace(first, uploads=3)) == first
    assert world.observations.seal(attempt_id) == first
