from __future__ import annotations

import json

import pytest

from deployment.dead_letters.meaning import meaning


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"Records": [{"s3": {"object": {"key": "frames/a%2Fb.mjpg"}}}]},
            "look at frames/a/b.mjpg",
        ),
        (
            {
                "version": 1,
                "violation": {"violation_id": "v", "kind": "no_face", "attempt_id": "a"},
            },
            "tell of violation v (no_face) of attempt a, version 1",
        ),
        (
            {"version": 1, "room": {"exam_id": "e", "attempt_ids": ["a", "b"]}},
            "tell room e of 2 changed attempts, version 1",
        ),
        (
            {"version": 1, "signed_out": {"lecturer_id": "l"}},
            "close the live connections of lecturer l, version 1",
        ),
        (
            {"eventType": "Bounce", "bounce": {"bouncedRecipients": [{"emailAddress": "a@b"}]}},
            "take what the mail service tells of a mail that came back (Bounce)",
        ),
        ({"version": 9, "news": 1}, "of an unknown form, with news, version"),
        ([], "JSON, but not an object, so no function understands it"),
    ],
)
def test_a_message_is_told_in_plain_words(body: object, said: str) -> None:
    assert meaning(json.dumps(body)) == said


def test_what_is_not_json_is_shown_shortened() -> None:
    assert meaning("x" * 1000) == f"not JSON, so no function understands it: {'x' * 60!r}"
