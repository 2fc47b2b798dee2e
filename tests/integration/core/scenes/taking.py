"""A student's way through an exam."""

from __future__ import annotations

from tests.integration.core.cards import upload_card
from tests.integration.core.room import Room
from tests.integration.core.scenes.stage import Send, Stage


class TakingScenes(Stage):
    """Requests of a student's page."""

    def _find_room(self) -> Send:
        room = self.opened()
        return lambda: self.api.call("GET", f"/rooms/{room.code}")

    def _join_room(self) -> Send:
        room = self.opened()
        return lambda: room.join_with("Nguyễn Văn An", "SBD001")

    def _resume_attempt(self) -> Send:
        student = self.opened().join()
        student.answer(0, 1)
        return lambda: student.call("GET", "")

    def _check_camera(self) -> Send:
        student = self.opened().wait()
        self.seen(student)
        return lambda: student.call("GET", "/camera-check")

    def _start_attempt(self) -> Send:
        student = self.opened().wait()
        return lambda: student.call("POST", "/start", {})

    def _begin_card_upload(self) -> Send:
        student = self.asking_for_cards().wait()
        return lambda: student.call("POST", "/card-uploads")

    def _keep_card(self) -> Send:
        student = self.asking_for_cards().wait()
        content = {"upload_id": upload_card(student)}
        return lambda: student.call("PUT", "/card", content)

    def asking_for_cards(self) -> Room:
        """A room whose students are asked for their cards."""
        settings = {"student_card": True}
        return Room.opened(self.api, self.lecturer.id_token, settings=settings)

    def _save_answer(self) -> Send:
        student = self.opened().join()
        return lambda: student.answer(0, 1)

    def _record_heartbeat(self) -> Send:
        student = self.opened().join()
        return lambda: student.call("POST", "/heartbeat", {"camera": "on"})

    def _issue_attempt_live_ticket(self) -> Send:
        student = self.opened().join()
        return lambda: student.call("POST", "/live-ticket")

    def _submit_attempt(self) -> Send:
        student = self.opened().join()
        student.answer(0, 1)
        return lambda: student.call("POST", "/submit")

    def _read_notice(self) -> Send:
        room = self.opened()
        student = room.join()
        order = {"kind": "message", "text": "Còn 10 phút."}
        act = room.call("POST", "/acts", {"order": order}).body["act"]
        return lambda: student.call("PUT", f"/notices/{act['act_id']}")

    def _read_own_sheet(self) -> Send:
        settings = {"show_keys": "after_end"}
        room = Room.opened(self.api, self.lecturer.id_token, settings=settings)
        student = room.join()
        student.answer(0, 1)
        student.call("POST", "/submit")
        room.call("POST", "/close")
        return lambda: student.call("GET", "/answer-sheet")

    def _list_flags(self) -> Send:
        _, student, _ = self.reviewed("confirm")
        return lambda: student.call("GET", "/flags")

    def _explain_flag(self) -> Send:
        _, student, name = self.reviewed("confirm")
        content = {"text": "Em nhặt bút."}
        return lambda: student.call("PUT", f"/flags/{name}/explanation", content)
