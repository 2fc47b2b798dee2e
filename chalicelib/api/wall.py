"""A lecturer's wall: who is in the room now, and what their cameras show."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.api import wall_mapping as mapping
from chalicelib.api import wall_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Parameter, Resource
from chalicelib.api.moments import read_milliseconds, to_milliseconds
from chalicelib.services import accessing, live_frames, watching

resource = Resource()


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/attempts",
    access=Access.LECTURER,
    response=schemas.AttemptList,
    parameters=(Parameter("since", "query", "Milliseconds since the epoch: only who changed."),),
)
def list_attempts(call: Call[None]) -> schemas.AttemptList:
    """List who is in the room; with ``?since=``, who changed."""
    now = call.world.clock.now()  # before reading: what changes meanwhile comes again next time
    found = watching.list_attempts(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
        clock=call.world.clock,
        since=_read_since(call),
    )
    shown = [mapping.show_attempt(attempt) for attempt in found]
    return schemas.AttemptList(shown, to_milliseconds(now))


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/frames",
    access=Access.LECTURER,
    response=schemas.LiveFrameList,
    parameters=(Parameter("attempts", "query", "Up to 32 attempts, with commas between."),),
)
def list_live_frames(call: Call[None]) -> schemas.LiveFrameList:
    """Return the newest pictures of ``?attempts=``, up to 32 names parted by commas."""
    found = live_frames.newest_frames(
        call.path["exam_id"],
        [one for one in call.query.get("attempts", "").split(",") if one],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        observations=call.world.observations,
        frames=call.world.frames,
    )
    accessing.note_room_access(
        call.path["exam_id"],
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
    shown = [schemas.LiveFrame(f.attempt_id, f.captured_ms, f.faces, f.url) for f in found]
    return schemas.LiveFrameList(shown)


def _read_since(call: Call[None]) -> datetime | None:
    if "since" not in call.query:
        return None
    return datetime.fromtimestamp(read_milliseconds(call, "since") / 1_000, UTC)
