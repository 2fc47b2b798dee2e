"""What keeps moto whole with many clients."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from moto.sqs.models import Message
from werkzeug.test import Client

from local.emulator import moto_patches
from local.emulator.server import OneAtATime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

CLIENTS = 8


class Crowded:
    """An application that counts who is inside, its lazy body included."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0

    def __call__(self, _environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return self._body()

    def _body(self) -> Iterator[bytes]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        time.sleep(0.005)
        yield b"done"
        self.inside -= 1


def send_together(application: OneAtATime | Crowded) -> None:
    together = threading.Barrier(CLIENTS)

    def send() -> None:
        together.wait()
        assert Client(application).get("/").get_data() == b"done"

    threads = [threading.Thread(target=send) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_request_is_inside_at_a_time() -> None:
    crowded = Crowded()
    send_together(OneAtATime(crowded))
    assert crowded.most == 1


def test_without_the_lock_requests_would_meet_inside() -> None:
    crowded = Crowded()
    send_together(crowded)
    assert crowded.most > 1


def test_moto_keeps_no_list_of_everything_it_made() -> None:
    moto_patches.apply()
    tracked: list[object] = vars(Message)["instances_tracked"]
    before = len(tracked)
    Message("id", "body")
    assert len(tracked) == before
