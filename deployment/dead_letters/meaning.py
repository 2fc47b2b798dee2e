"""What a message asks for, in plain words."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote_plus


def meaning(body: str) -> str:
    """
    Return what a message of any of our queues asks for, in one line.

    Names of people are not in messages and so not in the answer.  What is not understood is
    said to be so: that is then why it failed.
    """
    try:
        content = json.loads(body)
    except ValueError:
        return f"not JSON, so no function understands it: {body[:60]!r}"
    if not isinstance(content, dict):
        return "JSON, but not an object, so no function understands it"
    try:
        return _of_object(content)
    except (KeyError, TypeError, IndexError, AttributeError):
        return f"of an unknown form, with {', '.join(sorted(content)) or 'nothing in it'}"


def _of_object(content: dict[str, Any]) -> str:
    if "Records" in content:
        keys = [unquote_plus(record["s3"]["object"]["key"]) for record in content["Records"]]
        return f"look at {', '.join(keys)}"
    if content.get("Event") == "s3:TestEvent":
        return "the test that S3 sends when its notifications are set up: delete it"
    if "eventType" in content:
        return f"take what the mail service tells of a mail that came back ({content['eventType']})"
    version = content["version"]
    if "violation" in content:
        found = content["violation"]
        of = f"{found['violation_id']} ({found['kind']}) of attempt {found['attempt_id']}"
        return f"tell of violation {of}, version {version}"
    if "signed_out" in content:
        whose = content["signed_out"]["lecturer_id"]
        return f"close the live connections of lecturer {whose}, version {version}"
    room = content["room"]
    changed = len(room["attempt_ids"])
    return f"tell room {room['exam_id']} of {changed} changed attempts, version {version}"
