"""How the answer to a batch is read."""

from __future__ import annotations

from typing import Any

import pytest

from local.sqs_events import BatchAnswerError, failed_messages

BATCH = frozenset({"m1", "m2"})


@pytest.mark.parametrize(
    "answer", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}]
)
def test_no_failures_mean_that_all_was_processed(answer: Any) -> None:
    assert failed_messages(answer, BATCH) == frozenset()


def test_a_named_message_failed() -> None:
    answer = {"batchItemFailures": [{"itemIdentifier": "m2"}]}
    assert failed_messages(answer, BATCH) == {"m2"}


@pytest.mark.parametrize(
    "answer",
    [
        "done",
        [],
        {"failures": []},
        {"batchItemFailures": [{"messageId": "m1"}]},
        {"batchItemFailures": [{"itemIdentifier": ""}]},
        {"batchItemFailures": [{"itemIdentifier": None}]},
        {"batchItemFailures": [{"itemIdentifier": "m3"}]},
        {"batchItemFailures": ["m1"]},
    ],
)
def test_an_answer_that_lambda_cannot_read_fails_the_batch(answer: Any) -> None:
    with pytest.raises(BatchAnswerError):
        failed_messages(answer, BATCH)
