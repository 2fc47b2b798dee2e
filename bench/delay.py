"""How long from an upload to its violation, through the whole system on this machine.

Students upload ten seconds of an empty room in two bundles.  The delay runs from the
moment the second upload is accepted to the moment the lecturer's list shows the
violation, so it holds S3, the queue, decoding, the networks, the
judgement, the tables and the API.
"""

from __future__ import annotations

import io
import statistics
import time
from contextlib import redirect_stdout
from typing import Any, Final

import cv2
import httpx
import skimage.data

from chalicelib.domain.frame_uploads import OFFSETS_METADATA
from local.testing import running_site

STUDENTS: Final = 20
SEEN_WITHIN_S: Final = 60
LOOK_EVERY_S: Final = 0.02


class Room:
    """The demo exam, seen by its lecturer and joined by students."""

    def __init__(self, state: dict[str, Any]) -> None:
        self._demo: dict[str, str] = state["demo"]
        self._api = httpx.Client(base_url=f"{state['site_url']}/api", trust_env=False, timeout=30)
        session = self._post(
            "/sign-in", {"email": self._demo["email"], "password": self._demo["password"]}
        )
        self._lecturer = {"Authorization": f"Bearer {session['id_token']}"}

    def join(self, number: int) -> dict[str, Any]:
        """Let one more student in, begin their attempt, and return their page."""
        code = self._demo["room_code"]
        room = self._api.get(f"/rooms/{code}").raise_for_status().json()
        joined = self._post(
            f"/rooms/{code}/attempts",
            {
                "student_name": f"Thí sinh {number}",
                "student_number": f"B{number:03d}",
                "consent_version": room["consent_version"],
            },
        )
        student = {"Authorization": f"Bearer {joined['attempt_token']}"}
        return self._post(f"/attempts/{joined['attempt_id']}/start", {}, student)

    def upload(self, page: dict[str, Any], frames: list[bytes], *, at_ms: int, number: int) -> None:
        """Post one bundle as the student's page does."""
        policy = page["upload"]
        offsets = ",".join(str(1000 * index) for index in range(1, len(frames)))
        fields = {
            **policy["fields"],
            f"x-amz-meta-{OFFSETS_METADATA}": offsets,
            "key": f"{policy['key_prefix']}{at_ms:013d}-{number:06d}.mjpg",
        }
        file = ("frames", b"".join(frames), policy["content_type"])
        answer = httpx.post(policy["url"], data=fields, files={"file": file}, trust_env=False)
        answer.raise_for_status()

    def wait_for_violation(self, attempt_id: str) -> None:
        """Wait until the lecturer's list shows something about an attempt."""
        exam = self._demo["exam_id"]
        until = time.monotonic() + SEEN_WITHIN_S
        while time.monotonic() < until:
            answer = self._api.get(f"/exams/{exam}/violations", headers=self._lecturer)
            found = answer.raise_for_status().json()["items"]
            if any(violation["attempt_id"] == attempt_id for violation in found):
                return
            time.sleep(LOOK_EVERY_S)
        raise RuntimeError(f"no violation within {SEEN_WITHIN_S} s")

    def _post(
        self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        answer = self._api.post(path, json=body, headers=headers).raise_for_status()
        content: dict[str, Any] = answer.json()
        return content


def measure() -> list[float]:
    """Return the delay of each student's violation in milliseconds."""
    picture = cv2.resize(skimage.data.coffee()[..., ::-1], (640, 480))
    frame = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 60])[1].tobytes()
    delays = []
    with redirect_stdout(io.StringIO()), running_site() as state:
        room = Room(state)
        for number in range(STUDENTS):
            page = room.join(number)
            start_ms = page["server_time_ms"]
            room.upload(page, [frame] * 5, at_ms=start_ms, number=0)
            room.upload(page, [frame] * 5, at_ms=start_ms + 5_000, number=1)
            accepted = time.monotonic()
            room.wait_for_violation(page["attempt_id"])
            delays.append((time.monotonic() - accepted) * 1000)
    return delays


def main() -> None:
    """Print the table."""
    delays = sorted(measure())
    p95 = statistics.quantiles(delays, n=20)[-1]
    print(f"\nFrom upload to violation, {len(delays)} students one after the other (ms)")
    print(f"{'p50':>8} {'p95':>8} {'max':>8}")
    print(f"{statistics.median(delays):8.0f} {p95:8.0f} {delays[-1]:8.0f}")


if __name__ == "__main__":
    main()
