"""Lambda: S3 says through SQS that frames were uploaded; look at them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.bootstrap import collaborators
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.room_cameras import is_room_camera
from chalicelib.services.analysing import analyse_upload
from chalicelib.services.comparing import FaceComparer
from chalicelib.services.recent_exams import RecentExams
from chalicelib.services.room_watching import analyse_room_upload
from functions.detect_frames.detector import FrameDetector
from functions.detect_frames.embedding import load_embedder

logger = Logger(service="detect_frames")
# One bad upload must not make the whole batch fail, not even a batch of one.
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def detector() -> FrameDetector:
    """Load the networks once a process."""
    return FrameDetector(Path(collaborators().config.models_path))


@cache
def room_detector() -> FrameDetector:
    """Look at rooms with the same networks."""
    return detector().for_rooms()


@cache
def comparer() -> FaceComparer | None:
    """Compare faces with the network of this installation; None: it has none."""
    world = collaborators()
    embedder = load_embedder(world.config.face_embedder)
    if embedder is None:
        return None
    return FaceComparer(embedder, frames=world.frames, observations=world.observations)


@cache
def exams() -> RecentExams:
    """Remember for a minute what rules an exam has, once a process."""
    world = collaborators()
    return RecentExams(world.exams, clock=world.clock)


def warm_up() -> None:
    """Load the networks before the first event: in Lambda's init phase, or at a start."""
    detector()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Analyse every upload that the batch tells of."""
    return process_partial_response(
        event=event, record_handler=analyse_record, processor=processor, context=context
    )


def analyse_record(record: SQSRecord) -> None:
    """Analyse the uploads of one message; the test event that S3 sends first has none."""
    for notice in json.loads(record.body).get("Records", []):
        # S3 URL-encodes keys in its events.
        key = unquote_plus(notice["s3"]["object"]["key"])
        try:
            _analyse(key)
        except Exception:
            logger.exception("upload not analysed", key=key)
            raise


def _analyse(key: str) -> None:
    world = collaborators()
    frame_key = FrameKey.parse(key)
    if is_room_camera(frame_key.attempt_id):
        analyse_room_upload(
            frame_key,
            frames=world.frames,
            detector=room_detector(),
            cameras=world.cameras,
            exams=exams(),
            observations=world.observations,
            violations=world.violations,
            topic=world.topic,
        )
        return
    misfit = analyse_upload(
        key,
        frames=world.frames,
        detector=detector(),
        attempts=world.attempts,
        exams=exams(),
        observations=world.observations,
        violations=world.violations,
        topic=world.topic,
        comparer=comparer(),
    )
    if misfit is not None:
        logger.warning("upload set aside", key=key, reason=misfit.value)
