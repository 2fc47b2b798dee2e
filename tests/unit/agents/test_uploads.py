from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

import pytest

from agents.rtsp.backoff import Backoff
from agents.rtsp.bundles import Bundle, Frame
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import SiteAwayError, TokenRefusedError
from agents.rtsp.site import UploadPolicy
from agents.rtsp.uploads import Post, Uploader, UploadForm, fill_form
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey, upload_prefix

NOW_MS = 1_795_000_000_000
ATTEMPT_ID = "0123456789abcdef" * 2
POLICY = UploadPolicy(
    url="https://frames.example/",
    fields={"policy": "signed", "x-amz-signature": "old"},
    key_prefix=upload_prefix(ATTEMPT_ID),
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
    raise TokenRefusedError(code="not_signed_in")


def uploader(
    post: Post,
    policy: UploadPolicy = POLICY,
    capacity: int = 60,
    renewing: Callable[[], Awaitable[UploadPolicy]] = renew,
    backoff: Backoff = QUICK,
) -> Uploader:
    clock = ServerClock(lambda: 0.0)
    clock.correct(NOW_MS, sent_at=0.0, received_at=0.0)
    return Uploader(
        policy,
        post=post,
        renew=renewing,
        clock=clock,
        backoff=backoff,
        capacity=capacity,
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
    assert FrameKey.parse(fields["key"]) == FrameKey(ATTEMPT_ID, NOW_MS, 7)
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
    assert (sending.sent, sending.dropped) == (5, 0)


def test_a_bundle_that_the_storage_calls_wrong_is_dropped_and_the_next_one_goes() -> None:
    storage = Storage(400)
    sending = uploader(storage.post)
    send(sending, bundle(frames=2), bundle(frames=5))
    assert storage.sequences == [0, 1]
    assert (sending.sent, sending.dropped) == (5, 2)


def test_a_refused_policy_is_renewed_and_the_bundle_sent_again() -> None:
    storage = Storage(403)
    sending = uploader(storage.post)
    send(sending, bundle())
    assert storage.signatures == ["old", "new"]
    assert sending.dropped == 0


def test_a_bundle_is_dropped_when_a_fresh_policy_is_refused_too() -> None:
    sending = uploader(Storage(403, 403).post)
    send(sending, bundle(frames=4))
    assert (sending.sent, sending.dropped) == (0, 4)


def test_a_policy_about_to_end_is_renewed_before_it_is_used() -> None:
    storage = Storage()
    send(uploader(storage.post, replace(POLICY, expires_ms=NOW_MS + 60_000)), bundle())
    assert storage.signatures == ["new"]


def test_a_token_refused_while_renewing_ends_the_sending() -> None:
    with pytest.raises(TokenRefusedError):
        send(uploader(Storage(403).post, renewing=renew_in_vain), bundle())


def test_a_full_buffer_drops_the_oldest_and_counts_their_frames() -> None:
    storage = Storage()
    sending = uploader(storage.post, capacity=2)
    send(sending, bundle(frames=5), bundle(frames=3), bundle(), bundle())
    assert storage.sequences == [2, 3]
    assert (sending.sent, sending.dropped) == (2, 8)


def test_the_bundle_on_its_way_is_not_the_one_that_gives_way() -> None:
    storage = Storage()

    async def post_while_more_come(form: UploadForm) -> int:
        if not storage.forms:
            for _ in range(3):
                sending.enqueue(bundle())
        return await storage.post(form)

    sending = uploader(post_while_more_come, capacity=2)
    send(sending, bundle())
    assert storage.sequences == [0, 3]
    assert (sending.sent, sending.dropped) == (2, 2)


def test_what_is_abandoned_is_counted_as_dropped() -> None:
    sending = uploader(Storage().post)
    sending.enqueue(bundle(frames=5))
    assert sending.waiting == 5
    sending.abandon()
    assert (sending.waiting, sending.dropped) == (0, 5)


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
