"""Queues wired to functions as Lambda's event source mappings are."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from local.sqs_events import failed_messages, sqs_event

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

    from local.resources import EventSource

# SQS hands out and deletes at most ten messages a call.
_CALL_LIMIT: Final = 10
_AFTER_FAULT_S: Final = 1.0
_logger = logging.getLogger(__name__)


class QueuePoller:
    """
    Take messages from one queue, in batches, to one function.

    A batch is full at the source's size or when its window ends, counted from its first
    message.  What the function did not process stays on the queue, hidden until its
    visibility time-out ends; the queue's redrive policy moves it aside after its last try.
    """

    def __init__(
        self,
        sqs: SQSClient,
        source: EventSource,
        invoke: Callable[[dict[str, Any]], object],
        *,
        queue_name: str,
        longest_window_s: float,
        poll_every_s: float = 0.1,
        poll_every_idle_s: float = 0.3,
    ) -> None:
        self._sqs = sqs
        self._source = source
        self._invoke = invoke
        self._window_s = min(source.window_s, longest_window_s)
        self._poll_every_s = poll_every_s
        self._poll_every_idle_s = max(poll_every_s, poll_every_idle_s)
        self._url = sqs.get_queue_url(QueueName=queue_name)["QueueUrl"]
        answer = sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        self._arn = answer["Attributes"]["QueueArn"]

    def run(self, stop: threading.Event) -> None:
        """Poll until ``stop`` is set; a batch at hand is finished first."""
        pause_s = self._poll_every_s
        while not stop.is_set():
            try:
                if self.poll(stop):
                    pause_s = self._poll_every_s
                    continue
                # Never a long poll: the emulator serves one request at a time.
                stop.wait(pause_s)
                pause_s = min(pause_s * 1.1, self._poll_every_idle_s)
            except (BotoCoreError, ClientError):
                if stop.is_set():
                    return
                _logger.exception("cannot reach queue %s", self._source.queue)
                stop.wait(_AFTER_FAULT_S)

    def poll(self, stop: threading.Event) -> int:
        """Process one batch and return its size, 0 when the queue has nothing to give."""
        batch = self._collect(stop)
        if batch:
            self._process(batch)
        return len(batch)

    def _collect(self, stop: threading.Event) -> list[MessageTypeDef]:
        batch = self._receive(self._source.batch_size)
        ends_s = time.monotonic() + self._window_s
        while batch and len(batch) < self._source.batch_size and not stop.is_set():
            remaining_s = ends_s - time.monotonic()
            if remaining_s <= 0:
                break
            more = self._receive(self._source.batch_size - len(batch))
            batch += more
            if not more:
                stop.wait(min(self._poll_every_s, remaining_s))
        return batch

    def _receive(self, wanted: int) -> list[MessageTypeDef]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(wanted, _CALL_LIMIT),
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=0,
        )
        return answer.get("Messages", [])

    def _process(self, batch: Sequence[MessageTypeDef]) -> None:
        handles = {message["MessageId"]: message["ReceiptHandle"] for message in batch}
        try:
            answer = self._invoke(sqs_event(batch, self._arn))
            failed: frozenset[str] = frozenset()
            if self._source.reports_failures:
                failed = failed_messages(answer, frozenset(handles))
        except Exception:
            _logger.exception(
                "%s failed; %d messages return to queue %s after its visibility time-out",
                self._source.function,
                len(batch),
                self._source.queue,
            )
            return
        if failed:
            _logger.warning(
                "%s could not process %d of %d messages of queue %s",
                self._source.function,
                len(failed),
                len(batch),
                self._source.queue,
            )
        self._delete([handle for name, handle in handles.items() if name not in failed])

    def _delete(self, handles: Sequence[str]) -> None:
        for some in _chunks(handles):
            entries = [{"Id": str(i), "ReceiptHandle": handle} for i, handle in enumerate(some)]
            self._sqs.delete_message_batch(
                QueueUrl=self._url,
                Entries=entries,  # type: ignore[arg-type]
            )


def _chunks(handles: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(handles), _CALL_LIMIT):
        yield handles[start : start + _CALL_LIMIT]
