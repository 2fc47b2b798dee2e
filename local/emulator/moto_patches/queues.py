"""SQS: work that grew with a queue's length."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import moto.sqs.models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_COUNTS: Final = (
    "approximate_number_of_messages",
    "approximate_number_of_messages_delayed",
    "approximate_number_of_messages_not_visible",
)
# Patching is what a type checker warns of: these names opt out of it, openly.
_sqs: Any = moto.sqs.models
_state = threading.local()


def apply() -> None:
    """Patch moto's queues."""
    _count_messages_only_when_asked()
    _take_messages_from_the_front()
    _read_the_clock_directly()


def _count_messages_only_when_asked() -> None:
    """
    Skip counting a queue's messages while some are sent or received.

    Both read a single queue attribute, receiving once a message, and moto computes all of them
    for it, among them three counts over every message: the longer the backlog, the slower.
    """
    for name in _COUNTS:
        setattr(_sqs.Queue, name, _skippable(getattr(_sqs.Queue, name).fget))
    for name in ("send_message", "receive_message"):
        setattr(_sqs.SQSBackend, name, _not_counting(getattr(_sqs.SQSBackend, name)))


def _not_counting(act: Callable[..., object]) -> Callable[..., object]:
    def acting(*args: object, **kwargs: object) -> object:
        _state.counts_skipped = True
        try:
            return act(*args, **kwargs)
        finally:
            _state.counts_skipped = False

    return acting


def _skippable(count: Callable[[Any], int]) -> property:
    return property(lambda queue: 0 if getattr(_state, "counts_skipped", False) else count(queue))


def _take_messages_from_the_front() -> None:
    """
    Look at no more messages than are received or deleted.

    moto lists all that are visible to give out ten, and goes through the whole queue twice to
    delete one.
    """

    def delete_message(queue: Any, receipt_handle: str) -> None:  # noqa: ANN401
        if receipt_handle in queue.deleted_messages:
            return
        for place, message in enumerate(queue._messages):  # noqa: SLF001 - moto's own name
            if message.had_receipt_handle(receipt_handle):
                del queue._messages[place]  # noqa: SLF001
                queue.pending_messages.discard(message)
                queue.deleted_messages.update(message.all_receipt_handles)
                return
        raise _sqs.ReceiptHandleIsInvalid

    _sqs.Queue.messages = property(_Visible)
    _sqs.Queue.delete_message = delete_message


@dataclass(frozen=True)
class _Visible:
    """A queue's messages that may be received, found one after another."""

    queue: Any

    def __iter__(self) -> Iterator[Any]:
        for message in tuple(self.queue._messages):  # noqa: SLF001
            if message.visible and not message.delayed:
                yield message

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)


def _read_the_clock_directly() -> None:
    """Ask for the time once: moto builds three datetimes for each visibility check."""

    def unix_time(moment: datetime | None = None) -> float:
        return moment.timestamp() if moment else time.time()

    _sqs.unix_time = unix_time
    _sqs.unix_time_millis = lambda moment=None: unix_time(moment) * 1000.0
