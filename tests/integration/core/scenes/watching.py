"""A room while its exam runs."""

from __future__ import annotations

from tests.integration.core.room import now_ms
from tests.integration.core.scenes.stage import Send, Stage


class WatchingScenes(Stage):
    """Requests about a room, its students and its cameras."""

    def _list_attempts(self) -> Send:
        room = self.watched()
        return lambda: room.call("GET", "/attempts")

    def _list_violations(self) -> Send:
        room = self.watched()
        return lambda: room.call("GET", "/violations")

    def _list_live_frames(self) -> Send:
        room, student = self.observed_student()
        student.call("POST", "/heartbeat", {"camera": "on"})
        return lambda: room.call("GET", f"/frames?attempts={student.attempt_id}")

    def _issue_live_ticket(self) -> Send:
        room = self.opened()
        return room.draw_ticket

    def _perform_act(self) -> Send:
        room = self.opened()
        ids = [room.join().attempt_id]
        order = {"kind": "message", "text": "Còn 10 phút."}
        return lambda: room.call("POST", "/acts", {"order": order, "attempt_ids": ids})

    def _list_acts(self) -> Send:
        room = self.opened()
        room.join()
        room.call("POST", "/acts", {"order": {"kind": "mark"}})
        return lambda: room.call("GET", "/acts")

    def _compare_identity(self) -> Send:
        room = self.opened()
        student = room.wait()
        self.seen(student)
        self.world.observations.fix_identity(student.attempt_id, now_ms())
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/identity")

    def _read_next_spot_check(self) -> Send:
        room, _, _ = self.spot_checked()
        return lambda: room.call("GET", "/next-spot-check")

    def _read_spot_checks(self) -> Send:
        room, student, _ = self.spot_checked()
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/spot-checks")

    def _decide_spot_check(self) -> Send:
        room, student, moments = self.spot_checked()
        said = {"moment_ms": moments[0], "verdict": "different"}
        return lambda: room.call("POST", f"/attempts/{student.attempt_id}/spot-checks", said)

    def _issue_camera_key(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/camera-keys")

    def _enrol_room_camera(self) -> Send:
        room = self.opened()
        key = room.call("POST", "/camera-keys").body["key"]
        return lambda: room.enrol(key)

    def _list_room_cameras(self) -> Send:
        room = self.opened()
        room.add_camera()
        return lambda: room.call("GET", "/cameras")

    def _change_room_camera(self) -> Send:
        room = self.opened()
        path = f"/cameras/{room.add_camera().camera_id}"
        content = {"crowd": {"expected": 2, "tolerance": 1, "fewer_too": False}}
        return lambda: room.call("PUT", path, content)

    def _review_room_camera(self) -> Send:
        room = self.opened()
        path = f"/cameras/{room.add_camera().camera_id}/review"
        return lambda: room.call("GET", path)

    def _remove_room_camera(self) -> Send:
        room = self.opened()
        path = f"/cameras/{room.add_camera().camera_id}"
        return lambda: room.call("DELETE", path)

    def _record_camera_health(self) -> Send:
        return self.opened().add_camera().beat
