"""The agent from a real video to a storage, quicker than once a second."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from agents.rtsp.agent import Agent, AgentSettings, Status
from agents.rtsp.backoff import Backoff
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import CameraRefusedError, ExamOverError
from agents.rtsp.site import CameraClient
from agents.rtsp.sources import Capture, Source, open_capture
from agents.rtsp.spool import Spool
from agents.rtsp.stream import Picture, StreamSettings, read_pictures
from agents.rtsp.uploads import post_with
from chalicelib.domain.frame_uploads import FrameKey, parse_offsets, split_bundle
from functions.detect_frames.decoding import decode_frame
from tests.integration.agents.conftest import CAMERA_ID, Cloud
from tests.integration.agents.conftest import picture as plain

QUICK = Backoff(first_s=0.02, longest_s=0.05)
FRAMES = 12

FUTILE_S = 0.3
"""How long an agent tries in the end, where it cannot succeed."""


def stream(source: str, interval_s: float = 0.04) -> AsyncGenerator[Picture, None]:
    settings = StreamSettings(interval_s=interval_s, backoff=QUICK)
    return read_pictures(Source.parse(source), settings)


def every_picture_of(video: Path) -> AsyncGenerator[Picture, None]:
    """A machine that others use reads some pictures late, and none is left out for it."""
    return stream(str(video), interval_s=0.0)


def run_agent(
    cloud: Cloud,
    pictures: AsyncGenerator[Picture, None],
    folder: Path,
    *,
    until: Callable[[Status], bool] = lambda _: False,
    flush_s: float = 10.0,
) -> list[Status]:
    """Run the agent until its pictures end or enough is done; return what it told."""
    told: list[Status] = []

    async def run() -> None:
        stop, clock = asyncio.Event(), ServerClock()

        def tell(status: Status) -> None:
            told.append(status)
            if until(status):
                stop.set()

        base = f"{cloud.address}/api/"
        async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
            agent = Agent(
                camera=CameraClient(http, CAMERA_ID, cloud.token, clock),
                pictures=pictures,
                spool=Spool(folder),
                post=post_with(http),
                clock=clock,
                tell=tell,
                settings=AgentSettings(
                    heartbeat_s=0.2, tick_s=0.02, flush_s=flush_s, backoff=QUICK
                ),
            )
            await agent.run(stop)

    asyncio.run(run())
    return told


def five_are_sent(status: Status) -> bool:
    return status.sent >= 5


def key_of(upload: dict[str, bytes]) -> FrameKey:
    return FrameKey.parse(upload["key"].decode())


def frames_of(upload: dict[str, bytes]) -> tuple[bytes, ...]:
    return split_bundle(upload["file"])


def captured_ms(upload: dict[str, bytes]) -> list[int]:
    offsets = parse_offsets(upload["x-amz-meta-offsets"].decode(), len(frames_of(upload)))
    return [key_of(upload).captured_ms + offset for offset in offsets]


@pytest.fixture
def video(make_video: Callable[..., Path]) -> Path:
    return make_video(frames=FRAMES, frames_a_second=10)


def test_every_picture_of_a_video_arrives_in_order_though_the_storage_refuses_once(
    tmp_path: Path, cloud: Cloud, video: Path
) -> None:
    cloud.upload_answers = [503]
    run_agent(cloud, every_picture_of(video), tmp_path)
    decoded = [decode_frame(jpeg) for upload in cloud.uploads for jpeg in frames_of(upload)]
    greys = [round(float(image.mean()) / 10) for image in decoded]
    assert greys == list(range(FRAMES))
    assert {image.shape for image in decoded} == {(360, 640, 3)}


def test_a_refused_upload_is_sent_again_just_as_it_was(
    tmp_path: Path, cloud: Cloud, video: Path
) -> None:
    cloud.upload_answers = [503]
    run_agent(cloud, every_picture_of(video), tmp_path)
    assert cloud.refused == cloud.uploads[:1]


def test_uploads_keep_the_contract(tmp_path: Path, cloud: Cloud, video: Path) -> None:
    before = cloud.now_ms()
    run_agent(cloud, every_picture_of(video), tmp_path)
    times = [moment for upload in cloud.uploads for moment in captured_ms(upload)]
    assert [len(frames_of(upload)) for upload in cloud.uploads] == [9, 3]
    assert [key_of(upload).sequence for upload in cloud.uploads] == [0, 1]
    assert times == sorted(times)
    # In server time, an hour ahead of this computer's.
    assert before <= times[0] <= times[-1] <= cloud.now_ms()
    assert list(cloud.uploads[0])[-1] == "file"


def test_a_picture_that_changed_much_goes_at_once_and_those_after_it_soon(
    tmp_path: Path, cloud: Cloud
) -> None:
    async def lens_is_covered() -> AsyncGenerator[Picture, None]:
        for second, grey in enumerate([120] * 3 + [5] * 4):
            yield Picture(plain(grey), float(second))

    run_agent(cloud, lens_is_covered(), tmp_path)
    assert [len(frames_of(upload)) for upload in cloud.uploads] == [4, 2, 1]


def test_heartbeats_say_when_the_camera_comes_on_and_in_the_end_that_it_is_off(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    run_agent(cloud, stream(camera), tmp_path, until=lambda _: "on" in cloud.cameras)
    assert cloud.cameras[-1] == "off"


def test_a_camera_over_the_network_is_read_until_told_to_stop(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    told = run_agent(cloud, stream(camera), tmp_path, until=five_are_sent)
    stored = sum(len(frames_of(upload)) for upload in cloud.uploads)
    assert (told[-1].sent, told[-1].waiting, told[-1].lost) == (stored, 0, 0)


def test_a_camera_whose_connection_breaks_is_read_on(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    openings = []

    class Breaking:
        """A connection to the real camera that breaks after its third frame."""

        def __init__(self, capture: Capture) -> None:
            self._left = 3
            self.retrieve, self.release = capture.retrieve, capture.release
            self.position_s, self._grab = capture.position_s, capture.grab

        def grab(self) -> bool:
            self._left -= 1
            return self._left >= 0 and self._grab()

    def open_breaking(source: Source) -> Capture | None:
        openings.append(source)
        capture = open_capture(source)
        return Breaking(capture) if capture else None

    settings = StreamSettings(interval_s=0.02, backoff=QUICK, open_capture=open_breaking)
    run_agent(cloud, read_pictures(Source.parse(camera), settings), tmp_path, until=five_are_sent)
    assert len(openings) > 1


def test_when_the_exam_is_over_what_was_taken_before_is_sent(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    pictures = stream(camera)

    async def end_after_two() -> AsyncGenerator[Picture, None]:
        taken = 0
        async for picture in pictures:
            yield picture
            taken += 1
            if taken == 2:
                cloud.ends_in_s = 0
                break
        await pictures.aclose()
        await asyncio.Event().wait()

    with pytest.raises(ExamOverError):
        run_agent(cloud, end_after_two(), tmp_path)
    assert sum(len(frames_of(upload)) for upload in cloud.uploads) == 2


def test_a_site_that_is_away_is_tried_again_until_told_to_stop(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    told: list[Status] = []

    async def run() -> None:
        stop, clock = asyncio.Event(), ServerClock()

        def answer(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError(json.dumps(str(request.url)))

        def tell(status: Status) -> None:
            told.append(status)
            if len(told) == 3:
                stop.set()

        transport = httpx.MockTransport(answer)
        async with httpx.AsyncClient(transport=transport, base_url="http://away/") as http:
            agent = Agent(
                camera=CameraClient(http, CAMERA_ID, cloud.token, clock),
                pictures=stream(camera),
                spool=Spool(tmp_path),
                post=post_with(http),
                clock=clock,
                tell=tell,
                settings=replace(AgentSettings(), backoff=QUICK),
            )
            await agent.run(stop)

    asyncio.run(run())
    assert [status.site_reached for status in told[:3]] == [False] * 3


def test_what_waits_when_told_to_stop_is_sent_by_the_next_run(
    tmp_path: Path, cloud: Cloud, camera: str, video: Path
) -> None:
    cloud.storage_away = True
    before = run_agent(
        cloud, stream(camera), tmp_path, until=lambda told: told.waiting >= 10, flush_s=FUTILE_S
    )
    kept = before[-1].waiting
    assert (before[-1].sent, before[-1].lost, cloud.uploads) == (0, 0, [])
    spool = Spool(tmp_path)
    bundles = [spool.load(stored) for stored in spool.list()]
    on_disk = [frame.captured_ms for bundle in bundles if bundle for frame in bundle.frames]
    assert len(on_disk) == kept
    cloud.storage_away = False
    run_agent(cloud, every_picture_of(video), tmp_path)
    times = [moment for upload in cloud.uploads for moment in captured_ms(upload)]
    assert times[:kept] == on_disk
    assert len(times) > kept
    assert times == sorted(times)


def test_a_camera_that_was_removed_leaves_nothing_on_disk(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    cloud.storage_away = True

    def refuse(told: Status) -> bool:
        if told.waiting >= 5:
            cloud.refusal = (404, "camera_not_found")
        return False

    with pytest.raises(CameraRefusedError):
        run_agent(cloud, stream(camera), tmp_path, until=refuse, flush_s=FUTILE_S)
    assert list(tmp_path.glob("*.bundle")) == []


def test_heartbeats_count_the_pictures_and_name_the_newest(
    tmp_path: Path, cloud: Cloud, camera: str
) -> None:
    run_agent(cloud, stream(camera), tmp_path, until=five_are_sent)
    last = cloud.beats[-1]
    stored = sum(len(frames_of(upload)) for upload in cloud.uploads)
    assert (last["sent"], last["waiting"], last["lost"]) == (stored, 0, 0)
    assert last["latest"] == cloud.uploads[-1]["key"].decode()
