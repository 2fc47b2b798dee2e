from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.rtsp.backoff import Backoff
from agents.rtsp.errors import SourceUnreadableError
from agents.rtsp.sources import Capture, Source
from agents.rtsp.stream import StreamSettings, read_pictures

LIVE = Source("rtsp://camera/live", live=True)
FILE = Source("room.avi", live=False)


class Connection:
    """Gives pictures of the values told, then breaks."""

    def __init__(self, *values: int) -> None:
        self._values: Iterator[int] = iter(values)
        self._value: int | None = None
        self.released = False

    def grab(self) -> bool:
        self._value = next(self._values, None)
        return self._value is not None

    def position_s(self) -> float:
        return 0.0

    def retrieve(self) -> NDArray[np.uint8] | None:
        return np.full((2, 2, 3), self._value, np.uint8)

    def release(self) -> None:
        self.released = True


def settings(
    open_capture: Callable[[Source], Capture | None], interval_s: float = 0.0
) -> StreamSettings:
    return StreamSettings(
        interval_s=interval_s,
        patience_s=0.0,
        backoff=Backoff(first_s=0.001, longest_s=0.001),
        open_capture=open_capture,
        diagnose=lambda source: SourceUnreadableError(source=str(source)),
    )


def opener(*connections: Connection | None) -> Callable[[Source], Capture | None]:
    line = iter(connections)
    return lambda _: next(line, None)


async def read(source: Source, using: StreamSettings) -> list[int]:
    return [int(picture.image[0, 0, 0]) async for picture in read_pictures(source, using)]


async def read_one(using: StreamSettings) -> int:
    pictures = read_pictures(LIVE, using)
    async for picture in pictures:
        await pictures.aclose()
        return int(picture.image[0, 0, 0])
    raise AssertionError


def test_a_file_ends_with_its_last_picture() -> None:
    assert asyncio.run(read(FILE, settings(opener(Connection(1)), interval_s=60))) == [1]


def test_between_two_pictures_lies_at_least_the_interval() -> None:
    every = settings(opener(Connection(*range(200))), interval_s=3600)
    assert asyncio.run(read(FILE, every)) == [0]


def test_after_a_gap_the_steps_begin_anew() -> None:
    class Stalling(Connection):
        def grab(self) -> bool:
            grabbed = super().grab()
            if self._value == 1:
                time.sleep(0.7)
            return grabbed

    every = settings(opener(Stalling(*range(200))), interval_s=0.3)
    assert asyncio.run(read(FILE, every)) == [0, 1]


def test_a_file_that_gives_no_picture_is_unreadable_at_once() -> None:
    with pytest.raises(SourceUnreadableError):
        asyncio.run(read(FILE, settings(opener(Connection()))))


def test_a_live_source_that_never_opens_is_unreadable_when_patience_ends() -> None:
    with pytest.raises(SourceUnreadableError):
        asyncio.run(read(LIVE, settings(opener())))


def test_a_live_source_that_breaks_is_opened_again() -> None:
    using = settings(opener(Connection(1), None, None, Connection(2)))

    async def run() -> None:
        pictures = read_pictures(LIVE, using)
        async for picture in pictures:
            if picture.image[0, 0, 0] == 2:
                await pictures.aclose()

    # Were it not opened again, the suite's time-out would end this test.
    asyncio.run(run())


def test_every_connection_is_released() -> None:
    connection = Connection(1)
    asyncio.run(read(FILE, settings(opener(connection))))
    assert connection.released


def test_closing_ends_the_thread_that_pulls() -> None:
    connection = Connection(*range(255))
    asyncio.run(read_one(settings(lambda _: connection)))
    assert connection.released


def test_a_fault_in_the_thread_reaches_whoever_reads() -> None:
    def fail(_: Source) -> Capture | None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(read(LIVE, settings(fail)))
