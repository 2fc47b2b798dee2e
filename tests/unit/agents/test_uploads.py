from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agents.rtsp.backoff import Backoff
from agents.rtsp.bundles import Bundle, Frame
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import CameraRefusedError, SiteAwayError
from agents.rtsp.site import UploadPolicy
from agents.rtsp.spool import Spool
from agents.rtsp.uploads import Post, Uploader, UploadForm, fill_form
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey, upload_prefix

NOW_MS = 1_795_000_000_000
CAMERA_ID = "room-" + "0123456789abcdef" * 2
POLICY = UploadPolicy(
    url="https://frames.example/",
    fields={"policy": "signed", "x-amz-signature": "old"},
    key_prefix=upload_prefix(CAMERA_ID),
    content_type=CONTENT_TYPE,
    max_bytes=409_600,
    max_frames=8,
    expires_ms=NOW_MS + 15 * 60_000,
)
RENEWED = replace(POLICY, fields={"policy": "signed", "x-amz-signature": "new"})
AWAY = "away"
QUICK = Backoff(first_s=0.001, longest_s=0.001)


class Storage:
    """Answers as told, then always stores; remembers every form."""

    def __init__(self, *answers: int | str) -> None:
        self._answers: Iterator[int | str] = iter(answers)
        self.forms: list[UploadForm] = []

    async def post(self, form: UploadForm) -> int:
        self.forms.append(form)
        answer = next(self._answers, 204)
        if isinstance(answer, str):
            raise SiteAwayError
        return answer

    @property
    def sequences(self) -> list[int]:
        return [FrameKey.parse(form.fields["key"]).sequence for form in self.forms]

    @property
    def signatures(self) -> list[str]:
        return [form.fields["x-amz-signature"] for form in self.forms]


def bundle(frames: int = 1) -> Bundle:
    return Bundle(tuple(Frame(NOW_MS + second * 1000, b"jpeg") for second in range(frames)))


async def renew() -> UploadPolicy:
    return RENEWED


async def renew_in_vain() -> UploadPolicy:
    raise CameraRefusedError(message="not_signed_in")


def uploader(
    post: Post,
    policy: UploadPolicy = POLICY,
    spool: Spool | None = None,
    in_memory: int = 60,
    renewing: Callable[[], Awaitable[UploadPolicy]] = renew,
    backoff: Backoff = QUICK,
) -> Uploader:
    clock = ServerClock(lambda: 0.0)
    clock.correct(NOW_MS, sent_at=0.0, received_at=0.0)
    return Uploader(
        policy,
        spool=spool or Spool(Path(tempfile.mkdtemp())),
        post=post,
        renew=renewing,
        clock=clock,
        backoff=backoff,
        in_memory=in_memory,
    )


def send(sending: Uploader, *bundles: Bundle) -> None:
    async def run() -> None:
        for item in bundles:
            sending.enqueue(item)
        sending.close()
        await sending.run()

    asyncio.run(run())


def test_a_form_keeps_the_contract_of_a_frame_upload() -> None:
    fields = fill_form(POLICY, bundle(frames=3), 7).fields
    assert FrameKey.parse(fields["key"]) == FrameKey(CAMERA_ID, NOW_MS, 7)
    assert fields["x-amz-meta-offsets"] == "1000,2000"
    assert fields["Content-Type"] == CONTENT_TYPE
    assert fields["policy"] == "signed"


def test_bundles_go_in_the_order_they_came() -> None:
    storage = Storage()
    send(uploader(storage.post), bundle(), bundle(), bundle())
    assert storage.sequences == [0, 1, 2]


@pytest.mark.parametrize("answer", [AWAY, 503, 500, 429, 408])
def test_a_fault_that_may_pass_is_tried_again_under_the_same_key(answer: int | str) -> None:
    storage = Storage(answer, answer)
    sending = uploader(storage.post)
    send(sending, bundle(frames=5))
    assert storage.sequences == [0, 0, 0]
    assert (sending.sent, sending.lost) == (5, 0)


def test_a_bundle_that_the_storage_calls_wrong_is_lost_and_the_next_one_goes() -> None:
    storage = Storage(400)
    sending = uploader(storage.post)
    send(sending, bundle(frames=2), bundle(frames=5))
    assert storage.sequences == [0, 1]
    assert (sending.sent, sending.lost) == (5, 2)


def test_a_refused_policy_is_renewed_and_the_bundle_sent_again() -> None:
    storage = Storage(403)
    sending = uploader(storage.post)
    send(sending, bundle())
    assert storage.signatures == ["old", "new"]
    assert sending.lost == 0


def test_a_bundle_is_lost_when_a_fresh_policy_is_refused_too() -> None:
    sending = uploader(Storage(403, 403).post)
    send(sending, bundle(frames=4))
    assert (sending.sent, sending.lost) == (0, 4)


def test_a_policy_about_to_end_is_renewed_before_it_is_used() -> None:
    storage = Storage()
    send(uploader(storage.post, replace(POLICY, expires_ms=NOW_MS + 60_000)), bundle())
    assert storage.signatures == ["new"]


def test_a_token_refused_while_renewing_ends_the_sending() -> None:
    with pytest.raises(CameraRefusedError):
        send(uploader(Storage(403).post, renewing=renew_in_vain), bundle())


def test_a_full_disk_gives_up_the_oldest_and_counts_their_frames(tmp_path: Path) -> None:
    storage = Storage()
    sending = uploader(storage.post, spool=Spool(tmp_path, max_bytes=150), in_memory=0)
    send(sending, bundle(frames=5), bundle(frames=5), bundle(frames=5), bundle(frames=5))
    assert storage.sequences == [3]
    assert (sending.sent, sending.lost) == (5, 15)


def test_beyond_what_memory_holds_bundles_wait_on_disk_and_go_in_order(tmp_path: Path) -> None:
    storage = Storage()
    sending = uploader(storage.post, spool=Spool(tmp_path), in_memory=1)
    for _ in range(4):
        sending.enqueue(bundle())
    assert len(list(tmp_path.glob("*.bundle"))) == 3
    send(sending)
    assert storage.sequences == [0, 1, 2, 3]
    assert [form.body for form in storage.forms] == [b"jpeg"] * 4
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_is_sent_by_the_next_run_under_its_key(tmp_path: Path) -> None:
    before = uploader(Storage().post, spool=Spool(tmp_path))
    before.enqueue(bundle(frames=3))
    before.keep()
    storage = Storage()
    after = uploader(storage.post, spool=Spool(tmp_path))
    send(after)
    (sent,) = storage.forms
    assert sent.fields["key"] == fill_form(POLICY, bundle(3), 0).fields["key"]
    assert (after.sent, after.lost) == (3, 0)


def test_a_bundle_damaged_on_disk_is_lost_and_the_next_one_goes(tmp_path: Path) -> None:
    storage = Storage()
    sending = uploader(storage.post, spool=Spool(tmp_path), in_memory=0)
    sending.enqueue(bundle())
    sending.enqueue(bundle())
    min(tmp_path.iterdir()).write_bytes(b"half a fi")
    send(sending)
    assert storage.sequences == [1]


def test_the_newest_upload_that_arrived_is_known_by_its_key() -> None:
    sending = uploader(Storage(204, 400).post)
    send(sending, bundle(), bundle())
    assert sending.latest == fill_form(POLICY, bundle(), 0).fields["key"]


def test_what_is_abandoned_is_counted_as_lost() -> None:
    sending = uploader(Storage().post)
    sending.enqueue(bundle(frames=5))
    assert sending.waiting == 5
    sending.abandon()
    assert (sending.waiting, sending.lost) == (0, 5)


def test_closing_cuts_a_long_pause_short() -> None:
    storage = Storage(AWAY)

    async def run() -> None:
        tried = asyncio.Event()

        async def post(form: UploadForm) -> int:
            tried.set()
            return await storage.post(form)

        # Were the pause not cut short, the suite's time-out would end this test.
        sending = uploader(post, backoff=Backoff(first_s=3600, longest_s=3600))
        sending.enqueue(bundle())
        running = asyncio.create_task(sending.run())
        await tried.wait()
        sending.close()
        await running

    asyncio.run(run())
    assert storage.sequences == [0, 0]
