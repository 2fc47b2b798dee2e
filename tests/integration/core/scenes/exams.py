"""Exams, their steps and their class lists."""

from __future__ import annotations

import base64

from tests.integration.core.room import Room, exam_content, roster_content, tomorrow
from tests.integration.core.scenes.stage import Send, Stage


class ExamScenes(Stage):
    """Requests about an exam and who may enter it."""

    def _list_exams(self) -> Send:
        self.draft()
        return lambda: self.api.call("GET", "/exams", token=self.lecturer.id_token)

    def _create_exam(self) -> Send:
        token = self.lecturer.id_token
        return lambda: self.api.call("POST", "/exams", exam_content(), token=token)

    def _read_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("GET")

    def _update_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("PUT", "", exam_content(), headers={"if-match": '"1"'})

    def _delete_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("DELETE")

    def _open_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("POST", "/open")

    def _close_exam(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/close")

    def _publish_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("POST", "/publish")

    def _withdraw_exam(self) -> Send:
        room = Room.draft(self.api, self.lecturer.id_token, **tomorrow())
        room.call("POST", "/publish")
        return lambda: room.call("POST", "/withdraw")

    def _archive_exam(self) -> Send:
        room = self.opened()
        room.call("POST", "/close")
        return lambda: room.call("POST", "/archive")

    def _restore_exam(self) -> Send:
        room = self.opened()
        room.call("POST", "/close")
        room.call("POST", "/archive")
        return lambda: room.call("POST", "/restore")

    def _redraw_room_code(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/room-code")

    def _share_exam(self) -> Send:
        room = self.draft()
        content, headers = {"emails": [self.lecturer.email]}, {"if-match": '"1"'}
        return lambda: room.call("PUT", "/co-lecturers", content, headers=headers)

    def _clone_exam(self) -> Send:
        room, content = self.draft(), {"starts_at": tomorrow()["starts_at"]}
        return lambda: room.call("POST", "/clone", content)

    def _list_exam_templates(self) -> Send:
        return lambda: self.api.call("GET", "/exam-templates", token=self.lecturer.id_token)

    def _read_roster(self) -> Send:
        room = self.listed()
        return lambda: room.call("GET", "/roster")

    def _write_roster(self) -> Send:
        room = self.listed()
        changed = roster_content("SBD001", "SBD003")
        return lambda: room.call("PUT", "/roster", changed, headers={"if-match": '"1"'})

    def _draw_pins(self) -> Send:
        room = self.listed()
        return lambda: room.call(
            "POST", "/roster/pins", {"student_numbers": None}, headers={"if-match": '"1"'}
        )

    def _list_refused_entries(self) -> Send:
        room = self.listed()
        return lambda: room.call("GET", "/refused-entries")

    def _preview_roster(self) -> Send:
        content = {"content_base64": base64.b64encode(b"SBD,Ho ten\nS1,An").decode()}
        token = self.lecturer.id_token
        return lambda: self.api.call("POST", "/roster-imports", content, token=token)

    def _download_roster_template(self) -> Send:
        return lambda: self.api.call("GET", "/roster-template", token=self.lecturer.id_token)
