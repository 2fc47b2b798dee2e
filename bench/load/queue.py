"""How many uploads wait for the detector."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import boto3

from bench.load.figures import Depth
from local.resources import qualified


class FramesQueue:
    """The queue of uploads on the emulated cloud, and the one of those that failed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._sqs = boto3.client(
            "sqs",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            region_name=environment["AWS_DEFAULT_REGION"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        )
        names = ("frames", "frames-dead-letters")
        prefix = environment["RESOURCE_PREFIX"]
        self._frames, self._dead = (
            self._sqs.get_queue_url(QueueName=qualified(prefix, name))["QueueUrl"] for name in names
        )
        self._began_s = time.monotonic()

    def begin(self) -> None:
        """Count time from now."""
        self._began_s = time.monotonic()

    async def depth(self) -> Depth:
        """Return how many uploads wait and how many are being looked at."""
        waiting, in_work = await asyncio.to_thread(self._count, self._frames)
        return Depth(time.monotonic() - self._began_s, waiting, in_work)

    async def set_aside(self) -> int:
        """Return how many uploads failed every time."""
        return sum(await asyncio.to_thread(self._count, self._dead))

    def _count(self, url: str) -> tuple[int, int]:
        answer = self._sqs.get_queue_attributes(
            QueueUrl=url,
            AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        )
        counts = answer["Attributes"]
        return (
            int(counts["ApproximateNumberOfMessages"]),
            int(counts["ApproximateNumberOfMessagesNotVisible"]),
        )
